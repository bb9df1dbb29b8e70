"""However many requests come at once, through one front or two: one message, one turn."""

import uuid
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.conversations.models import Conversation, Message
from tests.product import Product, Shopper, demo_shop
from tests.races.crowd import at_once
from tests.races.fronts import another_front

SAME = 50
DIFFERENT = 20


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with demo_shop(tmp_path_factory.mktemp("races"), TUANBAO_MESSAGES_PER_MINUTE="1000") as running:
        yield running


@pytest.fixture(scope="module")
def second_url(shop: Product) -> Iterator[str]:
    """A second front on the same database, brain and actions."""
    with another_front(shop) as url:
        yield url


@pytest.fixture(params=["one front", "two fronts"])
def urls(request: pytest.FixtureRequest, shop: Product) -> list[str]:
    """Where the crowd goes, by turns."""
    if request.param == "one front":
        return [shop.url]
    return [shop.url, request.getfixturevalue("second_url")]


def post_at_once(shopper: Shopper, urls: list[str], bodies: list[dict[str, str]]) -> list[Any]:
    """The answers to `bodies`, all sent together; every one must be 200."""
    headers = {"Authorization": f"Bearer {shopper.token}"}
    limits = httpx.Limits(max_connections=len(bodies))
    with httpx.Client(headers=headers, timeout=120, limits=limits) as client:

        def post(number: int) -> Any:
            url = f"{urls[number % len(urls)]}/api/chat"
            return client.post(url, json=bodies[number])

        answers = at_once(len(bodies), post)
    assert [answer.status_code for answer in answers] == [200] * len(bodies)
    return [answer.json() for answer in answers]


def stored(shopper: Shopper) -> list[Message]:
    """The conversation's rows, in order."""
    with shopper.product.store.reading() as session:
        return list(
            session.scalars(
                select(Message)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(Conversation.shopper_id == shopper.shopper_id)
                .order_by(Message.id)
            )
        )


def test_one_confirmation_sent_many_times_at_once_is_one_turn(
    shop: Product, urls: list[str]
) -> None:
    shopper = shop.customer()
    shopper.say("我要退款")
    yes = next(b["payload"] for b in shopper.buttons if b["title"] == "确认退款")
    before = len(stored(shopper))
    body = {"message_id": "yes", "text": yes}
    answers = post_at_once(shopper, urls, [body] * SAME)
    assert all(answer == answers[0] for answer in answers)
    assert "退好了" in answers[0]["replies"][0]["text"]
    inbound, *replies = stored(shopper)[before:]
    assert (inbound.message_id, inbound.status) == ("yes", "answered")
    assert [str(reply.id) for reply in replies] == [r["id"] for r in answers[0]["replies"]]
    assert {reply.reply_to for reply in replies} == {inbound.id}
    assert len(shop.cases(shopper.shopper_id)) == 1
    assert shop.balance(shopper.shopper_id) == 10000


def test_the_first_message_ever_sent_many_times_at_once_makes_one_conversation(
    shop: Product, urls: list[str]
) -> None:
    shopper = shop.shopper(f"first-{uuid.uuid4().hex[:8]}")
    answers = post_at_once(shopper, urls, [{"message_id": "1", "text": "你好"}] * SAME)
    assert all(answer == answers[0] for answer in answers)
    assert len(stored(shopper)) == 2


def test_different_messages_at_once_are_answered_one_at_a_time(
    shop: Product, urls: list[str]
) -> None:
    shopper = shop.customer()
    words = ["你好", "我要退款", "查快递", "余额多少", "谢谢"]
    bodies = [
        {"message_id": str(number), "text": words[number % len(words)]}
        for number in range(DIFFERENT)
    ]
    answers = post_at_once(shopper, urls, bodies)
    rows = stored(shopper)
    inbound = {row.message_id: row for row in rows if row.author == "shopper"}
    assert len(inbound) == DIFFERENT
    for body, answer in zip(bodies, answers, strict=True):
        row = inbound[body["message_id"]]
        assert (row.status, row.text) == ("answered", body["text"])
        assert answer["replies"]
        mine = [str(reply.id) for reply in rows if reply.reply_to == row.id]
        assert mine == [reply["id"] for reply in answer["replies"]]
    turns = [key for key, _ in groupby(row.reply_to for row in rows if row.author == "bot")]
    assert len(turns) == DIFFERENT  # no turn spoke in the midst of another
    if len(urls) == 1:
        assert turns == [row.id for row in rows if row.author == "shopper"]
    assert len(shop.cases(shopper.shopper_id)) <= 1


def test_a_yes_and_a_no_at_once_are_both_answered_and_one_of_them_holds(
    shop: Product, urls: list[str]
) -> None:
    shopper = shop.customer()
    shopper.say("我要退款")
    yes, no = (
        next(b["payload"] for b in shopper.buttons if b["title"] == title)
        for title in ("确认退款", "先不办了")
    )
    bodies = [{"message_id": text, "text": text} for text in (yes, no)]
    said_yes, said_no = post_at_once(shopper, urls, bodies)
    refunded = len(shop.cases(shopper.shopper_id))
    assert shop.balance(shopper.shopper_id) == refunded * 10000
    assert ("退好了" in said_yes["replies"][0]["text"]) == bool(refunded)
    assert said_no["replies"]
