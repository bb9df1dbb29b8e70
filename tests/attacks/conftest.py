"""One running demo shop for all attacks. Its limit of messages a minute is the usual one."""

from collections.abc import Iterator

import pytest

from tests.product import Product, demo_shop


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product under attack; it ends with the folder's last test."""
    with demo_shop(tmp_path_factory.mktemp("attacked")) as running:
        yield running
