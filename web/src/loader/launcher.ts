import type { Language } from "../bridge";
import { launcher as en } from "../texts/en";
import { launcher as zh } from "../texts/zh";

const DRAWING =
  "M12 3C6.5 3 2 6.8 2 11.5c0 2.6 1.4 5 3.6 6.5L5 21.5l4-2c1 .2 2 .4 3 .4 5.5 0 10-3.8 10-8.4S17.5 3 12 3z";
const SVG = "http://www.w3.org/2000/svg";

/** The button that opens the chat, with how much is unread. */
export class Launcher {
  private readonly button = document.createElement("button");
  private readonly badge = document.createElement("span");
  private unread = 0;

  constructor(
    root: ShadowRoot,
    private language: Language,
  ) {
    this.button.type = "button";
    this.button.className = "launcher";
    this.badge.className = "badge";
    this.badge.hidden = true;
    this.button.append(drawing(), this.badge);
    root.append(this.button);
    this.label();
  }

  onPress(pressed: () => void): void {
    this.button.addEventListener("click", pressed);
  }

  speak(language: Language): void {
    this.language = language;
    this.label();
  }

  showUnread(count: number): void {
    this.unread = count;
    this.badge.hidden = count === 0;
    this.badge.textContent = count > 99 ? "99+" : String(count);
    this.label();
  }

  showElder(on: boolean): void {
    this.button.classList.toggle("elder", on);
  }

  /** Hidden while the chat is open; gets the focus back when it closes. */
  toggle(isOpen: boolean): void {
    this.button.hidden = isOpen;
    if (!isOpen) this.button.focus();
  }

  private label(): void {
    const texts = this.language === "en" ? en : zh;
    const label = this.unread > 0 ? texts.unread(this.unread) : texts.open;
    this.button.setAttribute("aria-label", label);
  }
}

function drawing(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", DRAWING);
  svg.append(path);
  return svg;
}
