"""Who has not signed in asks freely, and reaches one order by its number and its phone's end."""

from collections.abc import Callable

import pytest

from tests.dialogues.buyer import IN_TRANSIT, Buyer
from tests.page import Page

WHICH = "后四位"
NO_MATCH = "对不上"
TOO_MANY = "试的次数太多"
WRONG_NUMBER = "TB999999999999"


@pytest.fixture
def order_no(buyer: Buyer) -> str:
    """Somebody's order on its way; the phone ends in 1111."""
    return buyer.buys("四件套", paid=3, **IN_TRANSIT)


def test_a_visitor_asks_what_needs_no_order(visitor: Page) -> None:
    answer = visitor.say("退款多久到账")
    assert answer
    assert WHICH not in answer


def test_a_wish_goes_on_once_the_order_is_reached(visitor: Page, order_no: str) -> None:
    assert WHICH in visitor.say("我要退款")
    assert order_no in visitor.say(order_no)
    assert NO_MATCH in visitor.say("0000")
    assert "四件套" in visitor.say(f"{order_no} 1111")
    assert visitor.events("messages")[-1][-1]["card"]["type"] == "verdict"


def test_who_has_reached_an_order_is_not_asked_which_again(visitor: Page, order_no: str) -> None:
    visitor.say("我的订单")
    assert "四件套" in visitor.say(f"{order_no} 1111")
    answers = [visitor.say(text) for text in ("快递到哪了", "余额多少", "退款多久到账", "谢谢")]
    assert "中通" in answers[0]
    assert [answer for answer in answers if WHICH in answer] == []


def test_the_question_comes_back_after_an_aside_only_for_a_wish(visitor: Page) -> None:
    assert WHICH in visitor.say("我的订单")
    assert WHICH not in visitor.say("退款多久到账")
    assert WHICH in visitor.say("我要退款")
    assert visitor.say("谢谢").count(WHICH) == 1
    assert visitor.say("快递到哪了").count(WHICH) == 1


def test_who_has_signed_in_meanwhile_is_not_asked_either(
    visitor: Page, buyer: Buyer, order_no: str, page: Callable[..., Page]
) -> None:
    visitor.say("我要退款")
    signed_in = page(buyer.token, visitor.token)
    assert WHICH not in signed_in.say("谢谢")
    assert "中通" in signed_in.say("快递到哪了")
