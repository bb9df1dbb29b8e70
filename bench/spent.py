"""What the stopwatches say, as the parts of a turn."""

from dataclasses import dataclass

Times = dict[str, tuple[int, float]]

_FRONT = ("identify", "conversation_of", "begin", "finish")
_BRAIN = ("parse", "extract slots", "predict", "check answer", "tracker")
_DATABASE = ("begin", "query", "commit")


@dataclass(frozen=True)
class Spent:
    """Calls and ms a turn by stopwatch; `seen` is a turn as the shopper sees it."""

    by_name: Times
    seen: float

    @classmethod
    def between(cls, before: Times, after: Times, turns: int, seen: float) -> "Spent":
        """What `turns` turns, `seen` ms in all, have added."""
        by_name = {}
        for name, (count, seconds) in after.items():
            count_then, seconds_then = before.get(name, (0, 0.0))
            added = seconds - seconds_then
            by_name[name] = ((count - count_then) / turns, added * 1000 / turns)
        return cls(by_name, seen / turns)

    def ms(self, *names: str) -> float:
        """The time of some stopwatches together."""
        return sum(self.by_name.get(name, (0, 0.0))[1] for name in names)

    def calls(self, name: str) -> float:
        """How often a stopwatch runs in a turn."""
        return self.by_name.get(name, (0, 0.0))[0]


@dataclass(frozen=True)
class Part:
    """A part of a turn, `depth` deep in the tree; `counted` is the stopwatch that counts it."""

    depth: int
    what: str
    ms: float
    counted: str = ""


def parts_of(spent: Spent) -> list[Part]:
    """The tree of a turn; what no stopwatch covers is the difference."""
    ms = spent.ms
    request, think = ms("front.request"), ms("front.think")
    turn, call = ms("brain.turn"), ms("brain.action call")
    served, topic = ms("actions.request"), ms("actions.topic")
    front = [Part(2, part, ms(f"front.{part}"), f"front.{part}") for part in _FRONT]
    brain = [Part(2, part, ms(f"brain.{part}"), f"brain.{part}") for part in _BRAIN]
    database = [Part(3, part, ms(f"actions.{part}"), f"actions.{part}") for part in _DATABASE]
    return [
        Part(0, "as the shopper sees it", spent.seen),
        Part(1, "HTTP from shopper to front", spent.seen - request),
        Part(1, "front", request - think),
        *front,
        Part(2, "the rest: routing, JSON, waiting for threads", request - think - _sum(front)),
        Part(1, "HTTP from front to brain", think - turn),
        Part(1, "brain", turn - call),
        *brain,
        Part(2, "the rest", turn - call - _sum(brain)),
        Part(1, "HTTP from brain to actions", call - served, "brain.action call"),
        Part(1, "actions", served),
        Part(2, "database", _sum(database)),
        *database,
        Part(2, "the rest of the topic", topic - _sum(database), "actions.topic"),
        Part(2, "the rest: rasa_sdk, JSON, waiting for a thread", served - topic),
    ]


def _sum(parts: list[Part]) -> float:
    return sum(part.ms for part in parts)
