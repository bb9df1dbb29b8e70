import { useCallback, useEffect, useRef, useState } from "react";
import type { Api } from "../loader/options";
import { fetchShoppers, type Order, type Shopper, signIn } from "./api";

const KEPT = "demo.shopper";
export const VISITOR = "visitor";

/** Run `action` on the chat, as soon as its script is there. */
export function withChat(action: (chat: Api) => void): void {
  if (window.Tuanbao) action(window.Tuanbao);
  else window.addEventListener("load", () => window.Tuanbao && action(window.Tuanbao));
}

/** Who one is in the demo shop, their orders, and how to be somebody else. */
export function useShop() {
  const [shoppers, setShoppers] = useState<Shopper[]>([]);
  const [who, setWho] = useState("");
  const [orders, setOrders] = useState<Order[] | null>(null);
  const [hasFailed, setFailed] = useState(false);

  const chosen = useRef(""); // who was chosen last: a sign-in may be answered too late
  const become = useCallback(async (shopperId: string) => {
    chosen.current = shopperId;
    setWho(shopperId);
    setOrders(null);
    setFailed(false);
    sessionStorage.setItem(KEPT, shopperId);
    try {
      if (shopperId === VISITOR) {
        setOrders([]);
        withChat((chat) => chat.signOut());
        return;
      }
      const signedIn = await signIn(shopperId);
      if (chosen.current !== shopperId) return;
      setOrders(signedIn.orders);
      withChat((chat) => chat.signIn(signedIn.token));
    } catch {
      if (chosen.current === shopperId) setFailed(true);
    }
  }, []);

  useEffect(() => {
    fetchShoppers().then(
      (found) => {
        setShoppers(found);
        void become(sessionStorage.getItem(KEPT) ?? found[0]?.shopper_id ?? VISITOR);
      },
      () => setFailed(true),
    );
  }, [become]);

  return { shoppers, who, orders, hasFailed, become };
}
