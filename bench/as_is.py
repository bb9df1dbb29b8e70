"""A text that has been prepared already, handed to our classifier as it is."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.brain.normaliser import NORMALISED, Normaliser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class AsIs(Normaliser):  # type: ignore[misc]
    """Stands where the normaliser stands."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Take the text for normalised."""
        for message in messages:
            message.set(NORMALISED, message.get(TEXT) or "", add_to_output=True)
        return messages
