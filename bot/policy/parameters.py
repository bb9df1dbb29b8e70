"""The shop's numbers, each with its clause and the day from which it holds."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

OPERATORS_OWN = ("approval_limit_fen", "review_working_days", "recall_alarm_complaints")


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The numbers one decision rests on (days, working days, fen) and the name of that set."""

    version: str
    refund_window_days: int
    refund_working_days: int
    contact_window_working_days: int
    return_window_days: int
    approval_limit_fen: int
    review_working_days: int

    def to_json(self) -> dict[str, Any]:
        """The values as plain JSON, for the decision record."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class ComplaintParameters:
    """The numbers that complaints and recall alarms go by (working days, complaints, days)."""

    serious_response_working_days: int
    usual_response_working_days: int
    recall_alarm_complaints: int
    recall_alarm_days: int


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("parameters.yml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return tables


def clause_of(name: str) -> str:
    """The id of the clause that the parameter `name` belongs to."""
    return str(_tables()[name]["clause"])


def parameters_on(day: date, overrides: Mapping[str, int] | None = None) -> Parameters:
    """The numbers in force on `day` (Asia/Shanghai) for decisions.

    `overrides` are the operator's settings for OP-1 and OP-2; they are named in the version.
    Raises KeyError for a name that is not the operator's to set. A day before the first dated value
    gets the first one.
    """
    names = _names(Parameters) - {"version"}
    version = max(_start(name, day) for name in names).isoformat()
    parameters = Parameters(version=version, **_values(names, day))
    for name, value in _operators(names, overrides).items():
        version = f"{parameters.version}+{clause_of(name)}={value}"
        parameters = replace(parameters, version=version, **{name: value})
    return parameters


def complaint_parameters_on(
    day: date, overrides: Mapping[str, int] | None = None
) -> ComplaintParameters:
    """The numbers in force on `day` (Asia/Shanghai) for complaints; `overrides` as above."""
    names = _names(ComplaintParameters)
    return ComplaintParameters(**(_values(names, day) | _operators(names, overrides)))


def _names(kind: type[Parameters | ComplaintParameters]) -> set[str]:
    return {field.name for field in fields(kind)}


def _values(names: Iterable[str], day: date) -> dict[str, int]:
    return {name: _tables()[name]["values"][_start(name, day)] for name in names}


def _start(name: str, day: date) -> date:
    """The day from which the value holds that is in force on `day`."""
    dated: dict[date, int] = _tables()[name]["values"]
    return max((start for start in dated if start <= day), default=min(dated))


def _operators(names: Set[str], overrides: Mapping[str, int] | None) -> dict[str, int]:
    for name in overrides or {}:
        if name not in names or name not in OPERATORS_OWN:
            raise KeyError(f"{name} is the shop's promise, not the operator's setting")
    return dict(overrides or {})
