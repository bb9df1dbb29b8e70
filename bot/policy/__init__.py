"""The shop's after-sales policy: facts in, decision out. No database, no clock, no Rasa."""

from bot.policy.amounts import amount_for_units
from bot.policy.calendar import PUBLISHED, SHANGHAI, Day, WorkingCalendar, local_day
from bot.policy.complaints import (
    AT_ONCE,
    Category,
    Danger,
    alarms_alone,
    counts_for_recall,
    respond_by,
    severity,
)
from bot.policy.decide import decide, due_on, missing
from bot.policy.decision import (
    DECISIONS,
    Check,
    Decision,
    Option,
    Outcome,
    Route,
    Verdict,
)
from bot.policy.facts import (
    ANSWERS,
    Delivery,
    Facts,
    Kind,
    OrderFacts,
    Standing,
    Wish,
    facts_from_json,
)
from bot.policy.parameters import (
    ComplaintParameters,
    Parameters,
    complaint_parameters_on,
    parameters_on,
)
from bot.policy.texts import check_text, clause_ids, clause_text, day_text, explain, yuan

__all__ = [
    "ANSWERS",
    "AT_ONCE",
    "DECISIONS",
    "PUBLISHED",
    "SHANGHAI",
    "Category",
    "Check",
    "ComplaintParameters",
    "Danger",
    "Day",
    "Decision",
    "Delivery",
    "Facts",
    "Kind",
    "Option",
    "OrderFacts",
    "Outcome",
    "Parameters",
    "Route",
    "Standing",
    "Verdict",
    "Wish",
    "WorkingCalendar",
    "alarms_alone",
    "amount_for_units",
    "check_text",
    "clause_ids",
    "clause_text",
    "complaint_parameters_on",
    "counts_for_recall",
    "day_text",
    "decide",
    "due_on",
    "explain",
    "facts_from_json",
    "local_day",
    "missing",
    "parameters_on",
    "respond_by",
    "severity",
    "yuan",
]
