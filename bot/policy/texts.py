"""The clauses and the checks of a decision in the project's own words, Chinese and English."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from bot.policy.decision import Check, Decision
from bot.policy.parameters import Parameters

Language = Literal["zh", "en"]


@cache
def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files(__package__).joinpath(name).read_text(encoding="utf-8")
    )
    return loaded


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals, thousands separated: 2,000.00."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def clause_ids() -> tuple[str, ...]:
    """Every clause of the policy, in its order."""
    return tuple(_load("clauses.yml"))


def clause_text(clause: str, language: Language, parameters: Parameters) -> str:
    """What `clause` means, with the numbers of `parameters`. Raises KeyError if unknown."""
    values = parameters.to_json()
    values["approval_limit_yuan"] = yuan(parameters.approval_limit_fen)
    text: str = _load("clauses.yml")[clause][language]
    return text.format(**values)


def day_text(day: date, language: Language, today: date | None = None) -> str:
    """A day as people write it (11月3日, 3 November), with the year unless it is `today`'s."""
    this_year = today is not None and day.year == today.year
    if language == "zh":
        return f"{'' if this_year else f'{day.year}年'}{day.month}月{day.day}日"
    return f"{day.day} {day:%B}" + ("" if this_year else f" {day.year}")


def check_text(check: Check, language: Language, today: date | None = None) -> str:
    """One check as a sentence: the fact, its date and whether it speaks for the shopper."""
    values = dict(check.values)
    for name in ("since", "until"):
        if name in values:
            values[name] = day_text(date.fromisoformat(str(values[name])), language, today)
    for name in ("amount", "limit"):
        if f"{name}_fen" in values:
            values[name] = yuan(int(values[f"{name}_fen"]))
    texts = _load("checks.yml")[f"{check.clause}/{check.fact}"][language]
    sentence: str = texts["passed" if check.passed else "failed"]
    return sentence.format(**values)


def explain(decision: Decision, language: Language) -> list[str]:
    """The decision check by check: clause, passed (✓) or not (✗), fact and dates."""
    return [
        f"{'✓' if check.passed else '✗'} {check.clause} {check_text(check, language)}"
        for check in decision.checks
    ]
