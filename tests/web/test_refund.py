"""A refund to its end, by clicks only, by typing only, by keyboard only."""

from playwright.sync_api import expect

from tests.dialogues.buyer import IN_TRANSIT, UNSHIPPED, Buyer
from tests.web.conftest import Opening


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
