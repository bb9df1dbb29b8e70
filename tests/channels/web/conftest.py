"""One running product for the web channel's tests, and pages that are open on it."""

from collections.abc import Callable, Iterator

import pytest

from tests.dialogues.buyer import Buyer, new_buyer
from tests.page import Page, new_visitor, pages
from tests.product import Product, demo_shop

SHOP_ORIGIN = "https://shop.example"


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product; it ends with the folder's last test."""
    with demo_shop(
        tmp_path_factory.mktemp("web"),
        TUANBAO_MESSAGES_PER_MINUTE="1000",
        TUANBAO_SHOP_ORIGINS=SHOP_ORIGIN,
    ) as running:
        yield running


@pytest.fixture
def page(shop: Product) -> Iterator[Callable[..., Page]]:
    """Opens pages by their tokens."""
    with pages() as another:
        yield lambda token, visitor=None: another(shop, token, visitor).open()


@pytest.fixture
def buyer(shop: Product) -> Iterator[Buyer]:
    """A shopper who has never been here."""
    somebody = new_buyer(shop)
    yield somebody
    somebody.leave()


@pytest.fixture
def shopper(buyer: Buyer, page: Callable[..., Page]) -> Page:
    """The open page of a shopper with one order, a parcel that has not been sent."""
    buyer.buys()
    return page(buyer.token)


@pytest.fixture
def visitor(shop: Product, page: Callable[..., Page]) -> Page:
    """The open page of somebody who has not signed in."""
    return page(new_visitor(shop))
