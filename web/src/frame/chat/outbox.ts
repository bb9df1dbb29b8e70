import type { Saying } from "./protocol";
import type { Waiting } from "./state";
import { keys, load, save } from "./storage";

/**
 * What has been said and is not acknowledged yet, kept over reloads.
 *
 * One key a message, named by when it was said: tabs of the same conversation share them without
 * writing over each other, and each tab may send any, as the front takes the same id only once.
 */
export class Outbox {
  constructor(private readonly who: string) {}

  /** All that waits, the oldest first. */
  all(): Waiting[] {
    return keys(this.start).flatMap((key) => {
      const kept = load(key);
      const [at = ""] = key.slice(this.start.length).split(".");
      return kept ? [{ ...(JSON.parse(kept) as Saying), at }] : [];
    });
  }

  add(saying: Saying, at = moment()): void {
    save(`${this.start}${at}.${saying.id}`, JSON.stringify(saying));
  }

  remove(id: string): void {
    for (const key of keys(this.start)) if (key.endsWith(`.${id}`)) save(key, null);
  }

  /** Take over what `other` had not sent: somebody has signed in. */
  adopt(other: Outbox): void {
    for (const key of keys(other.start)) {
      save(this.start + key.slice(other.start.length), load(key));
      save(key, null);
    }
  }

  private get start(): string {
    return `outbox.${this.who}.`;
  }
}

let latest = 0;

/** Now in milliseconds, as text that sorts; later than any moment this tab has had before. */
export function moment(): string {
  latest = Math.max(latest + 1, Date.now());
  return String(latest).padStart(15, "0");
}
