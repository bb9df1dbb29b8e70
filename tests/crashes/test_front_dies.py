"""`kill -9` of the front in mid-turn: the lease runs out, and the same message is answered once."""

import httpx
import pytest

from tests.crashes.victims import (
    about_to_confirm,
    kill,
    meanwhile,
    refunded_once,
    said,
    stored,
    wait_until_ready,
)
from tests.crashes.whims import WAIT, Whims
from tests.page import pages
from tests.product import Product

SETTLE = "action_settle_request"


def test_what_was_filed_while_the_front_was_dead_is_told_to_who_asks_again(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(WAIT, SETTLE)
    with meanwhile(shopper, yes, "yes") as answer:
        whims.wait_until(f"waits in {SETTLE}")
        kill(shop, "front")
        with pytest.raises(httpx.TransportError):
            answer.result()
    whims.take_back(WAIT, SETTLE)
    whims.wait_until(f"{SETTLE} is over")
    assert len(shop.cases(shopper.shopper_id)) == 1
    assert said(shopper)[1:] == [("yes", "received")]
    wait_until_ready(shop)
    assert refunded_once(shop, shopper, shopper.post(yes, "yes"))
    assert said(shopper)[1:] == [("yes", "answered")]


def test_a_turn_of_the_dead_front_that_wakes_up_late_does_nothing(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(WAIT, SETTLE)
    with meanwhile(shopper, yes, "yes") as answer:
        whims.wait_until(f"waits in {SETTLE}")
        kill(shop, "front")
        with pytest.raises(httpx.TransportError):
            answer.result()
    wait_until_ready(shop)
    with meanwhile(shopper, yes, "yes") as again:
        whims.wait_until(f"waits in {SETTLE}", 2)
        whims.take_back(WAIT, SETTLE)
        assert refunded_once(shop, shopper, again.result())
    whims.wait_until(f"{SETTLE} is over", 2)  # stale, or it has found the case
    replies = [row.reply_to for row in stored(shopper) if row.author == "bot"]
    yes_row = next(row for row in stored(shopper) if row.message_id == "yes")
    assert replies.count(yes_row.id) == 1
    assert refunded_once(shop, shopper, shopper.post(yes, "yes"))


def test_what_a_page_had_said_is_answered_by_the_front_that_comes_after(
    shop: Product, whims: Whims
) -> None:
    """Nobody asks again: it was acknowledged."""
    shopper = shop.customer()
    with pages() as another:
        page = another(shop, shopper.token).open()
        page.say("我要退款")
        whims.want(WAIT, SETTLE)
        yes = next(
            b for m in page.messages.values() for b in m["buttons"] if "确认退款" in b["title"]
        )
        assert page.send(yes["payload"], "yes")["message"]["status"] == "received"
        whims.wait_until(f"waits in {SETTLE}")
        kill(shop, "front")
        whims.take_back(WAIT, SETTLE)
        wait_until_ready(shop)
        after = another(shop, shopper.token).open()
        assert after.wait_for_status("yes") == "answered"
        said = after.sync()["messages"]
    assert sum("退好了" in message["text"] for message in said) == 1
    assert len(shop.cases(shopper.shopper_id)) == 1
