import { isOurs, type Language, type ToFrame, type ToPage } from "../bridge";
import { launcher as en } from "../texts/en";
import { launcher as zh } from "../texts/zh";
import type { Options } from "./options";

const SMALL = window.matchMedia("(max-width: 480px), (max-height: 480px)");
const BEEN_HERE = "tuanbao.been-here";

interface Listener {
  answered(): void;
  unread(count: number): void;
  elder(on: boolean): void;
  unauthorized(): void;
  toggled(isOpen: boolean): void;
}

/**
 * The frame that holds the chat. Only the front's origin is listened to, and only it can read what
 * we say, the token above all.
 */
export class Panel {
  private readonly frame = document.createElement("iframe");
  private isReady = false;
  private isOpen = false;
  private draft: string | null = null;
  private overflow = "";

  constructor(
    root: ShadowRoot,
    private readonly origin: string,
    private readonly options: Options,
    private readonly listener: Listener,
  ) {
    this.frame.className = `panel ${options.side}`;
    this.frame.hidden = true;
    this.name();
    root.append(this.frame);
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const isFrame = event.origin === origin && event.source === this.frame.contentWindow;
      if (isFrame && isOurs(event.data)) this.heard(event.data as ToPage);
    });
    window.visualViewport?.addEventListener("resize", this.fit);
    window.visualViewport?.addEventListener("scroll", this.fit);
    SMALL.addEventListener("change", this.fit);
  }

  /** The page is there. Somebody known is connected at once, so that they see what is unread. */
  attached(): void {
    if (this.options.isOpen) this.open(null);
    else if (this.options.token || hasBeenHere()) whenIdle(() => this.load());
  }

  signIn(token: string | null): void {
    this.options.token = token;
    if (this.isReady) this.tell({ tuanbao: "sign-in", token });
    else if (token) whenIdle(() => this.load());
  }

  setLanguage(language: Language): void {
    this.options.look.language = language;
    this.name();
    if (this.isReady) this.tell({ tuanbao: "language", language });
  }

  open(draft: string | null): void {
    this.draft = draft;
    this.load();
    this.show(true);
    this.frame.focus();
    if (this.isReady) this.tell({ tuanbao: "opened", draft });
    remember();
  }

  close(): void {
    if (!this.isOpen) return;
    this.show(false);
    this.tell({ tuanbao: "closed" });
  }

  private heard(message: ToPage): void {
    switch (message.tuanbao) {
      case "ready":
        this.isReady = true;
        this.start();
        break;
      case "close":
        this.close();
        break;
      case "reload":
        window.location.reload();
        break;
      case "answered":
        this.listener.answered();
        break;
      case "unread":
        this.listener.unread(this.isOpen ? 0 : message.count);
        break;
      case "elder":
        this.listener.elder(message.on);
        break;
      case "unauthorized":
        this.listener.unauthorized();
        break;
    }
  }

  private start(): void {
    const { look, token } = this.options;
    this.tell({ tuanbao: "start", look, token });
    if (this.isOpen) this.tell({ tuanbao: "opened", draft: this.draft });
  }

  private load(): void {
    if (this.frame.src) return;
    // Our origin stands in the fragment, which is not sent; whether we may frame it, the front says.
    this.frame.src = `${this.origin}/widget/#${encodeURIComponent(window.location.origin)}`;
  }

  private tell(message: ToFrame): void {
    this.frame.contentWindow?.postMessage(message, this.origin);
  }

  private show(isOpen: boolean): void {
    if (isOpen !== this.isOpen) this.holdPage(isOpen && SMALL.matches);
    this.isOpen = isOpen;
    this.frame.hidden = !isOpen;
    this.fit();
    this.listener.toggled(isOpen);
  }

  /** On a phone the page behind must not scroll. */
  private holdPage(holds: boolean): void {
    const style = document.documentElement.style;
    if (holds) this.overflow = style.overflow;
    style.overflow = holds ? "hidden" : this.overflow;
  }

  /** On a phone as high as what the keyboard leaves. */
  private readonly fit = () => {
    const view = window.visualViewport;
    const isFull = this.isOpen && SMALL.matches && view && view.scale <= 1.01;
    this.frame.style.height = isFull ? `${view.height}px` : "";
    this.frame.style.top = isFull ? `${view.offsetTop}px` : "";
  };

  private name(): void {
    this.frame.title = (this.options.look.language === "en" ? en : zh).frame;
  }
}

function whenIdle(action: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout: 2000 });
  else setTimeout(action, 300);
}

function hasBeenHere(): boolean {
  try {
    return localStorage.getItem(BEEN_HERE) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(BEEN_HERE, "1");
  } catch {
    // forbidden: the chat is fetched when it is opened
  }
}
