"""One product, one browser and one shop's page for all; a new visit for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    sync_playwright,
)

from bot.channels.web.pages import BUILT
from tests.dialogues.buyer import Buyer, new_buyer
from tests.product import Product, demo_shop
from tests.web.shop_page import ShopPage, serving
from tests.web.widget import Widget

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SETTINGS = {
    "TUANBAO_RETURN_RECIPIENT": "退货组",
    "TUANBAO_RETURN_PHONE": "400-1234-5678",
    "TUANBAO_RETURN_ADDRESS": "江苏省苏州市测试区回程路9号",
    "TUANBAO_MESSAGES_PER_MINUTE": "1000",
}
DESKTOP = {"width": 1280, "height": 800}
PATIENCE = 20_000  # milliseconds for anything to appear

Opening = Callable[..., Widget]
Picture = Callable[[Page | Locator, str], None]


class Visit:
    """Browsers of different people; `expected` are parts of the complaints that are no mistake."""

    def __init__(self, browser: Browser) -> None:
        # A page that is left while its socket opens: the browser says so itself.
        self.expected = ["WebSocket is closed before the connection is established"]
        self._browser = browser
        self._complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def __call__(self, **options: Any) -> BrowserContext:
        usual = {"viewport": DESKTOP, "locale": "zh-CN", "reduced_motion": "reduce"}
        context = self._browser.new_context(**{**usual, **options})
        context.set_default_timeout(PATIENCE)
        context.on("console", self._heard)
        context.on("weberror", lambda raised: self._complaints.append(str(raised.error)))
        self._contexts.append(context)
        return context

    @property
    def unexpected(self) -> list[str]:
        """What was complained of on the consoles without being expected."""
        return [c for c in self._complaints if not any(part in c for part in self.expected)]

    def end(self) -> None:
        """Close all of them."""
        for context in self._contexts:
            context.close()

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self._complaints.append(said.text)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without it the tests are skipped here, but fail where CI is set."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        why = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def shop_page() -> Iterator[ShopPage]:
    """A shop's site of another origin, that embeds the chat."""
    with serving() as shop:
        yield shop


@pytest.fixture(scope="package")
def tuanbao(
    tmp_path_factory: pytest.TempPathFactory, shop_page: ShopPage, chromium: str
) -> Iterator[Product]:
    """The product with the demo shop, which the shop's site may show."""
    assert (BUILT / "widget.js").exists(), "the pages are not built: make web"
    data = tmp_path_factory.mktemp("web")
    with demo_shop(data, TUANBAO_SHOP_ORIGINS=shop_page.origin, **SETTINGS) as running:
        running.customer().say("我要退款")  # the first turn takes longer than all others
        yield running


@pytest.fixture
def buyer(tuanbao: Product) -> Iterator[Buyer]:
    """A shopper who has never been here."""
    somebody = new_buyer(tuanbao)
    yield somebody
    somebody.leave()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Makes browsers as of different people; any complaint on their consoles fails the test."""
    visits = Visit(browser)
    yield visits
    visits.end()
    assert visits.unexpected == []


@pytest.fixture
def opening(visit: Callable[..., BrowserContext], tuanbao: Product, shop_page: ShopPage) -> Opening:
    """Opens the shop's page as somebody with this token, and the chat on it."""

    def opened(token: str = "", page: Page | None = None, **attributes: str) -> Widget:
        page = page or visit().new_page()
        page.goto(shop_page.embedding(tuanbao.url, token=token, **attributes))
        return Widget(page).opened()

    return opened


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """Keeps a screenshot of a page or a part of it: in SCREENSHOTS, a folder, if that is set."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))

    def taken(shown: Page | Locator, name: str) -> None:
        shown.screenshot(path=folder / f"{name}.png")

    return taken
