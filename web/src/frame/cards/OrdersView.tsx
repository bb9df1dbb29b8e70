import type { OrderRow, OrdersCard } from "../chat/protocol";
import { Card } from "../chatui";
import { Icon } from "../components/Icon";
import { useFrame, useTexts } from "../context";
import { focusTranscript } from "../focus";

/** Orders to choose from, as long as the question stands; then only what was offered. */
export function OrdersView({ card, isOffering }: { card: OrdersCard; isOffering: boolean }) {
  const { chat } = useFrame();
  const texts = useTexts();
  const choose = (order: OrderRow) => {
    focusTranscript();
    if (order.payload) chat.say(order.payload);
  };
  if (!isOffering)
    return (
      <Card className="card card-orders card-past">
        <ul aria-label={texts.orders.past}>
          {card.orders.map((order) => (
            <li key={order.order_no}>
              <OrderLines order={order} />
            </li>
          ))}
        </ul>
      </Card>
    );
  return (
    <Card className="card card-orders">
      <ul aria-label={texts.orders.label}>
        {card.orders.map((order) => (
          <li key={order.order_no}>
            <button type="button" onClick={() => choose(order)}>
              <OrderLines order={order} />
              <Icon name="chevron" />
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** An order in two lines: what it is, and how it stands. */
export function OrderLines({ order }: { order: OrderRow }) {
  const texts = useTexts();
  return (
    <span className="order">
      <span className="order-title">
        <strong>{order.title}</strong>
        <span className="order-paid">¥{order.paid}</span>
      </span>
      <span className="order-more">
        {order.merchant} {order.quantity > 1 && texts.orders.quantity(order.quantity)}
      </span>
      <span className="order-more">
        {texts.orders.paid(order.paid_on)} · {order.state}
      </span>
    </span>
  );
}
