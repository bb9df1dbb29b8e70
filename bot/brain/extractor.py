"""The pipeline's entity extractor, over the normalised text."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.brain.extract import extract
from bot.brain.normaliser import NORMALISED, Normaliser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LexiconExtractor(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Finds order numbers, dates, counts and what is said of the item (see lexicon.yml)."""

    @classmethod
    def required_components(cls) -> list[type[Any]]:
        """The text has to be normalised."""
        return [Normaliser]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LexiconExtractor:
        """Nothing to set up."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found."""
        for message in messages:
            found = [entity._asdict() for entity in extract(message.get(NORMALISED))]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
