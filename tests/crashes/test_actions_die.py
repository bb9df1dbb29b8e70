"""`kill -9` of the action server around its commit: one case, and the shopper hears the truth."""

import pytest

from tests.crashes.victims import (
    about_to_confirm,
    apologised,
    refunded_once,
    said,
    wait_until_ready,
)
from tests.crashes.whims import DIE_AFTER, DIE_BEFORE, Whims
from tests.product import Product


@pytest.mark.parametrize(("whim", "filed"), [(DIE_BEFORE, 0), (DIE_AFTER, 1)])
def test_a_yes_that_kills_the_actions_is_apologised_for_and_then_filed_once(
    shop: Product, whims: Whims, whim: str, filed: int
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(whim, "cases")
    assert apologised(shopper.post(yes, "yes"))
    assert not whims.has(whim, "cases"), "nobody died"
    assert len(shop.cases(shopper.shopper_id)) == filed
    wait_until_ready(shop)
    again = shopper.post(yes, "yes")
    assert refunded_once(shop, shopper, again)
    assert shopper.post(yes, "yes").json() == again.json()
    assert said(shopper)[1:] == [("yes", "answered")]


@pytest.mark.parametrize("whim", [DIE_BEFORE, DIE_AFTER])
def test_a_verdict_that_kills_the_actions_is_recorded_once(
    shop: Product, whims: Whims, whim: str
) -> None:
    shopper = shop.customer()
    whims.want(whim, "decisions")
    assert apologised(shopper.post("我要退款", "wish"))
    wait_until_ready(shop)
    assert "确认退款吗" in shopper.say("我要退款", "wish")
    assert len(shop.decisions(shopper.shopper_id)) == 1
    shopper.press("确认退款")
    assert len(shop.cases(shopper.shopper_id)) == 1


def test_who_gives_up_after_the_apology_is_told_that_it_was_filed_all_the_same(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(DIE_AFTER, "cases")
    assert apologised(shopper.post(yes, "yes"))
    wait_until_ready(shop)
    (case,) = shop.cases(shopper.shopper_id)
    assert case["case_no"] in shopper.say("算了，不退了")


def test_who_says_yes_in_other_words_after_the_apology_is_refunded_once(
    shop: Product, whims: Whims
) -> None:
    shopper, yes = about_to_confirm(shop)
    whims.want(DIE_AFTER, "cases")
    assert apologised(shopper.post(yes, "yes"))
    wait_until_ready(shop)
    assert refunded_once(shop, shopper, shopper.post("确认", "in other words"))
    assert said(shopper)[1:] == [("yes", "failed"), ("in other words", "answered")]
