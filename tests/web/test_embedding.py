"""One script tag: how light it is, and that only those meant hear the token."""

import gzip
import json
from collections.abc import Callable

import httpx
from playwright.sync_api import Request, expect

from tests.conftest import MEASURED
from tests.dialogues.buyer import Buyer
from tests.product import Product
from tests.web.conftest import Opening, Visit
from tests.web.shop_page import ShopPage, serving
from tests.web.widget import Widget

LARGEST = 160 * 1024  # bytes, gzipped, to the first message
SLOWEST = 5_000  # milliseconds on a busy machine; what it really took is printed


def test_the_chat_is_light_and_quickly_there(
    visit: Visit,
    buyer: Buyer,
    tuanbao: Product,
    shop_page: ShopPage,
    record_property: Callable[[str, object], None],
) -> None:
    page = visit().new_page()
    asked: list[str] = []
    page.on("request", lambda request: _note(asked, request, tuanbao))
    page.goto(shop_page.embedding(tuanbao.url, token=buyer.token, open="true"))
    chat = Widget(page).ready()
    welcome = "document.querySelector('.welcome') && performance.now()"
    interactive = chat.inside.wait_for_function(welcome).json_value()
    chat.type("你好")
    expect(chat.answers).to_have_count(1)
    size = sum(len(gzip.compress(httpx.get(url).content)) for url in asked)
    record_property(MEASURED, f"the chat: {size / 1024:.1f} KB gzipped to the first message")
    record_property(MEASURED, f"the chat: interactive after {interactive:.0f} ms")
    assert size <= LARGEST
    assert interactive < SLOWEST


def _note(asked: list[str], request: Request, tuanbao: Product) -> None:
    if request.url.startswith(tuanbao.url) and "/socket.io/" not in request.url:
        asked.append(request.url)


def test_the_token_stands_in_no_address(visit: Visit, opening: Opening, buyer: Buyer) -> None:
    context = visit()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
    chat = opening(buyer.token, context.new_page())
    chat.say("你好")
    assert any("/socket.io/" in url for url in asked)
    assert [url for url in asked if buyer.token in url] == []
    assert buyer.token not in chat.inside.evaluate("location.href")


def test_a_site_that_is_not_the_shops_cannot_show_the_chat(
    visit: Visit, buyer: Buyer, tuanbao: Product
) -> None:
    visit.expected.append("frame-ancestors")
    page = visit().new_page()
    with serving() as stranger:
        page.goto(stranger.embedding(tuanbao.url, token=buyer.token, open="true"))
        page.wait_for_timeout(2_000)
        expect(page.frame_locator("iframe").locator(".chat")).to_have_count(0)


def test_a_stranger_in_the_page_is_not_heard(opening: Opening, buyer: Buyer) -> None:
    chat = opening(buyer.token)
    chat.say("你好")
    orders = json.dumps({"tuanbao": "sign-in", "token": None})
    chat.page.evaluate(
        """orders => {
            const stranger = document.createElement("iframe");
            stranger.srcdoc = `<script>for (let i = 0; i < parent.frames.length; i++)
                parent.frames[i].postMessage(${orders}, "*")</script>`;
            document.body.append(stranger);
        }""",
        orders,
    )
    chat.page.wait_for_timeout(1_000)
    expect(chat.own).to_have_text(["你好"])


def test_built_files_are_kept_for_ever_and_pages_asked_for_again(tuanbao: Product) -> None:
    page = httpx.get(f"{tuanbao.url}/widget/")
    assert page.headers["cache-control"] == "no-cache"
    script = page.text.split('src="')[1].split('"')[0]
    answer = httpx.get(tuanbao.url + script, headers={"accept-encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
