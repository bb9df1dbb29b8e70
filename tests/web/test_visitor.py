"""Visitors, who become shoppers; tokens that have run out."""

from datetime import timedelta

from playwright.sync_api import expect

from bot import clock
from bot.channels.identity import issue_token
from tests.dialogues.buyer import UNSHIPPED, Buyer
from tests.product import Product
from tests.web.conftest import Opening
from tests.web.rows import said


def test_a_visitor_proves_an_order_and_takes_the_conversation_along_at_sign_in(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    number = buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    chat = opening()
    expect(chat.frame.get_by_text("您还没有登录")).to_be_visible()
    chat.judge()
    assert "加绒圆领卫衣" in chat.say(f"订单号{number} 尾号1111")
    chat.page.evaluate("token => Tuanbao.signIn(token)", buyer.token)
    expect(chat.own).to_have_text([f"订单号{number} 尾号1111"])
    chat.say("我要退款")
    chat.press("确认退款")
    assert said(tuanbao, buyer.shopper_id)[:2] == [f"订单号{number} 尾号1111", "我要退款"]
    assert buyer.balance == 12990


def test_a_visitor_who_says_wish_number_and_digits_at_once_is_asked_for_none_again(
    opening: Opening, buyer: Buyer
) -> None:
    number = buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    chat = opening()
    answer = chat.say(f"我要退款，订单号{number}，手机尾号1111")
    assert "加绒圆领卫衣" in answer
    assert "尾号" not in answer
    chat.press("确认退款")
    assert buyer.balance == 12990


def test_a_visitor_who_says_wrong_digits_with_a_wish_is_told_and_tries_again(
    opening: Opening, buyer: Buyer
) -> None:
    number = buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    chat = opening()
    assert "加绒圆领卫衣" not in chat.say(f"我要退款，订单号{number}，手机尾号2222")
    assert "加绒圆领卫衣" in chat.say(f"{number} 1111")
    chat.press("确认退款")
    assert buyer.balance == 12990


def test_a_visitor_is_the_same_one_after_a_reload(opening: Opening) -> None:
    chat = opening()
    chat.say("你好")
    chat.page.reload()
    chat.opened()
    expect(chat.own).to_have_text(["你好"])


def test_a_token_that_has_run_out_is_told_and_a_fresh_one_goes_on(
    opening: Opening, buyer: Buyer
) -> None:
    stale = issue_token(buyer.shopper_id, clock.now() - timedelta(hours=2), timedelta(hours=1))
    chat = opening(stale)
    expect(chat.frame.locator(".bar-warning")).to_contain_text("登录已过期")
    expect(chat.frame.get_by_role("button", name="刷新页面")).to_be_visible()
    chat.judge()
    chat.page.evaluate("token => Tuanbao.signIn(token)", buyer.token)
    expect(chat.frame.locator(".bar-warning")).to_have_count(0)
    assert "您好" in chat.say("你好")


def test_another_shopper_on_the_same_page_sees_nothing_of_the_first(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    chat = opening(buyer.token)
    chat.say("你好")
    other = tuanbao.shopper("s-somebody-else")
    chat.page.evaluate("token => Tuanbao.signIn(token)", other.token)
    expect(chat.frame.locator(".welcome")).to_be_visible()
    expect(chat.own).to_have_count(0)
