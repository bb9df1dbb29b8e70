"""The demo shop that `make run` opens."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.product import Product
from tests.web.conftest import Picture, Visit
from tests.web.test_access import PHONE, WIDTH
from tests.web.widget import Widget, axe


@pytest.fixture
def shop(visit: Visit, tuanbao: Product) -> Page:
    """The shop as a newcomer finds it."""
    return _shop(visit(), tuanbao)


def _shop(context: BrowserContext, tuanbao: Product) -> Page:
    page = context.new_page()
    page.goto(tuanbao.url)
    expect(page.locator(".item")).not_to_have_count(0)
    return page


def test_a_newcomer_gets_a_verdict_in_three_clicks(shop: Page, picture: Picture) -> None:
    expect(shop.get_by_role("heading", name="您好，林晓月")).to_be_visible()
    picture(shop, "shop")
    chat = Widget(shop).opened()
    chat.press("我要退款")
    assert "可以退" in chat.press("四件套") or chat.press("没有质量问题")
    chat.judge()


def test_every_shopper_has_a_hint_and_orders(shop: Page) -> None:
    people = shop.locator(".shoppers button")
    expect(people).to_have_count(11)
    for number in range(10):
        people.nth(number).click()
        expect(shop.locator(".item")).not_to_have_count(0)
        expect(shop.locator(".try")).not_to_be_empty()


def test_another_shopper_has_another_chat(shop: Page) -> None:
    chat = Widget(shop).opened()
    chat.say("你好")
    shop.keyboard.press("Escape")
    shop.get_by_role("button", name="周子涵").click()
    expect(shop.get_by_role("heading", name="您好，周子涵")).to_be_visible()
    chat.opened()
    expect(chat.own).to_have_count(0)


def test_a_sign_in_that_comes_too_late_changes_nobody(shop: Page) -> None:
    late: list[Route] = []
    shop.route("**/demo/sign-in", lambda route: late.append(route))
    shop.get_by_role("button", name="周子涵").click()
    shop.get_by_role("button", name="游客").click()
    expect(shop.get_by_role("heading", name="您还没有登录")).to_be_visible()
    with shop.expect_response("**/demo/sign-in"):
        late[0].continue_()
    chat = Widget(shop).opened()
    expect(chat.frame.get_by_text("您还没有登录")).to_be_visible()
    expect(shop.get_by_role("heading", name="您还没有登录")).to_be_visible()
    expect(shop.locator(".item")).to_have_count(0)


def test_help_with_an_order_is_asked_for_in_the_chat(shop: Page, picture: Picture) -> None:
    shop.get_by_role("button", name="何佳怡").click()
    kettle = shop.locator(".item").filter(has_text="电热水壶")
    kettle.get_by_role("button", name="申请售后").click()
    chat = Widget(shop).ready()
    expect(chat.field).to_have_value("咨询订单TB765583889793")
    before = chat.answers.count()
    chat.field.press("Enter")
    assert "电热水壶" in chat.answer(before)
    assert "质量问题" in chat.press("我要退款")
    chat.press("没有质量问题")
    chat.press("没用过")
    assert "可以退货" in chat.press("都齐全")
    picture(shop, "verdict")


def test_the_shop_and_its_chat_change_language_together(shop: Page) -> None:
    shop.get_by_role("button", name="English").click()
    expect(shop.get_by_role("heading", name="Hello, 林晓月")).to_be_visible()
    chat = Widget(shop).opened()
    expect(chat.frame.get_by_role("heading", name="Tuanbao support")).to_be_visible()
    chat.judge()


def test_a_visitor_sees_no_orders_but_may_chat(shop: Page) -> None:
    shop.get_by_role("button", name="游客").click()
    expect(shop.locator(".item")).to_have_count(0)
    assert axe(shop.main_frame) == []
    shop.get_by_role("button", name="打开客服").click()
    chat = Widget(shop).ready()
    expect(chat.frame.get_by_text("您还没有登录")).to_be_visible()


def test_a_visitor_is_shown_an_order_to_try_with(shop: Page) -> None:
    shop.get_by_role("button", name="游客").click()
    expect(shop.locator(".reachable")).to_contain_text(re.compile(r"TB\d{12}.*\d{4}"))
    shop.get_by_role("button", name="用它查单").click()
    chat = Widget(shop).ready()
    before = chat.answers.count()
    chat.field.press("Enter")
    assert "核对上了" in chat.answer(before)


def test_the_shop_shows_what_has_come_of_an_order(shop: Page) -> None:
    shop.get_by_role("button", name="王秀兰").click()
    order = shop.locator(".item").filter(has_text="TB715313507023")
    expect(order.locator(".badge")).to_have_text("待发货")
    order.get_by_role("button", name="申请售后").click()
    chat = Widget(shop).ready()
    chat.field.press("Enter")
    chat.press("我要退款")
    chat.press("确认退款")
    expect(order.locator(".badge")).to_have_text("已退款")
    shop.reload()
    expect(order.locator(".badge")).to_have_text("已退款")
    order.get_by_role("button", name="查看进度").click()
    chat.ready()
    before = chat.answers.count()
    chat.field.press("Enter")
    assert "已退款" in chat.answer(before)


def test_money_is_written_as_in_the_chat(shop: Page) -> None:
    shop.get_by_role("button", name="陈国梁").click()
    expect(shop.locator(".item").filter(has_text="TB705244506512")).to_contain_text(
        re.compile(r"¥\d,\d{3}\.\d\d")
    )


def test_the_shop_fits_a_small_phone(visit: Visit, tuanbao: Product, picture: Picture) -> None:
    page = _shop(visit(**PHONE, device_scale_factor=2), tuanbao)
    assert page.evaluate(WIDTH) == 360
    assert axe(page.main_frame) == []
    page.get_by_role("button", name="孙一鸣").click()
    expect(page.get_by_role("heading", name="您好，孙一鸣")).to_be_visible()
    chat = Widget(page).opened()
    chat.press("我要退款")
    chat.press("更早的订单") if chat.choices.filter(has_text="更早的订单").count() else None
    chat.choices.filter(has_text="¥").first.click()
    expect(chat.frame.locator(".card-verdict")).to_be_visible()
    picture(page, "phone")
    page.reload()
    expect(page.get_by_role("button", name="孙一鸣")).to_be_in_viewport(ratio=0.9)
