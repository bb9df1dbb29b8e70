import { isOurs, type ToFrame, type ToPage } from "../bridge";

/**
 * The shop's page around this frame. It says its origin in the fragment of our address; only it is
 * listened to and only it can read what we say. Who may frame us at all is the front's to enforce
 * (frame-ancestors). The token comes by message and never stands in an address.
 */
export class Page {
  private readonly origin = decodeURIComponent(window.location.hash.slice(1));

  /** Whether there is a page around us; else we are the whole window. */
  get isThere(): boolean {
    return window.parent !== window && this.origin !== "";
  }

  listen(heard: (message: ToFrame) => void): void {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const isPage = event.source === window.parent && event.origin === this.origin;
      if (this.isThere && isPage && isOurs(event.data)) heard(event.data as ToFrame);
    });
  }

  tell(message: ToPage): void {
    if (this.isThere) window.parent.postMessage(message, this.origin);
  }
}
