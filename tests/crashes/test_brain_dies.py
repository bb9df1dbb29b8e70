"""The brain dies or is too slow: the turn is given up, and what comes of it late does nothing."""

import time

import pytest

from bot import clock
from bot.conversations import queue
from tests.crashes.victims import (
    BRAIN_TIMEOUT,
    about_to_confirm,
    apologised,
    conversation,
    kill,
    meanwhile,
    refunded_once,
    said,
    stored,
    wait_until_ready,
)
from tests.crashes.whims import FAIL, WAIT, Whims
from tests.page import pages, wait_until
from tests.product import Product

SETTLE = "action_settle_request"
FORM = "validate_request_form"


def test_a_brain_killed_in_mid_turn_is_apologised_for_and_the_yes_is_filed_once(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(WAIT, SETTLE)
    with meanwhile(shopper, yes, "yes") as answer:
        whims.wait_until(f"waits in {SETTLE}")
        kill(shop, "brain")
        assert apologised(answer.result())
    whims.take_back(WAIT, SETTLE)
    whims.wait_until(f"{SETTLE} raised StaleTurn")
    assert shop.cases(shopper.shopper_id) == []
    wait_until_ready(shop)
    assert refunded_once(shop, shopper, shopper.post(yes, "yes"))
    assert said(shopper)[1:] == [("yes", "answered")]


def test_a_brain_that_is_too_slow_is_apologised_for_in_time_and_its_late_action_files_nothing(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(WAIT, SETTLE)
    start = time.monotonic()
    assert apologised(shopper.post(yes, "yes"))
    assert BRAIN_TIMEOUT <= time.monotonic() - start < BRAIN_TIMEOUT + 2
    whims.take_back(WAIT, SETTLE)
    whims.wait_until(f"{SETTLE} raised StaleTurn")
    assert shop.cases(shopper.shopper_id) == []
    assert refunded_once(shop, shopper, shopper.post(yes, "yes"))


def test_a_late_action_does_nothing_while_the_same_message_is_tried_again(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(WAIT, SETTLE)
    assert apologised(shopper.post(yes, "yes"))
    with meanwhile(shopper, yes, "yes") as again:
        whims.wait_until(f"waits in {SETTLE}", 2)
        whims.take_back(WAIT, SETTLE)
        assert refunded_once(shop, shopper, again.result())
    whims.wait_until(f"{SETTLE} is over", 2)  # stale, or it has found the case
    assert refunded_once(shop, shopper, shopper.post(yes, "yes"))


def test_a_late_hand_over_does_not_take_the_conversation_from_the_bot(
    shop: Product, whims: Whims
) -> None:
    shopper = shop.customer()
    whims.want(WAIT, "action_answer")
    assert apologised(shopper.post("转人工", "human"))
    whims.take_back(WAIT, "action_answer")
    whims.wait_until("action_answer raised LookupError")
    assert conversation(shopper).owner == "bot"
    assert "转人工" in shopper.say("转人工", "human")
    assert shopper.owner == "queue"


@pytest.mark.parametrize("ids", [["1", "2", "3"], ["1", "1", "1"]], ids=["different", "the same"])
def test_three_failures_in_a_row_call_a_human_and_lose_nothing(
    shop: Product, whims: Whims, ids: list[str]
) -> None:
    shopper = shop.customer()
    whims.want(FAIL, FORM)
    first, second, third = (shopper.post("我要退款", message_id) for message_id in ids)
    assert apologised(first)
    assert apologised(second)
    answer = third.json()
    assert (answer["owner"], answer["replies"][0]["author"]) == ("queue", "system")
    assert "已经帮您转给人工同事" in answer["replies"][0]["text"]
    waiting = shopper.post("有人吗", "next").json()
    assert (waiting["owner"], len(waiting["replies"])) == ("queue", 1)
    kept = [(message_id, "failed") for message_id in dict.fromkeys(ids)]
    assert said(shopper) == [*kept, ("next", "answered")]
    with shop.store.reading() as session:
        (row,) = [row for row in queue.waiting(session) if row["shopper_id"] == shopper.shopper_id]
    assert (row["reason"], row["last_message"]) == ("brain_failed", "有人吗")


def test_a_conversation_given_back_by_a_human_starts_afresh(shop: Product, whims: Whims) -> None:
    shopper = shop.customer()
    whims.want(FAIL, FORM)
    for number in range(3):
        shopper.post("我要退款", str(number))
    whims.take_back(FAIL, FORM)
    queue.release(shop.store, conversation(shopper).id, clock.now())
    assert "确认退款吗" in shopper.say("我要退款", "0")
    assert shopper.owner == "bot"
    whims.want(FAIL, FORM)
    assert apologised(shopper.post("确认", "1 of three again"))


def test_failures_that_are_not_in_a_row_call_nobody(shop: Product, whims: Whims) -> None:
    shopper = shop.customer()
    for number in range(2):
        for attempt in range(2):
            whims.want(FAIL, FORM)
            assert apologised(shopper.post("我要退款", f"{number} {attempt}"))
        whims.take_back(FAIL, FORM)
        assert shopper.say("你好")
    assert shopper.owner == "bot"


def test_an_apology_is_kept_in_the_conversation(shop: Product, whims: Whims) -> None:
    shopper = shop.customer()
    whims.want(FAIL, FORM)
    shopper.post("我要退款", "1")
    assert [(row.author, row.reply_to) for row in stored(shopper)] == [
        ("shopper", None),
        ("system", None),
    ]


def test_a_page_is_told_of_a_failure_and_sends_the_same_message_again(
    shop: Product, whims: Whims
) -> None:
    with pages() as another:
        page = another(shop, shop.customer().token).open()
        whims.want(FAIL, FORM)
        page.send("我要退款", "m1")
        assert page.wait_for_status("m1") == "failed"
        assert page.sync()["messages"][0]["status"] == "failed"
        whims.take_back(FAIL, FORM)
        page.send("我要退款", "m1")
        wait_until(lambda: len(page.events("status")) == 2)
        assert [event["status"] for event in page.events("status")] == ["failed", "answered"]
        messages = page.sync()["messages"]
    assert [m["text"] for m in messages if m["author"] == "shopper"] == ["我要退款"]
    authors = [m["author"] for m in messages]
    assert authors == ["shopper", "system", *["bot"] * (len(authors) - 2)]
    assert "退" in messages[-1]["text"]
