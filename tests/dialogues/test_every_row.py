"""Every row of the refund and return table, reached by chatting, through the whole product."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot import clock
from bot.cases import steps
from bot.complaints import recalls
from tests.dialogues.buyer import (
    IN_TRANSIT,
    RETURNS,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    Buyer,
    in_words,
    names_day,
    random_number,
    today,
    working_days_later,
)
from tests.dialogues.rows import INTACT, ROWS, Row

STATUS = {
    "refund_now": ("refund", "refunded"),
    "refuse_delivery": ("refund", "awaiting_refusal"),
    "return_by_shopper": ("return", "awaiting_return"),
    "return_by_shop": ("return", "awaiting_return"),
    None: ("quality", "review"),
}
FACTS = {
    "没有质量问题": ("quality_problem", False),
    "有质量问题": ("quality_problem", True),
    "是，正常使用": ("normal_use", True),
    "不是": ("normal_use", False),
    "没用过": ("used", False),
    "用过了": ("used", True),
    "都齐全": ("complete", True),
    "不齐全": ("complete", False),
}
OPENINGS = {"refund": ("我要退款", "我要退款"), "return": ("我想退货", "退货")}
AGREEING = {"approve": "确认", "review": "好的，提交吧"}

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
pressing = pytest.mark.parametrize("pressing", [False, True], ids=["typed", "pressed"])


def bought(buyer: Buyer, row: Row) -> str:
    """The row's order, in the state the row is about."""
    deal = f"D{random_number()}"
    number = buyer.buys(paid=row.paid, signed=row.signed, deal_id=deal, **row.order)
    if row.recalled:
        assert recalls.start(buyer.product.store, deal, clock.now())
    if row.within_p4 is not None:
        paid_on = today() - timedelta(days=row.paid)
        if (working_days_later(7, paid_on) >= today()) != row.within_p4:
            pytest.skip("the holidays leave no day between P-1 and P-4")
    return number


def opened(buyer: Buyer, row: Row, pressing: bool) -> str:
    """Ask for it and take the only order there is."""
    if not pressing:
        return buyer.say(OPENINGS[row.wish][0])
    buyer.say("你好")
    return buyer.press("我要退款")


def answered(buyer: Buyer, row: Row, pressing: bool) -> str:
    """Give the row's answers, each to the question it belongs to; returns the verdict."""
    said = opened(buyer, row, pressing)
    for question, typed, title in row.answers:
        assert buyer.untouched
        if question == "description":
            assert buyer.question is None
            assert "说说" in said or "描述" in said
        else:
            assert buyer.question == question, said
        said = buyer.press(title) if pressing and title else buyer.say(typed)
    return said


def amount_fen(row: Row) -> int:
    return round(float(row.order.get("paid_amount", "129.90")) * 100)


def amount_text(row: Row) -> str:
    return f"¥{amount_fen(row) // 100:,}.{amount_fen(row) % 100:02d}"


def check_decision(buyer: Buyer, number: str, row: Row, wish: str) -> None:
    """One decision has been recorded, and it is the row's."""
    (decision,) = buyer.decisions
    assert decision["order_no"] == number
    assert (decision["outcome"], decision["route"]) == (row.outcome, row.route)
    assert set(decision["clauses"]) >= set(row.clauses)
    assert decision["wish"] == wish
    assert decision["parameters_version"]
    assert decision["conversation_id"] == buyer.conversation_id
    assert date.fromisoformat(decision["decided_at"][:10])
    for _, _, title in row.answers:
        if title:
            fact, value = FACTS[title]
            assert decision["facts"][fact] is value
    assert decision["facts"]["order"]["order_no"] == number


def check_case(buyer: Buyer, number: str, row: Row) -> dict[str, Any]:
    """The one case there is, is the row's."""
    case = buyer.case
    kind, status = STATUS[row.route]
    assert case["order_no"] == number
    assert case["shopper_id"] == buyer.shopper_id
    assert case["conversation_id"] == buyer.conversation_id
    assert case["kind"] == kind
    assert case["status"] == ("review" if row.outcome == "review" else status)
    assert case["route"] == row.route
    assert set(case["clauses"]) >= set(row.clauses)
    assert (case["units"], case["amount_fen"]) == (1, amount_fen(row))
    assert case["due_on"] == promised_on(row)
    assert buyer.balance == (amount_fen(row) if case["status"] == "refunded" else 0)
    return case


def promised_on(row: Row) -> str | None:
    """P-2's date of the money or OP-2's of the answer; none before the goods arrive."""
    if row.outcome == "review":
        return working_days_later(2).isoformat()
    return working_days_later(3).isoformat() if row.route == "refund_now" else None


def check_what_is_next(said: str, case: dict[str, Any], row: Row) -> None:
    """The reply to the yes: case number, amount, date, and the steps in order."""
    assert case["case_no"] in said
    assert amount_text(row) in said
    if case["due_on"]:
        assert in_words(date.fromisoformat(case["due_on"])) in said
    if case["status"] == "awaiting_refusal":
        assert row.order["carrier"] in said
        assert row.order["tracking_no"] in said
        assert "拒收" in said
    if case["status"] == "awaiting_return":
        assert all(value in said for value in RETURNS.values()), said
        assert said.index("寄到") < said.index("单号")
        assert ("商城承担" in said) == (row.route == "return_by_shop")
    if case["status"].startswith("awaiting"):
        assert said.index("1.") < said.index("2.") < said.index("3.")
        assert "3个工作日" in said
    if case["status"] == "review":
        assert "审核" in said


def check_what_is_still_open(buyer: Buyer, said: str, row: Row) -> None:
    """A refusal offers a human, and what else the row leaves."""
    assert buyer.can_get_a_human
    for intent in row.open:
        assert any(button["payload"].startswith(f"/{intent}") for button in buyer.buttons), intent
    if row.order["delivery"] == "in_transit":
        assert "R-1" in said


@rows
@pressing
def test_a_row_is_reached_told_and_carried_out(buyer: Buyer, row: Row, pressing: bool) -> None:
    number = bought(buyer, row)
    verdict = answered(buyer, row, pressing)
    assert all(clause in verdict for clause in row.clauses), verdict
    assert number in "\n".join(heard["answer"] for heard in buyer.heard)
    check_decision(buyer, number, row, "refund" if pressing else row.wish)
    assert buyer.untouched
    if row.outcome == "refuse":
        check_what_is_still_open(buyer, verdict, row)
        buyer.say("确认")
        assert buyer.untouched
        return
    assert buyer.question == "confirm", verdict
    assert amount_text(row) in verdict
    said = buyer.press_yes() if pressing else buyer.say(AGREEING[row.outcome])
    check_what_is_next(said, check_case(buyer, number, row), row)
    assert len(buyer.decisions) == 1


@pytest.mark.parametrize(
    ("order", "paid", "day"),
    [
        (SERVICE, 8, 8),
        (IN_TRANSIT, 45, 45),
        (SERVICE, 2, 2),
    ],
)
def test_a_verdict_on_a_window_names_the_days(
    buyer: Buyer, order: dict[str, str], paid: int, day: int
) -> None:
    buyer.buys(paid=paid, **order)
    verdict = buyer.say("我要退款")
    assert names_day(verdict, today() - timedelta(days=paid))
    assert names_day(verdict, today() - timedelta(days=paid - 7))
    assert f"第{day}天" in verdict


def test_a_reviewer_finds_the_shoppers_words_and_that_the_photo_is_outstanding(
    buyer: Buyer,
) -> None:
    buyer.buys(**SIGNED)
    buyer.says("水壶坏了，我要退货", "正常使用的")
    if buyer.question is None:
        buyer.say("插上电以后指示灯不亮，烧不了水")
    said = buyer.say("确认")
    assert buyer.case["evidence"]["photo_outstanding"] is True
    assert buyer.case["evidence"]["description"]
    assert (buyer.case["kind"], buyer.case["status"]) == ("quality", "review")
    assert "照片" in said


@pytest.mark.parametrize(
    "text",
    ["电热水壶收到就是坏的，底座不通电，给我退了", "水壶漏水，退款", "水壶坏了我要退货"],
)
def test_a_fault_told_at_once_is_not_asked_for_again(buyer: Buyer, text: str) -> None:
    buyer.buys(**SIGNED)
    buyer.say(text)
    assert buyer.question in ("normal_use", "confirm")


def refunded(buyer: Buyer) -> str:
    number = buyer.buys(**UNSHIPPED)
    buyer.says("我要退款", "确认")
    assert buyer.case["status"] == "refunded"
    return number


def under_review(buyer: Buyer) -> str:
    number = buyer.buys(paid=45, **UNSHIPPED)
    buyer.says("我要退款", "确认")
    assert buyer.case["status"] == "review"
    return number


def test_row_2_an_open_case_is_shown_instead_of_a_second_one(buyer: Buyer) -> None:
    buyer.buys(**IN_TRANSIT)
    buyer.says("我要退款", "确认")
    before = buyer.case
    said = buyer.say("我要退款")
    assert before["case_no"] in said
    assert buyer.question != "confirm"
    buyer.say("确认")
    assert buyer.cases == [before]


def test_row_2_where_no_unit_is_left_the_case_is_shown(buyer: Buyer) -> None:
    refunded(buyer)
    said = buyer.say("再给我退一次")
    assert buyer.case["case_no"] in said
    buyer.say("确认")
    assert buyer.balance == 12990


def test_row_2_a_review_is_shown_with_its_date(buyer: Buyer) -> None:
    under_review(buyer)
    said = buyer.say("我要退款")
    assert buyer.case["case_no"] in said
    assert in_words(working_days_later(2)) in said


def test_row_2_a_withdrawn_case_does_not_count(buyer: Buyer) -> None:
    under_review(buyer)
    steps.withdraw(buyer.product.store, buyer.case["case_no"], clock.now())
    buyer.say("我要退款")
    assert buyer.question == "confirm"
    buyer.say("确认")
    assert [case["status"] for case in buyer.cases] == ["withdrawn", "review"]


def test_row_2_a_rejected_case_is_shown_with_a_human_on_offer(buyer: Buyer) -> None:
    under_review(buyer)
    steps.reject(buyer.product.store, buyer.case["case_no"], clock.now())
    said = buyer.say("我要退款")
    assert buyer.case["case_no"] in said
    assert buyer.can_get_a_human
    assert buyer.case["status"] == "rejected"


def test_row_2_gives_way_to_a_recall_where_a_human_had_said_no(buyer: Buyer) -> None:
    deal = f"D{random_number()}"
    buyer.buys(paid=45, deal_id=deal, **UNSHIPPED)
    buyer.says("我要退款", "确认")
    steps.reject(buyer.product.store, buyer.case["case_no"], clock.now())
    recalls.start(buyer.product.store, deal, clock.now())
    verdict = buyer.say("我要退款")
    assert "M-2" in verdict
    buyer.say("确认")
    assert [case["status"] for case in buyer.cases] == ["rejected", "refunded"]
    assert buyer.balance == 12990


@pytest.mark.parametrize("number_of", ["nobody", "somebody else"])
@pytest.mark.parametrize("wish", ["订单{}我要退款", "{}", "我想退货，单号{}", "{}到哪了"])
def test_row_1_an_order_that_is_not_the_shoppers_is_not_found(
    newcomer: Callable[[], Buyer], number_of: str, wish: str
) -> None:
    buyer, other = newcomer(), newcomer()
    own = buyer.buys(**UNSHIPPED)
    theirs = other.buys("进口牛排套餐", **UNSHIPPED)
    number = theirs if number_of == "somebody else" else random_number()
    said = buyer.say(wish.format(number))
    assert "没有查到" in said or "没查到" in said, said
    assert "牛排" not in said
    assert own in str(buyer.buttons) + said
    assert buyer.question != "confirm"
    assert buyer.decisions == []


def test_what_the_shopper_claims_does_not_win_over_the_data(buyer: Buyer) -> None:
    buyer.buys(**SIGNED, signed=2)
    said = buyer.say("我要退款，还没发货呢")
    assert "签收" in said
    assert buyer.question == "quality_problem"
    assert any("人工" in heard["answer"] for heard in buyer.heard)


def test_facts_told_at_once_are_not_asked_for(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    verdict = buyer.say("我想退货，没有质量问题就是不喜欢，没用过，包装吊牌都在")
    assert "P-3c" in verdict
    assert buyer.question == "confirm"


def test_a_yes_after_the_order_has_changed_files_nothing_but_says_what_holds_now(
    buyer: Buyer,
) -> None:
    deal = f"D{random_number()}"
    number = buyer.buys(deal_id=deal, **SERVICE)
    buyer.say("我要退款")
    buyer.buys(order_no=number, deal_id=deal, consumed_at=(clock.now()).isoformat(), **SERVICE)
    said = buyer.say("确认")
    assert "X-B" in said
    assert buyer.untouched


def test_intact_signed_goods_are_asked_three_questions_and_no_more(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.say("退货")
    asked = []
    for _, _, title in INTACT:
        asked.append(buyer.question)
        buyer.press(title)
    assert [*asked, buyer.question] == ["quality_problem", "used", "complete", "confirm"]
