import type { Tokens } from "./connection";
import { forgetVisitor, newVisitor, visitorToken } from "./identity";
import { newId } from "./ids";
import type { Message } from "./protocol";
import { Session } from "./session";
import { type ChatState, NOTHING } from "./state";
import { picture } from "./uploads";

const AGAIN = 3_000; // milliseconds until the next try to become a visitor

/** The chat of this tab, whoever is signed in; the screen subscribes to it. */
export class Chat {
  private session: Session | null = null;
  private readonly listeners = new Set<() => void>();
  private isBecoming = false;
  private identity = 0; // grows with each sign-in, so that a late answer is known to be late

  /** Called when a shopper's token is not valid (any more). */
  onUnauthorized: () => void = () => {};

  get state(): ChatState {
    return this.session?.state ?? NOTHING;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): ChatState => this.state;

  /** Chat as the shopper whose token this is, or as a visitor. */
  signIn(token: string | null): void {
    const former = this.session;
    this.signOut();
    if (!token) {
      this.isBecoming = true;
      void this.visit(this.identity);
      return;
    }
    const visitor = visitorToken();
    this.begin(visitor ? { token, visitor } : { token }, false);
    if (former) this.session?.follow(former);
  }

  /** Be nobody until somebody opens the chat. */
  signOut(): void {
    this.identity += 1;
    this.session?.close();
    this.session = null;
    this.isBecoming = false;
    this.changed();
  }

  /** Whether somebody chats, or is about to. */
  get isSomebody(): boolean {
    return this.session !== null || this.isBecoming;
  }

  say(text: string): void {
    this.session?.say({ id: newId(), text });
  }

  /** Send once more what failed, under the same id. */
  retry(message: Message): void {
    if (!message.message_id) return;
    const what = message.upload ? { upload: message.upload } : { text: message.text };
    this.session?.say({ id: message.message_id, ...what });
  }

  forget(id: string): void {
    this.session?.forget(id);
  }

  sendPicture(file: File): void {
    this.session?.sayPicture(newId(), file);
  }

  retryPicture(id: string): void {
    this.session?.retryPicture(id);
  }

  dropPicture(id: string): void {
    this.session?.dropPicture(id);
  }

  /** A picture of the conversation, as a URL to show. */
  picture(id: string): Promise<string> {
    return picture(id, this.session?.token ?? "");
  }

  async rate(stars: number, comment: string): Promise<void> {
    await this.session?.rate(stars, comment);
  }

  askRating(asks: boolean): void {
    this.session?.askRating(asks);
  }

  leaveQueue(): void {
    this.session?.leaveQueue().catch(() => {}); // the bar stays, to be pressed again
  }

  /** The id of the last message that the shopper has not said; 0 where there is none. */
  get lastAnswer(): number {
    const theirs = this.state.messages.filter(({ author }) => author !== "shopper");
    return Number(theirs.at(-1)?.id ?? 0);
  }

  /** How many messages came that the shopper has not looked at. */
  get unread(): number {
    const last = this.session?.lastRead ?? 0;
    return this.state.messages.filter((m) => m.author !== "shopper" && Number(m.id) > last).length;
  }

  /** The shopper looks at it. */
  read(): void {
    const last = this.state.messages.at(-1);
    if (last) this.session?.read(last.id);
  }

  private begin(tokens: Tokens, isVisitor: boolean): void {
    this.session = new Session(
      tokens,
      isVisitor,
      () => this.changed(),
      () => this.unauthorized(isVisitor),
    );
    this.changed();
  }

  private async visit(identity: number): Promise<void> {
    this.changed();
    try {
      const token = visitorToken() ?? (await newVisitor());
      if (identity === this.identity) this.begin({ token }, true);
    } catch {
      setTimeout(() => identity === this.identity && void this.visit(identity), AGAIN);
    }
  }

  private unauthorized(isVisitor: boolean): void {
    if (isVisitor) {
      forgetVisitor();
      setTimeout(() => this.signIn(null)); // a visitor's token has run out: be a new one
    } else {
      this.onUnauthorized();
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
