import { useEffect, useState } from "react";
import { fetchReachable, type Reachable } from "./api";
import { useTexts } from "./texts";
import { withChat } from "./useShop";

/** Instead of orders: what one can do without signing in, and an order to try it with. */
export function Visitor() {
  const texts = useTexts();
  const [reachable, setReachable] = useState<Reachable | null>(null);
  useEffect(() => {
    fetchReachable().then(setReachable, () => {}); // without it one may still ask freely
  }, []);
  return (
    <div className="empty">
      <h2>{texts.visitorTitle}</h2>
      <p>{texts.visitorText}</p>
      {reachable && (
        <p className="reachable">{texts.reachable(reachable.order_no, reachable.tail)}</p>
      )}
      <button type="button" className="primary" onClick={() => withChat((chat) => chat.open())}>
        {texts.openChat}
      </button>
      {reachable && (
        <button
          type="button"
          className="outline"
          onClick={() =>
            withChat((chat) => chat.open(texts.draftLookUp(reachable.order_no, reachable.tail)))
          }
        >
          {texts.lookUp}
        </button>
      )}
    </div>
  );
}
