"""Below a measured confidence the bot asks rather than acts; acting needs more than answering."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.brain.classifier import PARTS

# What a clause can be without the sentence around it.
_BY_ITSELF = ("ask_", "request_", "report_", "complain")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Caution(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Config: `answer` and `act`, the confidence from which an intent is believed; `acting`,
    the intents that open a request, file something or call a human.
    """

    @classmethod
    def required_components(cls) -> list[type[Any]]:
        """Something has to have guessed before."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Measured on the development set, see docs/understanding.md."""
        return {"answer": 0.4, "act": 0.5, "acting": []}

    def __init__(self, config: dict[str, Any]) -> None:
        self._answer = float(config["answer"])
        self._act = float(config["act"])
        self._acting = frozenset(config["acting"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Caution:
        """Nothing to set up."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the fallback before a guess that is not sure enough; the ranking keeps the guess.

        A message that is no one thing as a whole may be so by one of its clauses.
        """
        for message in messages:
            guess = message.get(INTENT) or {}
            parts = message.get(PARTS, [])
            if self._is_sure(guess) and not _contradicted(guess, parts):
                continue
            clause = self._telling(parts)
            if clause and _confidence(clause) >= self._act:
                surer = {"name": clause["intent"], "confidence": _confidence(clause)}
            else:
                name = DEFAULT_NLU_FALLBACK_INTENT_NAME
                surer = {"name": name, "confidence": 1 - _confidence(guess)}
            message.set(INTENT, surer, add_to_output=True)
            ranking = [surer, *message.get(INTENT_RANKING_KEY, [])]
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _telling(self, parts: list[dict[str, Any]]) -> dict[str, Any]:
        """The surest clause; a wish or a question before "what now" and other small talk."""
        wishes = [part for part in parts if part["intent"].startswith(_BY_ITSELF)]
        wish: dict[str, Any] = max(wishes, key=_confidence, default={})
        if _confidence(wish) >= self._act:
            return wish
        return max(parts, key=_confidence, default={})

    def _is_sure(self, guess: dict[str, Any]) -> bool:
        needed = self._act if guess.get("name") in self._acting else self._answer
        return _confidence(guess) >= needed


def _contradicted(guess: dict[str, Any], parts: list[dict[str, Any]]) -> bool:
    """Whether every clause is something else by itself, and surer of it than the whole is."""
    return bool(parts) and all(
        part["intent"] != guess.get("name")
        and part["intent"].startswith(_BY_ITSELF)
        and _confidence(part) > _confidence(guess)
        for part in parts
    )


def _confidence(guess: dict[str, Any]) -> float:
    return float(guess.get("confidence") or 0.0)
