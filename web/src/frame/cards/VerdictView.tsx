import type { Check, VerdictCard } from "../chat/protocol";
import { Card, CardContent } from "../chatui";
import { Icon } from "../components/Icon";
import { useTexts } from "../context";
import { Facts } from "./Facts";

const ICONS = { approve: "check", review: "clock", refuse: "cross" } as const;

/** The decision: outcome, amount and day, what it rests on, and the clauses in full. */
export function VerdictView({ card }: { card: VerdictCard }) {
  const { verdict, routes } = useTexts();
  const others = card.checks.filter((check) => !check.deciding);
  return (
    <Card className={`card card-verdict verdict-${card.outcome}`}>
      <div className="verdict-head">
        <Icon name={ICONS[card.outcome]} />
        <span>
          <strong>{verdict[card.outcome]}</strong>
          {card.route && <small>{routes[card.route]}</small>}
        </span>
        {card.amount && card.outcome !== "refuse" && <b className="amount">{card.amount}</b>}
      </div>
      <CardContent>
        <Facts
          facts={[
            [verdict.order, `${card.order.title} ${card.order.order_no}`],
            [verdict.units, isPart(card) ? `${card.units}/${card.order.quantity}` : null],
            [verdict.due[card.outcome], card.due],
          ]}
        />
        <h3>{verdict.checks}</h3>
        <Checks checks={card.checks.filter((check) => check.deciding)} />
        {card.clauses.map((clause) => (
          <details key={clause.id}>
            <summary>{verdict.clause(clause.id)}</summary>
            <p>{clause.text}</p>
          </details>
        ))}
        {others.length > 0 && (
          <details>
            <summary>{verdict.others(others.length)}</summary>
            <Checks checks={others} />
          </details>
        )}
      </CardContent>
    </Card>
  );
}

function Checks({ checks }: { checks: Check[] }) {
  const { verdict } = useTexts();
  return (
    <ul className="checks">
      {checks.map((check) => (
        <li key={check.clause + check.text} className={check.passed ? "holds" : "fails"}>
          <Icon name={check.passed ? "check" : "cross"} />
          <span>
            <span className="hidden-visually">
              {check.passed ? verdict.passed : verdict.notPassed}
            </span>
            {check.text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function isPart(card: VerdictCard): boolean {
  return card.units !== null && card.units < card.order.quantity;
}
