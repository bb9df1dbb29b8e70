"""One running product whose processes the tests kill; supervisor starts them again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot import processes
from tests.crashes.victims import BRAIN_TIMEOUT
from tests.crashes.whims import Whims
from tests.product import Product, demo_shop


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with our own action server; it ends with the folder's last test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_config", _with_our_actions(processes._config))
        environment = {
            "TUANBAO_BRAIN_TIMEOUT": str(BRAIN_TIMEOUT),
            "TUANBAO_MESSAGES_PER_MINUTE": "1000",
        }
        with demo_shop(tmp_path_factory.mktemp("crashes"), **environment) as running:
            running.customer().say("我要退款")  # the first turn takes longer than all others
            yield running


@pytest.fixture
def whims(shop: Product) -> Iterator[Whims]:
    """What the action server is made to do during the test."""
    wanted = Whims(shop.own.data)
    yield wanted
    wanted.forget()


def _with_our_actions(configure: Callable[..., str]) -> Callable[..., str]:
    def config(*given: Any) -> str:
        theirs = configure(*given)
        ours = theirs.replace(" -m actions ", " -m tests.crashes.actions_that_die ")
        assert ours != theirs
        return ours

    return config
