"""A simulated shopper: seeded, of changing words and moods, who answers what the bot asks."""

import re
import uuid
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from actions.wording import sentence
from tests.dialogues.buyer import FACTS, Buyer
from tests.simulation.situations import Scene, Situation

MOST_TURNS = 24
MOST_RESTATED = 3
MOST_INTERRUPTIONS = 2
# What a verdict and a case name.
_CLAUSE = re.compile(r"(?<![A-Z])(?:[PRSM]-\d|X-[A-G]|OP-\d)")
_CASE = re.compile(r"(?<![A-Z])C\d{6}")
_ORDINALS = {"zh": "一二三", "en": ("first", "second", "third")}
# How a fact is told: the keys of wordings.yml.
_TOLD = {
    ("quality_problem", True): "quality_yes",
    ("quality_problem", False): "quality_no",
    ("normal_use", True): "normal_yes",
    ("normal_use", False): "normal_no",
    ("used", True): "used",
    ("used", False): "unused",
    ("complete", True): "complete",
    ("complete", False): "incomplete",
    ("description", True): "description",
}


@cache
def _wordings() -> dict[str, dict[str, list[str]]]:
    text = Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8")
    wordings: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return wordings


@dataclass
class SimulatedShopper:
    """Plays one situation to its end. `rng` decides on every word and mood."""

    buyer: Buyer
    situation: Situation
    scene: Scene
    language: str
    rng: Random
    used_up: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    interruptions: int = 0
    restated: int = 0
    told_units: bool = False
    wrong: str | None = None  # a fact told wrong, to be corrected next
    may_err: bool = True

    def play(self) -> None:
        """Say the wish, and go on until the bot has nothing more to ask."""
        if self._by_chance(0.2):
            self._say(self._words("greet"))
        said = self._state_wish()
        for _ in range(MOST_TURNS):
            question = self._question(said)
            if self.wrong:
                said = self._correct()
            elif question:
                said = self._react(question)
            elif not self._settled() and self.restated < MOST_RESTATED:
                self.restated += 1
                said = self._state_wish()
            else:
                break
        else:
            raise AssertionError("the bot does not come to an end")
        if self._by_chance(0.3):
            self._say(self._words("thanks"))

    def _by_chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def _words(self, *keys: str, **values: Any) -> str:
        """A wording that has not been used yet; one of the last resort where all have been."""
        all_of_them = [wording for key in keys for wording in _wordings()[self.language][key]]
        fresh = [wording for wording in all_of_them if wording not in self.used_up]
        wording = self.rng.choice(fresh or all_of_them)
        self.used_up.add(wording)
        return wording.format(**values)

    def _say(self, text: str) -> str:
        """Say it, now and then twice as a bad line does: that changes nothing."""
        message_id = uuid.UUID(int=self.rng.getrandbits(128)).hex
        said = self.buyer.say(text, message_id)
        if self._by_chance(0.15):
            assert self.buyer.say(text, message_id) == said, "the same message, another answer"
        return said

    def _question(self, said: str) -> str | None:
        """What the bot wants to know, as its buttons or its words show."""
        free = {"description": "request.ask_description", "incident": "complaint.what_happened"}
        for what, key in free.items():
            if any(sentence(key, language) in said for language in ("zh", "en")):
                return what
        return self.buyer.question

    def _settled(self) -> bool:
        """Whether the last answer settles the wish: a verdict, a case, what is open instead."""
        heard = self.buyer.heard[-1]["answer"]
        pressable = str([button["payload"] for button in self.buyer.buttons])
        if self.situation.wants == "complaint":
            return "ticket_no" in pressable
        if self.scene.number not in heard:  # a rule is told, and not what holds for this order
            return bool(_CASE.search(heard))
        return "/complain{" in pressable or bool(_CLAUSE.search(heard))

    def _state_wish(self) -> str:
        parts = [self._wish()]
        if self.situation.names or self._by_chance(0.25):
            parts.append(self._name(within_a_wish=True))
        if self.situation.units and self._by_chance(0.5):
            parts.append(self._tell_units())
        if self.situation.knows and self._by_chance(0.25):
            parts += self._facts_ahead()
        return self._say(("，" if self.language == "zh" else ", ").join(parts))

    def _wish(self) -> str:
        wants = self.situation.wants
        if wants == "complaint":
            return self._words("complain_quality" if self.restated else "wish_quality_used")
        keys = [f"wish_{wants}"]
        unwanted = not self.situation.knows.get("quality_problem")
        if wants != "quality" and unwanted:
            keys.append(f"wish_{wants}_unwanted")
        if self.situation.order.get("delivery") in ("not_shipped", "in_transit"):
            keys += ["wish_refund_waiting"] if wants == "refund" else []
        return self._words(*keys)

    def _facts_ahead(self) -> list[str]:
        """The first facts, told before they are asked for."""
        known = list(self.situation.knows.items())[: self.rng.randint(1, 3)]
        return [self._words(_TOLD[fact, value]) for fact, value in known]

    def _name(self, within_a_wish: bool = False) -> str:
        """The order, by number, by title or by its place in the list just shown."""
        ways = ["number"] if self.situation.names else ["number", "title"]
        offered = self.buyer.offered_orders
        if not within_a_wish and self.scene.number in offered and not self.situation.names:
            ways.append("place")
        way = self.rng.choice(ways)
        if way == "number":
            return self._words("name_by_number", number=self.scene.named)
        if way == "title":
            word = self.scene.words[self.language == "en"]
            return self._words("name_by_title", word=word)
        place = offered.index(self.scene.number)
        ordinal = _ORDINALS[self.language][place]
        return self._words("name_by_place", ordinal=ordinal, n=place + 1)

    def _react(self, question: str) -> str:
        """Answer, or say something else first."""
        if self.interruptions < MOST_INTERRUPTIONS and self._by_chance(0.2):
            self.interruptions += 1
            mood = self.rng.choice(("aside", "aside", "aside", "anger", "thanks"))
            return self._say(self._words(mood))
        self.asked.append(question)
        button = self._button(question)
        if button and (self._by_chance(0.12) or self.asked.count(question) > 2):
            return self._say(button)
        return self._say(self._answer(question))

    def _answer(self, question: str) -> str:
        if question == "order":
            return self._name_or_give_up()
        if question == "incident":
            return self._words("wish_quality_used")
        if question == "confirm":
            return self._confirm()
        assert question in self.situation.knows, f"asks for {question}, which no row here needs"
        value = self.situation.knows[question]
        if question != "description" and self.may_err and self._by_chance(0.1):
            self.may_err, self.wrong = False, question
            value = not value
        return self._tell(question, value)

    def _tell(self, fact: str, value: bool) -> str:
        key = _TOLD[fact, value]
        return self._words(*[k for k in (key, f"{key}_reply") if k in _wordings()[self.language]])

    def _name_or_give_up(self) -> str:
        if self.situation.names and len(self.asked) > 1:
            return self._words("never_mind")
        return self._name()

    def _confirm(self) -> str:
        if not self._reads_the_right_amount():
            return self._tell_units()
        return self._words("yes" if self.situation.agrees else "no")

    def _reads_the_right_amount(self) -> bool:
        """Whether the units, if it is only about some, have reached the bot."""
        if not self.situation.units:
            return True
        yuan = f"{self.situation.ends['fen'] / 100:.2f}"
        return self.told_units and yuan in self.buyer.heard[-1]["answer"]

    def _tell_units(self) -> str:
        self.told_units = True
        return self._words("units", n=self.situation.units)

    def _correct(self) -> str:
        fact, self.wrong = self.wrong, None
        assert fact is not None
        told = self._words(_TOLD[fact, self.situation.knows[fact]])
        return self._say(self._words("correct", fact=told))

    def _button(self, question: str) -> str | None:
        """The button that gives the true answer, if there is one."""
        if question in FACTS and question in self.situation.knows:
            told = "yes" if self.situation.knows[question] else "no"
            return self._pressable(f'"{question}": "{told}"')
        if question == "order" and not self.situation.names:
            return self._pressable(self.scene.number)
        if question == "confirm" and self._reads_the_right_amount():
            return self._pressable("decision" if self.situation.agrees else "/cancel")
        return None

    def _pressable(self, part: str) -> str | None:
        return next((b["payload"] for b in self.buyer.buttons if part in b["payload"]), None)
