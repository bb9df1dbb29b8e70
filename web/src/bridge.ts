/** What the shop's page and the chat's frame say to each other by postMessage. */

export type Language = "zh" | "en";

/** How the shop wants the chat to look at first; the shopper's own choices win. */
export interface Look {
  language: Language;
  color: string;
  elder: boolean;
}

export type ToFrame =
  | { tuanbao: "start"; look: Look; token: string | null }
  | { tuanbao: "sign-in"; token: string | null }
  | { tuanbao: "language"; language: Language }
  | { tuanbao: "opened"; draft: string | null }
  | { tuanbao: "closed" };

export type ToPage =
  | { tuanbao: "ready" }
  | { tuanbao: "close" }
  | { tuanbao: "reload" }
  | { tuanbao: "unauthorized" }
  | { tuanbao: "answered" }
  | { tuanbao: "unread"; count: number }
  | { tuanbao: "elder"; on: boolean };

/** Whether something that came by postMessage is one of ours; who sent it is checked beside it. */
export function isOurs(data: unknown): data is { tuanbao: string } {
  return typeof data === "object" && data !== null && "tuanbao" in data;
}
