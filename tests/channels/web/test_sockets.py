"""What is said on one page is stored once, answered once, and shown on every page."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import socketio

from bot import clock
from bot.conversations import queue
from bot.conversations.models import Message
from tests.dialogues.buyer import Buyer
from tests.page import Page, new_visitor, pages, wait_until
from tests.product import Product

Opens = Callable[..., Page]


def shown(page: Page) -> list[tuple[str, str]]:
    """What a page that has just been opened finds: who said what."""
    return [(m["author"], m["text"]) for m in page.sync()["messages"]]


def test_a_message_is_acknowledged_with_itself_and_answered(shopper: Page) -> None:
    answer = shopper.send("我要退款", "m1")
    message = answer["message"]
    assert (message["author"], message["text"], message["message_id"]) == (
        "shopper",
        "我要退款",
        "m1",
    )
    assert message["status"] == "received"
    assert shopper.wait_for_status("m1") == "answered"
    (asked, *replies) = shopper.messages.values()
    assert asked["id"] == message["id"]
    assert [reply["author"] for reply in replies] == ["bot"] * len(replies)
    assert replies[-1]["card"]["type"] == "verdict"


def test_the_bot_types_between_the_message_and_its_answer(shopper: Page) -> None:
    shopper.say("你好")
    wait_until(lambda: len(shopper.events("typing")) == 2)
    order = [name for name, _ in shopper.heard if name in ("messages", "typing", "status")]
    assert order == ["messages", "typing", "typing", "messages", "status"]
    assert [event["on"] for event in shopper.events("typing")] == [True, False]


def test_the_same_id_again_is_the_same_message(shopper: Page) -> None:
    answers = [shopper.send("我要退款", "m1") for _ in range(5)]
    assert {answer["message"]["id"] for answer in answers} == {answers[0]["message"]["id"]}
    shopper.wait_for_status("m1")
    again = shopper.send("我要退款", "m1")
    assert again["message"]["status"] == "answered"
    said = shown(shopper)
    assert [text for author, text in said if author == "shopper"] == ["我要退款"]
    assert len(said) == len(shopper.messages)
    refused = shopper.send("别的", "m1")
    assert refused["error"]["code"] == "message_id_reused"


def test_messages_that_come_fast_are_answered_in_their_order(shopper: Page) -> None:
    texts = ["你好", "查余额", "我的订单", "退款多久到账", "谢谢"]
    for number, text in enumerate(texts):
        shopper.send(text, f"m{number}")
    for number in range(len(texts)):
        shopper.wait_for_status(f"m{number}")
    assert [s["message_id"] for s in shopper.events("status")] == [f"m{n}" for n in range(5)]
    assert [text for author, text in shown(shopper) if author == "shopper"] == texts


def test_every_tab_shows_the_same(shopper: Page, page: Opens) -> None:
    other = page(shopper.token)
    shopper.say("你好")
    other.say("我要退款")
    wait_until(lambda: len(shopper.messages) == len(other.messages))
    assert shopper.messages == other.messages
    assert len(shopper.messages) == len(shopper.sync()["messages"]) == len(other.sync()["messages"])
    other.close()
    assert shopper.say("谢谢")


def test_the_chat_api_is_another_conversation(shopper: Page, buyer: Buyer) -> None:
    buyer.say("你好")
    assert shown(shopper) == []


def test_what_was_said_is_found_again_by_pages(shop: Product, shopper: Page, page: Opens) -> None:
    conversation_id = shopper.sync()["conversation_id"]
    with shop.store.writing() as session:
        session.add_all(
            Message(
                conversation_id=conversation_id,
                author="bot",
                text=f"第{number}句",
                buttons=[],
                at=clock.now(),
            )
            for number in range(250)
        )
    again = page(shopper.token)
    first = again.sync()
    second = again.sync(int(first["messages"][-1]["id"]))
    third = again.sync(int(second["messages"][-1]["id"]))
    sizes = [len(part["messages"]) for part in (first, second, third)]
    assert (sizes, [part["more"] for part in (first, second, third)]) == (
        [100, 100, 50],
        [True, True, False],
    )
    texts = [m["text"] for part in (first, second, third) for m in part["messages"]]
    assert texts == [f"第{number}句" for number in range(250)]
    assert again.sync(int(third["messages"][-1]["id"]))["messages"] == []


def test_who_answers_is_told_to_every_tab(shop: Product, shopper: Page, page: Opens) -> None:
    other = page(shopper.token)
    shopper.say("转人工")
    conversation_id = shopper.sync()["conversation_id"]
    queue.reply(shop.store, conversation_id, "您好，我是小李", clock.now(), "小李")
    for each in (shopper, other):
        each.wait_for_text("我是小李")
        wait_until(lambda each=each: each.events("owner")[-1]["owner"] == "human")  # type: ignore[misc]
        assert each.events("owner")[-1] == {"owner": "human", "ahead": None, "name": "小李"}
    assert {name: other.sync()[name] for name in ("owner", "ahead", "name")} == {
        "owner": "human",
        "ahead": None,
        "name": "小李",
    }
    queue.release(shop.store, conversation_id, clock.now())
    wait_until(lambda: other.events("owner")[-1]["owner"] == "bot")
    other.wait_for_text("人工服务已结束")


def test_who_waits_no_longer_has_the_bot_back(shopper: Page) -> None:
    shopper.say("转人工")
    assert shopper.sync()["owner"] == "queue"
    assert shopper.call("leave_queue") == {"left": True}
    shopper.wait_for_text("不等人工了")
    assert (shopper.sync()["owner"], shopper.call("leave_queue")) == ("bot", {"left": True})
    assert "人工" not in shopper.say("谢谢")


def test_those_ahead_become_fewer(shop: Product, shopper: Page, page: Opens) -> None:
    first = page(new_visitor(shop))
    first.say("转人工")
    shopper.say("转人工")
    ahead = shopper.sync()["ahead"]
    assert ahead >= 1
    first.call("leave_queue")
    wait_until(lambda: shopper.events("owner")[-1]["ahead"] == ahead - 1)
    shopper.call("leave_queue")


def test_what_another_process_stores_is_shown_even_if_it_became_visible_late(
    shop: Product, shopper: Page
) -> None:
    """A row with a lower id than the latest one shown."""
    conversation_id = shopper.sync()["conversation_id"]
    latest = int(shopper.send("你好", "m1")["message"]["id"])
    shopper.wait_for_status("m1")
    with shop.store.writing() as session:
        session.add(
            Message(
                id=latest + 100,
                conversation_id=conversation_id,
                author="agent",
                text="后来",
                buttons=[],
                at=clock.now(),
            )
        )
    shopper.wait_for_text("后来")
    with shop.store.writing() as session:
        session.add(
            Message(
                id=latest + 50,
                conversation_id=conversation_id,
                author="agent",
                text="先前",
                buttons=[],
                at=clock.now(),
            )
        )
    shopper.wait_for_text("先前")


def test_a_rating_is_taken(shopper: Page) -> None:
    assert shopper.call("rate", {"stars": 5, "comment": "很好\0"}) == {"rated": True}
    assert shopper.call("rate", {"stars": 1}) == {"rated": True}


@pytest.mark.parametrize(
    ("event", "data"),
    [
        *(("say", data) for data in (None, 5, [], "x", {}, {"id": "x"}, {"text": "x"})),
        ("say", {"id": 1, "text": "x"}),
        ("say", {"id": "", "text": "x"}),
        ("say", {"id": "x" * 129, "text": "x"}),
        ("say", {"id": "a\0b", "text": "x"}),
        ("say", {"id": "x", "text": 1}),
        ("say", {"id": "x", "text": " \n"}),
        ("say", {"id": "x", "text": "\ud800"}),
        ("say", {"id": "\ud800", "upload": "0" * 32}),
        ("say", {"id": "x", "upload": 1}),
        ("say", {"id": "x", "upload": "\ud800"}),
        ("say", {"id": "x", "upload": "0" * 32}),
        ("sync", {"after": -1}),
        ("sync", {"after": True}),
        ("sync", {"after": "0"}),
        ("sync", {"after": 2**60}),
        ("rate", None),
        ("rate", {"stars": 0}),
        ("rate", {"stars": 6}),
        ("rate", {"stars": 4.5}),
        ("rate", {"stars": True}),
        ("rate", {"stars": 5, "comment": 5}),
        ("rate", {"stars": 5, "comment": "x" * 501}),
        ("rate", {"stars": 5, "comment": "\ud800"}),
    ],
    ids=str,
)
def test_what_is_malformed_is_acknowledged_with_an_error(
    shopper: Page, event: str, data: Any
) -> None:
    answer = shopper.call(event, data)
    assert answer["error"].keys() == {"code", "message"}
    assert answer["error"]["code"] == "malformed"
    assert shown(shopper) == []


def test_a_long_text_and_an_unknown_event_are_refused(shopper: Page) -> None:
    assert shopper.send("退" * 2001)["error"]["code"] == "too_long"
    assert shopper.call("read_all", {"conversation_id": "x"})["error"]["code"] == "unknown_event"


@pytest.mark.parametrize("name", ["connect", "disconnect", "*"])
def test_an_event_with_a_name_of_ours_ends_the_socket(shopper: Page, name: str) -> None:
    """Socket.IO would run our own handler with what the page says is its network address."""
    shopper.send_event(name, {"asgi.scope": {"client": ["6.6.6.6", 1]}}, {"token": shopper.token})
    wait_until(lambda: not shopper.is_open)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "x"])
def test_a_foreign_origin_is_refused(shop: Product, buyer: Buyer, origin: str) -> None:
    with pages() as another, pytest.raises(socketio.exceptions.ConnectionError):
        another(shop, buyer.token).open(Origin=origin)


def test_our_own_pages_and_the_shops_are_let_in(shop: Product, buyer: Buyer) -> None:
    for origin in (shop.url, shop.url.replace("http:", "https:"), "https://shop.example"):
        with pages() as another:
            assert another(shop, buyer.token).open(Origin=origin).sync()["messages"] == []


def test_a_page_that_was_offline_sends_again_and_misses_nothing(
    shop: Product, shopper: Page, page: Opens
) -> None:
    shopper.say("你好")
    seen, conversation = max(shopper.messages), shopper.sync()["conversation_id"]
    sent = [(uuid.uuid4().hex, text) for text in ("查余额", "我的订单", "谢谢")]
    shopper.send(sent[0][1], sent[0][0])
    shopper.close()  # before the answer
    queue.reply(shop.store, conversation, "我来看看", clock.now())
    queue.release(shop.store, conversation, clock.now())
    again = page(shopper.token)
    for message_id, text in sent:
        assert again.send(text, message_id)["message"]["text"] == text
    for message_id, _ in sent[1:]:
        again.wait_for_status(message_id)
    messages = again.sync(seen)["messages"]
    assert [m["text"] for m in messages if m["author"] == "shopper"] == [t for _, t in sent]
    assert [m["text"] for m in messages if m["author"] == "agent"] == ["我来看看"]
    assert {m["status"] for m in messages if m["author"] == "shopper"} == {"answered"}
