"""The running product and the newcomers of the dialogues, for the simulated shopper too."""

from tests.dialogues.conftest import newcomer, tuanbao

__all__ = ["newcomer", "tuanbao"]
