import { createContext, useContext, useSyncExternalStore } from "react";
import * as en from "../texts/en";
import * as zh from "../texts/zh";
import type { Appearance } from "./appearance";
import type { Chat } from "./chat/chat";
import type { ChatState } from "./chat/state";
import type { Page } from "./page";
import type { Window } from "./window";

interface Frame {
  chat: Chat;
  appearance: Appearance;
  page: Page;
  panel: Window;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("outside of the frame");
  return frame;
}

export function useChat(): ChatState {
  const { chat } = useFrame();
  return useSyncExternalStore(chat.subscribe, chat.snapshot);
}

export function useAppearance() {
  const { appearance } = useFrame();
  return useSyncExternalStore(appearance.subscribe, appearance.snapshot);
}

export function usePanel() {
  const { panel } = useFrame();
  return useSyncExternalStore(panel.subscribe, panel.snapshot);
}

/** What the chat says in the shopper's language. */
export function useTexts(): typeof zh.chat {
  return useAppearance().language === "zh" ? zh.chat : en.chat;
}
