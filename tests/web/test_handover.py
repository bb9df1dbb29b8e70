"""A human: waiting for one, being helped by one, and saying how it was."""

import pytest
from playwright.sync_api import expect

from bot import clock
from bot.conversations import queue
from tests.dialogues.buyer import Buyer
from tests.product import Product
from tests.web.conftest import Opening, Picture
from tests.web.rows import conversation_id, ratings
from tests.web.widget import Widget


@pytest.fixture
def waiting(opening: Opening, buyer: Buyer) -> Widget:
    """A chat that waits for a human."""
    chat = opening(buyer.token)
    chat.menu("转人工客服")
    expect(chat.frame.locator(".bar-queue")).to_contain_text("排队中")
    return chat


def test_a_human_answers_by_name_and_is_rated(
    waiting: Widget, buyer: Buyer, tuanbao: Product, picture: Picture
) -> None:
    waiting.judge()
    own = conversation_id(tuanbao, buyer.shopper_id)
    queue.reply(tuanbao.store, own, "您好，我来帮您看看。", clock.now(), "小李")
    expect(waiting.frame.get_by_text("您好，我来帮您看看。").first).to_be_visible()
    expect(waiting.frame.get_by_role("banner")).to_contain_text("小李 正在为您服务")
    expect(waiting.frame.locator(".bar-queue")).to_have_count(0)
    waiting.type("谢谢")
    picture(waiting.panel, "human")
    waiting.judge()
    queue.release(tuanbao.store, own, clock.now())
    expect(waiting.frame.get_by_text("人工服务已结束").first).to_be_visible()
    waiting.frame.get_by_text("4星").locator("..").click()
    waiting.frame.get_by_label("想说点什么").fill("回得很快")
    waiting.judge()
    waiting.frame.get_by_role("button", name="提交评价").click()
    expect(waiting.frame.get_by_text("谢谢您的评价")).to_be_visible()
    assert ratings(tuanbao, buyer.shopper_id) == [(4, "回得很快", "小李")]


def test_the_queue_can_be_left(waiting: Widget) -> None:
    waiting.frame.get_by_role("button", name="不等了").click()
    expect(waiting.frame.locator(".bar-queue")).to_have_count(0)
    expect(waiting.frame.locator(".rating")).to_have_count(0)
    assert "您好" in waiting.say("你好")


def test_a_rating_is_given_from_the_menu_and_may_be_put_off(
    opening: Opening, buyer: Buyer, tuanbao: Product
) -> None:
    chat = opening(buyer.token)
    chat.menu("评价服务")
    chat.frame.get_by_role("button", name="暂不评价").click()
    expect(chat.frame.locator(".rating")).to_have_count(0)
    assert ratings(tuanbao, buyer.shopper_id) == []


def test_what_a_human_says_while_the_chat_is_closed_is_counted(
    waiting: Widget, buyer: Buyer, tuanbao: Product
) -> None:
    waiting.frame.get_by_role("button", name="关闭对话").click()
    own = conversation_id(tuanbao, buyer.shopper_id)
    queue.reply(tuanbao.store, own, "在的", clock.now(), "小李")
    expect(waiting.launcher).to_have_accessible_name("联系客服，1条未读消息")
    waiting.judge()
    waiting.opened()
    waiting.frame.get_by_role("button", name="关闭对话").click()
    expect(waiting.launcher).to_have_accessible_name("联系客服")
