import type { CaseCard } from "../chat/protocol";
import { Card, CardContent, Tag } from "../chatui";
import { useTexts } from "../context";
import { Facts } from "./Facts";

/** How a case stands: what has happened, and what comes next. */
export function CaseView({ card }: { card: CaseCard }) {
  const { case: texts } = useTexts();
  return (
    <Card className="card card-case">
      <div className="case-head">
        <strong>{card.title}</strong>
        <Tag>{card.status_text}</Tag>
      </div>
      <CardContent>
        <Facts
          facts={[
            [texts.number, card.case_no],
            [texts.amount, card.amount],
          ]}
        />
        <h3>{texts.progress}</h3>
        <ol className="timeline">
          {card.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
          {card.next && <li className="timeline-next">{`${texts.next}: ${card.next}`}</li>}
        </ol>
      </CardContent>
    </Card>
  );
}
