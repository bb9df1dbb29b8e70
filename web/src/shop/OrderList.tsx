import type { Order } from "./api";
import { Drawing } from "./Drawing";
import { useLanguage, useTexts } from "./texts";
import { withChat } from "./useShop";

/** The shopper's orders, the newest first, each with a way into the chat. */
export function OrderList({ orders }: { orders: Order[] }) {
  return (
    <ul className="order-list">
      {orders.map((order) => (
        <OrderItem key={order.order_no} order={order} />
      ))}
    </ul>
  );
}

function OrderItem({ order }: { order: Order }) {
  const texts = useTexts();
  const language = useLanguage();
  const state = order.after_sales ?? (order.kind === "goods" ? order.delivery : order.kind);
  const draft = order.after_sales ? texts.draftProgress : texts.draft;
  const paidOn = new Date(order.paid_at).toLocaleDateString(language === "zh" ? "zh-CN" : "en-GB", {
    year: "numeric",
    month: "long",
    day: "numeric",
    timeZone: "Asia/Shanghai",
  });
  return (
    <li className="item">
      <div className="item-head">
        <span>{order.merchant}</span>
        <span className={`badge badge-${state}`}>{texts.states[state]}</span>
      </div>
      <div className="item-body">
        <Drawing kind={order.kind} />
        <div className="item-what">
          <h2>{order.title}</h2>
          <p>
            {texts.orderNo} {order.order_no} · {texts.paidAt(paidOn)}
          </p>
          {order.tracking_no && (
            <p>
              {texts.waybill} {order.carrier} {order.tracking_no}
            </p>
          )}
        </div>
        <div className="item-price">
          <strong>¥{yuan(order.paid_fen)}</strong>
          <small>
            {texts.paid} {texts.quantity(order.quantity)}
          </small>
          <button
            type="button"
            className="outline"
            onClick={() => withChat((chat) => chat.open(draft(order.order_no)))}
          >
            {order.after_sales ? texts.progress : texts.help}
          </button>
        </div>
      </div>
    </li>
  );
}

/** Written as in the chat. */
function yuan(fen: number): string {
  return (fen / 100).toLocaleString("en", { minimumFractionDigits: 2 });
}
