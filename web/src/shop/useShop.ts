import { useCallback, useEffect, useRef, useState } from "react";
import type { Api } from "../loader/options";
import { fetchOrders, fetchShoppers, type Order, type Shopper, type SignedIn, signIn } from "./api";

const KEPT = "demo.shopper";
export const VISITOR = "visitor";
const NOBODY: SignedIn = { token: "", orders: [] };

/** Run `action` on the chat, as soon as its script is there. */
export function withChat(action: (chat: Api) => void): void {
  if (window.Tuanbao) action(window.Tuanbao);
  else window.addEventListener("load", () => window.Tuanbao && action(window.Tuanbao));
}

/** Who one is in the demo shop, their orders, and how to be somebody else. */
export function useShop() {
  const [shoppers, setShoppers] = useState<Shopper[]>([]);
  const [who, setWho] = useState("");
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  const [hasFailed, setFailed] = useState(false);

  const chosen = useRef(""); // who was chosen last: a sign-in may be answered too late
  const become = useCallback(async (shopperId: string) => {
    chosen.current = shopperId;
    setWho(shopperId);
    setSignedIn(null);
    setFailed(false);
    sessionStorage.setItem(KEPT, shopperId);
    try {
      const found = shopperId === VISITOR ? NOBODY : await signIn(shopperId);
      if (chosen.current !== shopperId) return;
      setSignedIn(found);
      withChat((chat) => (found.token ? chat.signIn(found.token) : chat.signOut()));
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

  const token = signedIn?.token ?? "";
  const refresh = useCallback((orders: Order[]) => {
    setSignedIn((now) => now && { ...now, orders });
  }, []);
  useFresh(token, refresh);

  return { shoppers, who, orders: signedIn?.orders ?? null, hasFailed, become };
}

/** Fetch the orders again when the chat has answered, or one comes back to the page. */
function useFresh(token: string, fetched: (orders: Order[]) => void): void {
  useEffect(() => {
    if (!token) return;
    let isCurrent = true;
    const refresh = () => {
      if (document.hidden) return;
      fetchOrders(token).then(
        (orders) => isCurrent && fetched(orders),
        () => {}, // what is shown stays
      );
    };
    window.addEventListener("tuanbao:answered", refresh);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      isCurrent = false;
      window.removeEventListener("tuanbao:answered", refresh);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [token, fetched]);
}
