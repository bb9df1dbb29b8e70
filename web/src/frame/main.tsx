import { createRoot } from "react-dom/client";
import type { ToFrame } from "../bridge";
import { Appearance } from "./appearance";
import { Chat } from "./chat/chat";
import { visitorToken } from "./chat/identity";
import { DEFAULT_COLOR } from "./colors";
import { App } from "./components/App";
import { FrameContext } from "./context";
import { Page } from "./page";
import { Window } from "./window";
import "./styles/chatui.less";
import "./styles/base.css";
import "./styles/chrome.css";
import "./styles/transcript.css";
import "./styles/cards.css";
import "./styles/composer.css";

const page = new Page();
const appearance = new Appearance();
const chat = new Chat();
const panel = new Window();

chat.onUnauthorized = () => page.tell({ tuanbao: "unauthorized" });
let lastAnswer = 0;
chat.subscribe(() => {
  if (chat.lastAnswer > lastAnswer) page.tell({ tuanbao: "answered" });
  lastAnswer = Math.max(lastAnswer, chat.lastAnswer);
  if (panel.snapshot().isOpen) chat.read();
  page.tell({ tuanbao: "unread", count: chat.unread });
});
appearance.subscribe(() => page.tell({ tuanbao: "elder", on: appearance.snapshot().elder }));

let isVisiting = false; // a visitor is made only for somebody who opens the chat

function signIn(token: string | null): void {
  isVisiting = token === null;
  if (token || visitorToken() || panel.snapshot().isOpen) chat.signIn(token);
  else chat.signOut();
}

function opened(draft: string | null): void {
  panel.open(draft);
  if (isVisiting && !chat.isSomebody) chat.signIn(null);
  chat.read();
  page.tell({ tuanbao: "unread", count: 0 });
}

function heard(message: ToFrame): void {
  switch (message.tuanbao) {
    case "start":
      appearance.start(message.look);
      signIn(message.token);
      break;
    case "sign-in":
      signIn(message.token);
      break;
    case "language":
      appearance.follow(message.language);
      break;
    case "opened":
      opened(message.draft);
      break;
    case "closed":
      panel.close();
      break;
  }
}

page.listen(heard);
page.tell({ tuanbao: "ready" });
if (!page.isThere) {
  const look = { language: "zh", color: DEFAULT_COLOR, elder: false } as const;
  heard({ tuanbao: "start", look, token: null });
  heard({ tuanbao: "opened", draft: null });
}

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <FrameContext.Provider value={{ chat, appearance, page, panel }}>
      <App />
    </FrameContext.Provider>,
  );
