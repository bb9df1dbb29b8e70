"""A refund to its end, by clicks only, by typing only, by keyboard only."""

from playwright.sync_api import expect

from tests.dialogues.buyer import IN_TRANSIT, UNSHIPPED, Buyer
from tests.web.conftest import Opening, Picture


def test_a_refund_is_reached_by_clicks_only(opening: Opening, buyer: Buyer) -> None:
    buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    buyer.buys("双层防烫电热水壶", **IN_TRANSIT)
    chat = opening(buyer.token)
    chat.judge()
    assert "哪一单" in chat.press("我要退款")
    chat.judge()
    assert "可以退" in chat.press("加绒圆领卫衣")
    verdict = chat.frame.locator(".card-verdict")
    expect(verdict).to_contain_text("可以办理")
    expect(verdict).to_contain_text("¥129.90")
    chat.judge()
    assert "退好了" in chat.press("确认退款")
    assert buyer.case["status"] == "refunded"
    assert buyer.balance == 12990
    expect(chat.own).to_contain_text(["我要退款", "加绒圆领卫衣", "确认退款"])


def test_a_refund_is_reached_by_typing_only(opening: Opening, buyer: Buyer) -> None:
    buyer.buys("加绒圆领卫衣", **UNSHIPPED)
    buyer.buys("双层防烫电热水壶", **IN_TRANSIT)
    chat = opening(buyer.token)
    chat.say("我想退款")
    chat.say("卫衣那单")
    assert "退好了" in chat.say("确认")
    assert buyer.balance == 12990


def test_a_clause_of_the_verdict_is_read_in_full(opening: Opening, buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    chat = opening(buyer.token)
    chat.say("我要退款")
    verdict = chat.frame.locator(".card-verdict")
    verdict.get_by_text("条款 P-3a 全文").click()
    clause = verdict.locator("details[open] p")
    expect(clause).to_contain_text("3个工作日")


def test_the_case_shows_its_steps(opening: Opening, buyer: Buyer) -> None:
    buyer.buys(**IN_TRANSIT)
    chat = opening(buyer.token)
    chat.say("我要退款")
    chat.press("确认办理")
    chat.say("查退款进度")
    case = chat.frame.locator(".card-case")
    expect(case).to_contain_text(buyer.case["case_no"])
    expect(case.locator(".timeline li")).not_to_have_count(0)
    chat.judge()


def test_a_rating_hides_neither_the_answer_nor_what_can_be_pressed(
    opening: Opening, buyer: Buyer
) -> None:
    buyer.buys(**UNSHIPPED)
    chat = opening(buyer.token)
    chat.say("我要退款")
    chat.menu("评价服务")
    expect(chat.frame.locator(".stars")).to_be_visible()
    expect(chat.choices.filter(has_text="确认退款")).to_be_in_viewport()
    end = "box => box.scrollHeight - box.clientHeight - box.scrollTop"
    assert chat.transcript.evaluate(end) < 2
    chat.judge()
    chat.frame.locator(".star").nth(4).click()
    chat.frame.get_by_role("button", name="提交评价").click()
    expect(chat.frame.get_by_text("谢谢您的评价")).to_be_visible()
    expect(chat.frame.locator(".rating")).to_have_count(0)
    assert "退好了" in chat.press("确认退款")


def test_only_the_last_orders_can_be_pressed_and_are_in_sight(
    opening: Opening, buyer: Buyer, picture: Picture
) -> None:
    for title in ("加绒圆领卫衣", "双层防烫电热水壶", "四件套", "保温杯", "坚果礼盒"):
        buyer.buys(title, **IN_TRANSIT)
    chat = opening(buyer.token)
    chat.say("我要退款")
    chat.say("我买过哪些东西")
    past = chat.frame.locator(".card-past")
    expect(past).to_have_count(1)
    expect(past.get_by_role("button")).to_have_count(0)
    live = chat.frame.locator(".card-orders:not(.card-past)")
    expect(live).to_have_count(1)
    expect(live.get_by_role("button").last).to_be_in_viewport()
    chat.judge()
    picture(chat.panel, "orders")
