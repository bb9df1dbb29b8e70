import type { Message, Owner, Saying } from "./protocol";
import type { UploadProblem } from "./uploads";

/** What is said and not acknowledged yet; `at` sorts by when it was said. */
export interface Waiting extends Saying {
  at: string;
}

/** A picture on its way: chosen here, not yet stored by the front. */
export interface PictureInHand {
  id: string;
  at: string;
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
  /** Whose conversation it is; null as long as that is open. */
  who: string | null;
  isVisitor: boolean;
  messages: Message[];
  outbox: Waiting[];
  refused: RefusedSaying[];
  pictures: PictureInHand[];
  isTyping: boolean;
  owner: Owner;
  asksRating: boolean;
}

export const NOTHING: ChatState = {
  phase: "loading",
  isOnline: false,
  who: null,
  isVisitor: true,
  messages: [],
  outbox: [],
  refused: [],
  pictures: [],
  isTyping: false,
  owner: { owner: "bot", ahead: null, name: null },
  asksRating: false,
};
