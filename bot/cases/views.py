"""Cases and decisions as the JSON that the outside relies on."""

from typing import Any

from bot.cases.models import Case, CaseStep, DecisionRecord


def case_json(case: Case) -> dict[str, Any]:
    """A case; `amount_fen` in fen, `due_on` a Shanghai date, `opened_at` UTC."""
    return {
        "case_no": case.case_no,
        "order_no": case.order_no,
        "shopper_id": case.shopper_id,
        "kind": case.kind,
        "units": case.units,
        "amount_fen": case.amount_fen,
        "status": case.status,
        "route": case.route,
        "clauses": case.clauses,
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "due_provisional": case.due_provisional,
        "opened_at": case.opened_at.isoformat(),
        "conversation_id": case.conversation_id,
        "evidence": case.evidence,
    }


def step_json(step: CaseStep) -> dict[str, Any]:
    """One step of a case's history."""
    return {
        "at": step.at.isoformat(),
        "from": step.from_status,
        "to": step.to_status,
        "actor": step.actor,
        "note": step.note,
    }


def decision_json(row: DecisionRecord) -> dict[str, Any]:
    """A decision record."""
    return {
        "id": row.id,
        "order_no": row.order_no,
        "shopper_id": row.shopper_id,
        "wish": row.wish,
        "row": row.row,
        "outcome": row.outcome,
        "route": row.route,
        "clauses": row.clauses,
        "facts": row.facts,
        "parameters_version": row.parameters_version,
        "decided_at": row.decided_at.isoformat(),
        "conversation_id": row.conversation_id,
    }
