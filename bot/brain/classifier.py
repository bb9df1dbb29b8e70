"""The pipeline's intent classifier: `model.IntentModel` trained, kept and asked by Rasa.

Own component rather than Rasa's LogisticRegressionClassifier: that one loads skops (10 s of
start-up) and knows neither topics nor clauses.
"""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.clauses import clauses
from bot.brain.extract import extract
from bot.brain.found import Found
from bot.brain.model import Guess, IntentModel, Settings
from bot.brain.normaliser import NORMALISED, Normaliser
from bot.brain.told import told

RANKING_LENGTH = 5
_ENOUGH = 0.5  # for a clause that names its wish
PARTS = "parts"
# What a label's second half is called as an entity.
_TOPICS = {"ask_policy": "topic", "complain": "category"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Config: the fields of `model.Settings`."""

    @classmethod
    def required_components(cls) -> list[type[Any]]:
        """The text has to be normalised."""
        return [Normaliser]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults measured on the development set."""
        return dict(vars(Settings()))

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._settings = Settings(**{name: config[name] for name in vars(Settings())})
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """A trained classifier from the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "intents.joblib"))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have an intent."""
        examples = [e for e in training_data.intent_examples if e.get(NORMALISED)]
        labels = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e in examples]
        self._model = IntentModel(self._settings).fit([e.get(NORMALISED) for e in examples], labels)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "intents.joblib", compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and topic, and the same for each of several clauses."""
        assert self._model is not None
        for message in messages:
            text = message.get(NORMALISED)
            parts = clauses(text)
            whole, *each = self._model.guesses([text, *parts])
            ranking = [{"name": g.intent, "confidence": g.probability} for g in whole]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:RANKING_LENGTH], add_to_output=True)
            found = [*message.get(ENTITIES, []), *_topic(whole[0], text), *_told(whole, text)]
            message.set(ENTITIES, found, add_to_output=True)
            understood = [_part(part, guesses) for part, guesses in zip(parts, each, strict=True)]
            message.set(PARTS, understood, add_to_output=True)
        return messages


def _topic(guess: Guess, text: str) -> list[dict[str, Any]]:
    """What a question or a complaint is about, as an entity."""
    name = _TOPICS.get(guess.intent)
    return [Found(name, guess.topic, 0, len(text))._asdict()] if name and guess.topic else []


def _told(guesses: list[Guess], text: str) -> list[dict[str, Any]]:
    """What it would say of the item, were it the answer to a question, as entities."""
    return [Found("told", value, 0, len(text))._asdict() for value in told(guesses)]


def _part(text: str, guesses: list[Guess]) -> dict[str, Any]:
    """One clause. A wish in too few words to be sure of ("退热水壶") is what its words say."""
    guess = guesses[0]
    found = extract(text)
    intent, confidence = guess.intent, guess.probability
    wishes = [entity.value for entity in found if entity.entity == "wish"]
    if confidence < _ENOUGH and wishes:
        intent, confidence = f"request_{wishes[0]}", _ENOUGH
    return {
        "text": text,
        "intent": intent,
        "confidence": confidence,
        "entities": [entity._asdict() for entity in found]
        + _topic(guess, text)
        + _told(guesses, text),
    }
