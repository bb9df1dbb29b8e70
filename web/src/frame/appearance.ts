import type { Language, Look } from "../bridge";
import { load, save } from "./chat/storage";
import { DEFAULT_COLOR, paint } from "./colors";

/** Language, colour and elder mode: the shop's until the shopper has chosen. */
export class Appearance {
  private readonly listeners = new Set<() => void>();
  private color = DEFAULT_COLOR;
  private chosen: { language: Language; elder: boolean } = { language: "zh", elder: false };

  /** As the shop wants it, but for what the shopper has chosen before. */
  start(look: Look): void {
    this.color = look.color;
    this.chosen = {
      language: asLanguage(load("language")) ?? look.language,
      elder: load("elder") ? load("elder") === "on" : look.elder,
    };
    this.show();
  }

  /** The shopper chooses in the chat. */
  choose(change: Partial<{ language: Language; elder: boolean }>): void {
    if (change.language) save("language", change.language);
    if (change.elder !== undefined) save("elder", change.elder ? "on" : "off");
    this.chosen = { ...this.chosen, ...change };
    this.show();
  }

  /** The shop's page has changed its language, and we follow. */
  follow(language: Language): void {
    save("language", null);
    this.chosen = { ...this.chosen, language };
    this.show();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): { language: Language; elder: boolean } => this.chosen;

  private show(): void {
    const root = document.documentElement;
    root.lang = this.chosen.language === "zh" ? "zh-CN" : "en";
    root.dataset.elder = this.chosen.elder ? "on" : "off";
    paint(this.color, this.chosen.elder);
    for (const listener of this.listeners) listener();
  }
}

function asLanguage(kept: string | null): Language | null {
  return kept === "zh" || kept === "en" ? kept : null;
}
