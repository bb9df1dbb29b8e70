import type { Language, Look } from "../bridge";
import { plain } from "./color";

/** What the page's own scripts can do with the chat, as `window.Tuanbao`. */
export interface Api {
  /** Chat as the shopper whose token this is; also with a fresh token once one has run out. */
  signIn(token: string): void;
  signOut(): void;
  /** Open the chat, with a text that the shopper may send. */
  open(draft?: string): void;
  close(): void;
  setLanguage(language: Language): void;
}

export interface Options {
  look: Look;
  token: string | null;
  side: "left" | "right";
  isOpen: boolean;
}

/** The attributes of the script tag: data-token, -lang, -color, -position, -elder, -open. */
export function read(script: HTMLScriptElement): Options {
  const { token, lang, color, position, elder, open } = script.dataset;
  return {
    look: {
      language: (lang ?? document.documentElement.lang).toLowerCase().startsWith("en")
        ? "en"
        : "zh",
      color: plain(color ?? ""),
      elder: isSet(elder),
    },
    token: token || null,
    side: position === "left" ? "left" : "right",
    isOpen: isSet(open),
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "false";
}
