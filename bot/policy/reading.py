"""Facts being read against the clauses, keeping every check that was made."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from bot.policy.amounts import amount_for_units
from bot.policy.calendar import WorkingCalendar, local_day
from bot.policy.decision import Check
from bot.policy.facts import Delivery, Facts, OrderFacts
from bot.policy.parameters import Parameters


class MissingAnswer(Exception):
    """A row needs an answer that the shopper has not given; `args[0]` names it."""


@dataclass
class Reading:
    """One pass over the clauses. The same check asked twice is kept once."""

    facts: Facts
    parameters: Parameters
    calendar: WorkingCalendar
    checks: dict[tuple[str, str], Check] = field(default_factory=dict)

    @property
    def order(self) -> OrderFacts:
        """The order, which the first row has made sure of."""
        assert self.facts.order is not None
        return self.facts.order

    @property
    def today(self) -> date:
        """The Shanghai day on which the shopper asks."""
        return local_day(self.facts.asked_at)

    @property
    def units(self) -> int:
        """The units claimed: of signed goods what the shopper said, else all that is left."""
        units = self.facts.units
        if units is None or self.order.delivery is not Delivery.SIGNED:
            return self.order.units_left
        return units

    @property
    def amount_fen(self) -> int:
        """What the claimed units are worth."""
        order = self.order
        return amount_for_units(
            paid_fen=order.paid_fen,
            quantity=order.quantity,
            units=self.units,
            units_left=order.units_left,
            left_fen=order.left_fen,
        )

    def answer(self, name: str) -> bool:
        """The shopper's answer. Raises MissingAnswer where it has not been given."""
        value = getattr(self.facts, name)
        if value is None:
            raise MissingAnswer(name)
        return bool(value)

    def check(self, clause: str, fact: str, passed: bool, **values: str | int) -> bool:
        """Keep that `clause` was held against `fact`, and return whether it passed."""
        self.checks.setdefault((clause, fact), Check(clause, fact, passed, values))
        return passed

    def within_days(self, clause: str, fact: str, since: datetime, days: int) -> bool:
        """Whether today is within `days` calendar days; the day after `since` is day 1."""
        start = local_day(since)
        until = start + relativedelta(days=days)
        return self.check(
            clause,
            fact,
            self.today <= until,
            since=start.isoformat(),
            until=until.isoformat(),
            days=days,
            day=(self.today - start).days,
        )

    def within_working_days(self, clause: str, fact: str, since: datetime, days: int) -> bool:
        """Whether today is no later than the `days`-th working day after `since`."""
        start = local_day(since)
        until = self.calendar.working_day_after(start, days).date
        return self.check(
            clause,
            fact,
            self.today <= until,
            since=start.isoformat(),
            until=until.isoformat(),
            days=days,
        )
