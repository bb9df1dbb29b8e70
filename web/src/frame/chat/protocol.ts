/** What the chat and the front say to each other; docs/web-channel.md tells it in full. */

export interface Button {
  title: string;
  payload: string;
}

export interface OrderRow {
  order_no: string;
  title: string;
  merchant: string;
  quantity: number;
  paid: string;
  paid_on: string;
  state: string;
  payload?: string;
}

export interface OrdersCard {
  type: "orders";
  orders: OrderRow[];
}

export interface Check {
  clause: string;
  passed: boolean;
  text: string;
  deciding: boolean;
}

export interface VerdictCard {
  type: "verdict";
  beside: string;
  outcome: "approve" | "review" | "refuse";
  route: string | null;
  order: OrderRow;
  units: number | null;
  amount: string | null;
  due: string | null;
  clauses: { id: string; text: string }[];
  checks: Check[];
}

export interface CaseCard {
  type: "case";
  beside: string;
  case_no: string;
  title: string;
  status: string;
  status_text: string;
  amount: string;
  steps: string[];
  next: string;
}

export type Card = OrdersCard | VerdictCard | CaseCard;

export interface Message {
  id: string;
  author: "shopper" | "bot" | "agent" | "system";
  text: string;
  buttons: Button[];
  at: string;
  message_id?: string;
  status?: "received" | "answered" | "failed";
  upload?: string;
  name?: string;
  card?: Card;
}

export interface Owner {
  owner: "bot" | "queue" | "human";
  ahead: number | null;
  name: string | null;
}

/** Something the shopper says: a text (or a button's payload), or a picture that is uploaded. */
export interface Saying {
  id: string;
  text?: string;
  upload?: string;
}

export interface Synced extends Owner {
  conversation_id: string;
  messages: Message[];
  more: boolean;
}

export interface Refusal {
  error: { code: string; message: string };
}

export const LONGEST_TEXT = 2000; // characters
export const LARGEST_PICTURE = 10 * 1024 * 1024; // bytes
export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];
