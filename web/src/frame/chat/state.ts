import type { Message, Owner, Saying } from "./protocol";
import type { UploadProblem } from "./uploads";

/** A picture on its way: chosen here, not yet stored by the front. */
export interface PictureInHand {
  id: string;
  file: File;
  url: string;
  percent: number;
  problem: UploadProblem | null;
}

/** What the front will not take however often it is sent. */
export interface RefusedSaying extends Saying {
  code: string;
}

export interface ChatState {
  /** loading: nothing known yet; ready: the history is here; signed-out: the token is not valid. */
  phase: "loading" | "ready" | "signed-out";
  isOnline: boolean;
  isVisitor: boolean;
  messages: Message[];
  outbox: Saying[];
  refused: RefusedSaying[];
  pictures: PictureInHand[];
  isTyping: boolean;
  owner: Owner;
  asksRating: boolean;
}

export const NOTHING: ChatState = {
  phase: "loading",
  isOnline: false,
  isVisitor: true,
  messages: [],
  outbox: [],
  refused: [],
  pictures: [],
  isTyping: false,
  owner: { owner: "bot", ahead: null, name: null },
  asksRating: false,
};
