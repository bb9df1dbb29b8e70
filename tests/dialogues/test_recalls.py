"""Recalls (M-2): complaints raise an alarm, a human calls the deal back, its buyers are told."""

from collections.abc import Callable

import pytest

from tests.dialogues.buyer import (
    IN_TRANSIT,
    SERVICE,
    SIGNED,
    TICKET,
    UNSHIPPED,
    VOUCHER,
    Buyer,
    alarmed,
    on_day,
    operator,
    random_number,
)

FAULTS = ("壶底开裂漏水，我要投诉质量", "投诉，这壶烧两次就裂了", "I complain: the kettle leaks")


@pytest.fixture
def deal() -> str:
    """A deal that nobody else buys."""
    return f"D{random_number()}"


def said_by_the_operator(deal: str, *command: str) -> bool:
    return deal in operator("recall", *command)


def test_three_shoppers_with_a_fault_raise_the_alarm_and_two_do_not(
    newcomer: Callable[[], Buyer], deal: str
) -> None:
    for number, fault in enumerate(FAULTS, start=1):
        buyer = newcomer()
        buyer.buys(deal_id=deal, **SIGNED)
        buyer.say(fault)
        assert buyer.complaint.category == "quality"
        assert alarmed(buyer.product, deal) == (number == len(FAULTS))
    assert said_by_the_operator(deal, "alarms")
    assert not said_by_the_operator(deal, "list"), "only a human calls a deal back"


def test_one_shopper_who_complains_three_times_raises_none(buyer: Buyer, deal: str) -> None:
    buyer.buys(deal_id=deal, **SIGNED)
    buyer.says("这壶漏水，我要投诉质量", "我怀疑是假货，投诉", "又漏了，还是投诉质量")
    assert len(buyer.complaints) >= 2
    assert not alarmed(buyer.product, deal)


def test_what_is_not_about_the_goods_raises_none(newcomer: Callable[[], Buyer], deal: str) -> None:
    for text in ("发货太慢，投诉", "店员态度差，投诉", "页面跟实物两码事，投诉"):
        buyer = newcomer()
        buyer.buys(deal_id=deal, **SIGNED)
        buyer.say(text)
        assert buyer.complaint.deal_id == deal
    assert not alarmed(buyer.product, deal)


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("壶盖崩开把我烫伤了", True),
        ("吃了以后食物中毒了", True),
        ("I burned my hand on it", True),
        ("再不理我就找律师起诉", False),
    ],
)
def test_an_injury_or_bad_food_alarms_alone(
    buyer: Buyer, deal: str, text: str, alarm: bool
) -> None:
    buyer.buys(deal_id=deal, **SIGNED)
    buyer.say(text)
    assert buyer.owner == "queue"
    assert alarmed(buyer.product, deal) == alarm


@pytest.mark.parametrize(
    ("greeting", "told", "press"),
    [
        ("在吗", "召回", "退这一单"),
        ("有人在不，问个事", "召回", "退这一单"),
        ("hello, anybody there?", "recall", "Refund this order"),
        ("what's my account balance?", "recall", "Refund this order"),
    ],
)
def test_who_writes_after_the_recall_is_told_once_and_can_have_it_back(
    buyer: Buyer, deal: str, greeting: str, told: str, press: str
) -> None:
    order_no = buyer.buys(deal_id=deal, paid=60, signed=50, **SIGNED)
    buyer.buys("长绒棉四件套", paid=3, **UNSHIPPED)
    operator("recall", "start", deal)
    said = buyer.say(greeting)
    assert told in said
    assert order_no in said
    said = buyer.press(press)
    assert "M-2" in said
    buyer.press_yes()
    assert (buyer.case["order_no"], buyer.case["route"]) == (order_no, "return_by_shop")
    assert order_no not in buyer.say(greeting), "once is enough"


# Row 3: whatever the window and the condition.
ROW_3 = [
    (UNSHIPPED, 40, "refund_now", "refunded"),
    (IN_TRANSIT, 40, "refuse_delivery", "awaiting_refusal"),
    (SIGNED, 90, "return_by_shop", "awaiting_return"),
    (SERVICE | {"consumed_at": "yes"}, 30, "refund_now", "refunded"),
    (TICKET, 30, "refund_now", "refunded"),
    (VOUCHER, 30, "refund_now", "refunded"),
]


@pytest.mark.parametrize(
    ("wish", "yes"),
    [
        ("听说召回了，这个给我退了吧", "嗯，退"),
        ("I heard it's been recalled, refund it", "yes, do it"),
    ],
)
@pytest.mark.parametrize(("order", "paid", "route", "status"), ROW_3)
def test_under_recall_everything_is_approved(
    buyer: Buyer,
    deal: str,
    wish: str,
    yes: str,
    order: dict[str, str],
    paid: int,
    route: str,
    status: str,
) -> None:
    if "consumed_at" in order:
        order = order | {"consumed_at": on_day(20)}
    signed = paid - 3
    buyer.buys(deal_id=deal, paid=paid, signed=signed, seven_day_refund="false", **order)
    operator("recall", "start", deal)
    assert "M-2" in buyer.say(wish)
    assert buyer.question == "confirm", "nothing needs asking"
    assert buyer.untouched
    buyer.say(yes)
    assert (buyer.case["route"], buyer.case["status"]) == (route, status)


def test_a_dear_first_purchase_under_recall_needs_no_review(buyer: Buyer, deal: str) -> None:
    dear = {"paid_amount": "9999.00", "first_purchase": "true", "rebate_paid": "true"}
    buyer.buys(deal_id=deal, paid=40, **UNSHIPPED, **dear)
    operator("recall", "start", deal)
    buyer.says("给我退款", "确认退款")
    assert buyer.case["status"] == "refunded"
    assert buyer.balance == 999900


def test_one_that_was_turned_down_is_refunded_after_the_recall(buyer: Buyer, deal: str) -> None:
    buyer.buys(deal_id=deal, paid=30, **TICKET)
    assert "X-F" in buyer.say("票不想要了，退款")
    operator("recall", "start", deal)
    buyer.says("现在能退了吧，帮我退款", "好，退")
    assert buyer.case["status"] == "refunded"


def test_other_buyers_are_not_told(buyer: Buyer, deal: str, newcomer: Callable[[], Buyer]) -> None:
    buyer.buys(deal_id=deal, **SIGNED)
    operator("recall", "start", deal)
    other = newcomer()
    other.buys(**SIGNED)
    assert "召回" not in other.say("在吗")


def test_a_refund_of_a_recalled_order_can_be_declined(buyer: Buyer, deal: str) -> None:
    buyer.buys(deal_id=deal, paid=40, **UNSHIPPED)
    operator("recall", "start", deal)
    buyer.say("在不在")
    buyer.press("退这一单")
    buyer.say("还是先留着吧，不退")
    assert buyer.untouched


def test_a_recall_in_the_middle_of_a_request_changes_the_verdict(buyer: Buyer, deal: str) -> None:
    buyer.buys(deal_id=deal, **SIGNED)
    buyer.says("我要退货", "没质量问题", "没用过", "都在")
    operator("recall", "start", deal)
    said = buyer.say("确认")
    assert buyer.untouched
    assert "M-2" in said
    buyer.say("确认")
    assert buyer.case["route"] == "return_by_shop"
