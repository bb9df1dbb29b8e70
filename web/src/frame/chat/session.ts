import { Connection, type Listener, Refused, type Tokens } from "./connection";
import { adoptDraft } from "./drafts";
import { forgetVisitor, subjectOf } from "./identity";
import { Outbox } from "./outbox";
import { Pictures } from "./pictures";
import type { Message, Owner, Saying } from "./protocol";
import { type ChatState, NOTHING, type PictureInHand, type Waiting } from "./state";
import { load, save } from "./storage";
import { inOrder, merge, withStatus } from "./transcript";

const LOOK_BACK = 200; // ids; what is stored at the same time may be seen out of order
const FOR_EVER = ["malformed", "too_long", "message_id_reused"];
const PAUSE = 1_500; // milliseconds, after something was not taken
const LONG_PAUSE = 10_000; // after too many messages

/** One asker's conversation as this tab sees it: what was said, and what is still to be sent. */
export class Session implements Listener {
  state: ChatState;
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly pictures: Pictures;
  private readonly who: string;
  private isSending = false;

  constructor(
    private readonly tokens: Tokens,
    isVisitor: boolean,
    private readonly changed: () => void,
    private readonly signedOut: () => void,
  ) {
    this.who = subjectOf(tokens.token);
    this.outbox = new Outbox(this.who);
    if (tokens.visitor) this.adopt(subjectOf(tokens.visitor));
    this.pictures = new Pictures(tokens.token, (pictures) => this.update({ pictures }));
    const asksRating = load(`rating.${this.who}`) !== null;
    this.state = {
      ...NOTHING,
      who: this.who,
      isVisitor,
      asksRating,
      outbox: this.outbox.all(),
    };
    this.connection = new Connection(tokens, this);
    window.addEventListener("storage", this.otherTab);
  }

  get token(): string {
    return this.tokens.token;
  }

  /** Say something: kept at once, sent as soon as there is a way. */
  say(saying: Saying): void {
    this.outbox.add(saying);
    this.update({ outbox: this.outbox.all() });
    void this.send();
  }

  /** Say a picture, in its place among the rest. */
  sayPicture(id: string, file: File): void {
    this.pictures.add(id, file);
    void this.send();
  }

  retryPicture(id: string): void {
    this.pictures.retry(id);
    void this.send();
  }

  dropPicture(id: string): void {
    this.pictures.drop(id);
  }

  forget(id: string): void {
    this.update({ refused: this.state.refused.filter((saying) => saying.id !== id) });
  }

  async rate(stars: number, comment: string): Promise<void> {
    await this.connection.rate(stars, comment.trim() || null);
    save(`rating.${this.who}`, null); // asked no more, but thanked for first
  }

  askRating(asks: boolean): void {
    save(`rating.${this.who}`, asks ? "1" : null);
    this.update({ asksRating: asks });
  }

  leaveQueue(): Promise<unknown> {
    return this.connection.leaveQueue();
  }

  /** The id of the last message that was looked at, over reloads. */
  get lastRead(): number {
    return Number(load(`read.${this.who}`) ?? 0);
  }

  read(id: string): void {
    if (Number(id) > this.lastRead) save(`read.${this.who}`, id);
  }

  close(): void {
    window.removeEventListener("storage", this.otherTab);
    this.connection.close();
    this.pictures.abort();
  }

  connected(): void {
    void this.catchUp();
  }

  disconnected(): void {
    this.update({ isOnline: false, isTyping: false });
    this.pictures.abort();
  }

  unauthorized(): void {
    this.update({ phase: "signed-out", isOnline: false });
    this.signedOut();
  }

  messages(news: Message[]): void {
    this.take(news);
  }

  typing(on: boolean): void {
    this.update({ isTyping: on });
  }

  status(messageId: string, status: "answered" | "failed"): void {
    this.update({ messages: withStatus(this.state.messages, messageId, status) });
  }

  owner(owner: Owner): void {
    const hasEnded = this.state.owner.owner === "human" && owner.owner === "bot";
    this.update({ owner });
    if (hasEnded) this.askRating(true);
  }

  /** Go on for `former`, if it was the same person's: no file outlives it elsewhere. */
  follow(former: Session): void {
    const visitor = this.tokens.visitor && subjectOf(this.tokens.visitor);
    if (former.who === this.who || former.who === visitor) this.pictures.adopt(former.pictures);
  }

  /** What a visitor had not sent is the shopper's who has signed in. */
  private adopt(visitor: string): void {
    this.outbox.adopt(new Outbox(visitor));
    adoptDraft(this.who, visitor);
  }

  private update(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    this.changed();
  }

  private readonly otherTab = () => this.update({ outbox: this.outbox.all() });

  private take(news: Message[]): void {
    for (const message of news) if (message.message_id) this.outbox.remove(message.message_id);
    const messages = merge(this.state.messages, news);
    this.update({ messages, outbox: this.outbox.all() });
  }

  /** Fetch what was said meanwhile, then send what waits. */
  private async catchUp(): Promise<void> {
    try {
      const last = Number(this.state.messages.at(-1)?.id ?? 0);
      let after = Math.max(0, last - LOOK_BACK);
      for (let more = true; more; ) {
        const synced = await this.connection.sync(after);
        const { owner, ahead, name } = synced;
        this.take(synced.messages);
        this.owner({ owner, ahead, name });
        after = Number(synced.messages.at(-1)?.id ?? after);
        more = synced.more;
      }
      if (this.tokens.visitor) forgetVisitor(); // what they said is the shopper's now
      if (load(`read.${this.who}`) === null) this.read(String(after)); // new on this device
      this.update({ phase: "ready", isOnline: true });
      this.pictures.resume();
      void this.send();
    } catch {
      setTimeout(() => this.connection.isConnected && void this.catchUp(), PAUSE);
    }
  }

  /** One message after the other, each until it is acknowledged. */
  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    for (let next = this.next(); next; next = this.next()) {
      if ("file" in next) await this.upload(next);
      else await this.sendOne(next);
    }
    this.isSending = false;
  }

  private next(): Waiting | PictureInHand | undefined {
    if (!this.state.isOnline || !this.connection.isConnected) return undefined;
    return inOrder(this.outbox.all(), this.pictures.ready)[0];
  }

  private async sendOne({ at: _, ...saying }: Waiting): Promise<void> {
    try {
      const { message } = await this.connection.say(saying);
      this.outbox.remove(saying.id);
      this.take([message]);
    } catch (error) {
      await this.notTaken(saying, error);
    }
  }

  /** Once it is stored, a picture is said by its id. */
  private async upload(picture: PictureInHand): Promise<void> {
    const found = await this.pictures.upload(picture);
    if (found === "unauthorized") this.unauthorized();
    if (typeof found === "string") return;
    this.outbox.add({ id: picture.id, upload: found.id }, picture.at);
    this.pictures.drop(picture.id);
    this.update({ outbox: this.outbox.all() });
  }

  private async notTaken(saying: Saying, error: unknown): Promise<void> {
    const code = error instanceof Refused ? error.code : "";
    if (FOR_EVER.includes(code)) {
      this.outbox.remove(saying.id);
      const refused = [...this.state.refused, { ...saying, code }];
      this.update({ refused, outbox: this.outbox.all() });
      return;
    }
    const pause = code === "too_fast" ? LONG_PAUSE : PAUSE;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
