"""What a decision is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The first three are decisions and are recorded; the others are answers."""

    APPROVE = "approve"
    REVIEW = "review"
    REFUSE = "refuse"
    NOT_FOUND = "not_found"
    EXISTING = "existing"
    NO_DECISION = "no_decision"


DECISIONS = (Outcome.APPROVE, Outcome.REVIEW, Outcome.REFUSE)


class Route(StrEnum):
    """How the money or the goods go back; by_X: X pays the courier."""

    REFUND_NOW = "refund_now"
    REFUSE_DELIVERY = "refuse_delivery"
    RETURN_BY_SHOPPER = "return_by_shopper"
    RETURN_BY_SHOP = "return_by_shop"
    EXCHANGE_BY_SHOPPER = "exchange_by_shopper"
    EXCHANGE_BY_SHOP = "exchange_by_shop"


class Option(StrEnum):
    """What is still open to a shopper whom a clause refuses."""

    RETURN_ON_RECEIPT = "return_on_receipt"
    REFUND = "refund"
    EXCHANGE = "exchange"
    QUALITY = "quality"
    COMPLAINT = "complaint"
    HUMAN = "human"


@dataclass(frozen=True)
class Check:
    """One clause held against one fact. `passed` means it speaks for the shopper.

    `values` are what its sentence needs: ISO dates, counts, fen.
    """

    clause: str
    fact: str
    passed: bool
    values: Mapping[str, str | int]


@dataclass(frozen=True)
class Verdict:
    """What one row of the tables says."""

    outcome: Outcome
    clauses: tuple[str, ...] = ()
    route: Route | None = None


@dataclass(frozen=True)
class Decision:
    """A verdict with its row, the checks it rests on and what it would refund (fen)."""

    row: str
    verdict: Verdict
    checks: tuple[Check, ...]
    units: int
    amount_fen: int
    still_open: tuple[Option, ...]
    parameters_version: str

    @property
    def outcome(self) -> Outcome:
        """Approve, review, refuse, or no decision."""
        return self.verdict.outcome

    @property
    def route(self) -> Route | None:
        """The way back, None where there is none or a reviewer chooses it."""
        return self.verdict.route

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses it cites, the table's first."""
        return self.verdict.clauses
