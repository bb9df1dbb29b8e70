import { io, type Socket } from "socket.io-client";
import type { Message, Owner, Refusal, Saying, Synced } from "./protocol";

const ANSWER_WITHIN = 10_000; // milliseconds

export interface Listener {
  connected(): void;
  disconnected(): void;
  unauthorized(): void;
  messages(messages: Message[]): void;
  typing(on: boolean): void;
  status(messageId: string, status: "answered" | "failed"): void;
  owner(owner: Owner): void;
}

export interface Tokens {
  token: string;
  visitor?: string;
}

/** The front refused it; `code` says why. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** One socket, which connects again by itself; every request is answered, refused or timed out. */
export class Connection {
  private readonly socket: Socket;

  constructor(tokens: Tokens, listener: Listener) {
    this.socket = io({
      auth: tokens,
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
    });
    this.socket.on("connect", () => listener.connected());
    this.socket.on("disconnect", () => listener.disconnected());
    this.socket.on("connect_error", (error) => {
      if (error.message === "unauthorized") listener.unauthorized();
      else listener.disconnected();
    });
    this.socket.on("messages", (messages: Message[]) => listener.messages(messages));
    this.socket.on("typing", ({ on }: { on: boolean }) => listener.typing(on));
    this.socket.on("status", (told: { message_id: string; status: "answered" | "failed" }) =>
      listener.status(told.message_id, told.status),
    );
    this.socket.on("owner", (owner: Owner) => listener.owner(owner));
    window.addEventListener("online", this.retry);
    window.addEventListener("offline", this.drop);
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  say(saying: Saying): Promise<{ message: Message }> {
    return this.request("say", saying);
  }

  sync(after: number): Promise<Synced> {
    return this.request("sync", { after });
  }

  rate(stars: number, comment: string | null): Promise<unknown> {
    return this.request("rate", { stars, comment });
  }

  leaveQueue(): Promise<unknown> {
    return this.request("leave_queue", {});
  }

  close(): void {
    window.removeEventListener("online", this.retry);
    window.removeEventListener("offline", this.drop);
    this.socket.removeAllListeners();
    const end = () => this.socket.disconnect();
    if (this.socket.connected || !this.socket.active) {
      end();
      return;
    }
    // A browser complains of a socket that is closed while it is being opened.
    this.socket.once("connect", end);
    this.socket.once("connect_error", end);
  }

  private async request<Answer>(event: string, data: unknown): Promise<Answer> {
    const answer: Answer | Refusal = await this.socket
      .timeout(ANSWER_WITHIN)
      .emitWithAck(event, data);
    if (typeof answer === "object" && answer !== null && "error" in answer)
      throw new Refused((answer as Refusal).error.code);
    return answer as Answer;
  }

  /** The network is back: no need to wait for the next try. */
  private readonly retry = () => {
    this.socket.disconnect().connect();
  };

  /** The network is gone: a socket would notice only after a while. */
  private readonly drop = () => {
    this.socket.io.engine?.close();
  };
}
