import type { Button, Message } from "./protocol";
import type { ChatState, PictureInHand, Waiting } from "./state";

/** `known` and `news` together: each message once, the newer form of it, ordered by id. */
export function merge(known: Message[], news: Message[]): Message[] {
  if (news.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

/** The messages with the status of the shopper's own message `messageId` changed. */
export function withStatus(
  messages: Message[],
  messageId: string,
  status: "answered" | "failed",
): Message[] {
  return messages.map((message) =>
    message.message_id === messageId ? { ...message, status } : message,
  );
}

/** What waits to be sent, in the order in which it was said. */
export function inOrder(
  sayings: Waiting[],
  pictures: PictureInHand[],
): (Waiting | PictureInHand)[] {
  return [...sayings, ...pictures].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The last message with something to press, if the shopper has said nothing since. */
export function offering({ messages, outbox }: ChatState): Message | null {
  if (outbox.length > 0) return null;
  for (const message of [...messages].reverse()) {
    if (message.author === "shopper") return null;
    if (message.buttons.length > 0) return message;
  }
  return null;
}

/** The buttons of `message` that its card does not show already. */
export function besidesCard(message: Message): Button[] {
  const card = message.card;
  if (card?.type !== "orders") return message.buttons;
  const shown = new Set(card.orders.map((order) => order.payload));
  return message.buttons.filter((button) => !shown.has(button.payload));
}

/** What a shopper's message shows: a pressed button its title, not what it sends. */
export function wording(text: string, before: Message[]): string {
  if (!text.startsWith("/")) return text;
  for (const message of [...before].reverse()) {
    const pressed = message.buttons.find((button) => button.payload === text);
    if (pressed) return pressed.title;
  }
  return text;
}

/** What is said in words: all of it, or what its card leaves to say. */
export function words({ text, card }: Message): string {
  return card && "beside" in card ? card.beside : text;
}
