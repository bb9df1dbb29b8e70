/** Whether the chat is open before the shopper's eyes, and what a button of the page put in. */
export class Window {
  private readonly listeners = new Set<() => void>();
  private now: { isOpen: boolean; draft: string | null; times: number } = {
    isOpen: false,
    draft: null,
    times: 0,
  };

  open(draft: string | null): void {
    this.change({ isOpen: true, draft, times: this.now.times + 1 });
  }

  close(): void {
    this.change({ ...this.now, isOpen: false, draft: null });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.now;

  private change(now: typeof this.now): void {
    this.now = now;
    for (const listener of this.listeners) listener();
  }
}
