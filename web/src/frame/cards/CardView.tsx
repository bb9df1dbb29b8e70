import type { Card } from "../chat/protocol";
import { CaseView } from "./CaseView";
import { OrdersView } from "./OrdersView";
import { VerdictView } from "./VerdictView";

/** What a message shows beside its text. A card that is not known shows nothing: the text has it all. */
export function CardView({ card, isOffering }: { card: Card; isOffering: boolean }) {
  switch (card.type) {
    case "orders":
      return <OrdersView card={card} isOffering={isOffering} />;
    case "verdict":
      return <VerdictView card={card} />;
    case "case":
      return <CaseView card={card} />;
    default:
      return null;
  }
}
