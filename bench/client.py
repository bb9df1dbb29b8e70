"""Letting shoppers talk, by way of the load generator, and what came of it."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench.conversation import Step, refund
from bench.report import percentile, progress
from bench.shop import TURN_TOKEN, Customer
from bot import clock
from bot.channels.identity import issue_token
from bot.settings import ROOT


@dataclass(frozen=True)
class Line:
    """Where to talk: the chat API (chat) or bare Rasa's REST channel (rest)."""

    kind: str
    url: str

    def conversation(self, customer: Customer, steps: Sequence[Step]) -> dict[str, Any]:
        """`customer` saying `steps`, as the load generator takes it."""
        who = customer.conversation_id
        if self.kind == "chat":
            who = token(customer.shopper_id)
        return {"who": who, "steps": list(steps)}


@dataclass(frozen=True)
class Load:
    """All turns as (what was said, when it was answered, ms); `seconds` of them are measured."""

    turns: list[tuple[str, float, float]]
    errors: dict[str, int]
    warm_up: float
    seconds: float

    @property
    def ms(self) -> list[float]:
        """How long each turn after the warm-up took."""
        return [ms for _, at, ms in self.turns if at > self.warm_up]

    @property
    def per_second(self) -> float:
        """Turns a second after the warm-up."""
        measured = [at for _, at, _ in self.turns if self.warm_up < at <= self.seconds]
        return len(measured) / (self.seconds - self.warm_up)

    @property
    def p50(self) -> float:
        """The median in ms."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """The 95th percentile in ms."""
        return percentile(self.ms, 95)

    def of(self, said: str) -> list[float]:
        """How long the turns that said so took, in ms."""
        return [ms for label, _, ms in self.turns if label == said]


def token(shopper_id: str) -> str:
    """A shopper token; the product under test has the same key in its environment."""
    return issue_token(shopper_id, clock.now(), timedelta(hours=2))


def talk(
    line: Line,
    conversations: Sequence[dict[str, Any]],
    shoppers: int = 1,
    seconds: float | None = None,
    warm_up: float = 0.0,
) -> Load:
    """Have `conversations`, so many at once, for `seconds` or to their end."""
    job = {
        "kind": line.kind,
        "url": line.url,
        "token": TURN_TOKEN,
        "conversations": list(conversations),
        "shoppers": shoppers,
        "seconds": seconds,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer = json.loads(done.stdout)
    for error, count in answer["errors"].items():
        progress(f"  {count} times: {error}")
    turns = [(label, at, ms) for label, at, ms in answer["turns"]]
    if not turns:
        raise RuntimeError(f"nobody at {line.url} was answered, see the log lines above")
    return Load(turns, answer["errors"], warm_up, seconds or turns[-1][1])


def talk_refunds(line: Line, customers: Sequence[Customer], shoppers: int, seconds: float) -> Load:
    """Refund conversations, so many at once, each with a shopper of its own."""
    conversations = [line.conversation(c, refund(c.signed, c.unshipped)) for c in customers]
    return talk(line, conversations, shoppers, seconds, warm_up=min(1.0, seconds / 5))
