"""One running product for all dialogues, and somebody new to talk to it in each of them."""

from collections.abc import Callable, Iterator

import pytest

from bot.settings import settings
from tests.dialogues.buyer import RETURNS, Buyer, new_buyer
from tests.product import Product, product

SETTINGS = {**RETURNS, "TUANBAO_DEMO": "0", "TUANBAO_MESSAGES_PER_MINUTE": "1000"}


# One for the folder: it ends with the folder's last test, so that what it sets in the environment
# is gone before another folder starts a product of its own.
@pytest.fixture(scope="package")
def tuanbao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product; its processes and the signing of tokens share one data folder."""
    data = tmp_path_factory.mktemp("dialogues")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**SETTINGS, "TUANBAO_DATA": str(data)}.items():
            patch.setenv(name, value)
        settings.cache_clear()
        with product(data) as running:
            yield running
    settings.cache_clear()


@pytest.fixture
def newcomer(tuanbao: Product) -> Iterator[Callable[[], Buyer]]:
    """Makes shoppers who have never been here."""
    come: list[Buyer] = []

    def another() -> Buyer:
        come.append(new_buyer(tuanbao))
        return come[-1]

    yield another
    for buyer in come:
        buyer.client.close()


@pytest.fixture
def buyer(newcomer: Callable[[], Buyer]) -> Buyer:
    """A shopper who has never been here."""
    return newcomer()
