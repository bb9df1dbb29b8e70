/** What the demo shop reads from the front (bot/channels/web/demo.py). */

export interface Shopper {
  shopper_id: string;
  name: string;
  zh: string;
  en: string;
}

export interface Order {
  order_no: string;
  title: string;
  merchant: string;
  kind: "goods" | "service" | "ticket" | "voucher";
  quantity: number;
  paid_fen: number;
  paid_at: string;
  delivery: string;
  after_sales: "open" | "refunded" | "partly_refunded" | "exchanged" | null;
  carrier: string | null;
  tracking_no: string | null;
  signed_at: string | null;
}

export interface SignedIn {
  token: string;
  orders: Order[];
}

export async function fetchShoppers(): Promise<Shopper[]> {
  return read(await fetch("/demo/shoppers"));
}

/** What a shop does with its own login: it hands the page a token for the chat. */
export async function signIn(shopperId: string): Promise<SignedIn> {
  const body = JSON.stringify({ shopper_id: shopperId });
  const headers = { "Content-Type": "application/json" };
  return read(await fetch("/demo/sign-in", { method: "POST", headers, body }));
}

/** The orders as they stand now, for whoever has signed in. */
export async function fetchOrders(token: string): Promise<Order[]> {
  return read(await fetch("/demo/orders", { headers: { Authorization: `Bearer ${token}` } }));
}

/** What a visitor may look up. */
export interface Reachable {
  order_no: string;
  tail: string;
}

export async function fetchReachable(): Promise<Reachable> {
  return read(await fetch("/demo/visitor"));
}

async function read<Answer>(answer: Response): Promise<Answer> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}
