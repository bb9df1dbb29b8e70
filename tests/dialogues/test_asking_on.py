"""One thing leads to another: short follow-ups that only make sense by what was said before."""

import pytest

from tests.dialogues.buyer import UNSHIPPED, Buyer, working_days_later
from tests.dialogues.parcels import (
    AURORA,
    KETTLE,
    NIMBUS,
    OTHER_PARCEL,
    QUILT,
    WAYBILL,
    Language,
    check_language,
    complaints,
    files,
    named,
    on_its_way,
    signed_for,
)

OTHERS_WAYBILL = OTHER_PARCEL["tracking_no"]
TITLES: dict[Language, tuple[str, str]] = {"zh": (KETTLE, QUILT), "en": (NIMBUS, AURORA)}


@pytest.mark.parametrize(
    ("language", "which", "other", "when"),
    [
        ("zh", "水壶", "那另一个呢", "到底哪天能到啊"),
        ("en", "the Nimbus", "and the other one?", "which day will it come?"),
    ],
)
def test_from_one_parcel_to_the_other_and_on(
    buyer: Buyer, language: Language, which: str, other: str, when: str
) -> None:
    first, second = TITLES[language]
    buyer.buys(first, paid=3, **on_its_way(2))
    buyer.buys(second, paid=4, **on_its_way(3, **OTHER_PARCEL))
    buyer.say("我买的东西怎么还没到" if language == "zh" else "where is my parcel?")
    assert WAYBILL in buyer.say(which)
    assert OTHERS_WAYBILL in buyer.say(other)
    said = buyer.say(when)
    assert OTHERS_WAYBILL in said, "the one just spoken of"
    assert WAYBILL not in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "missing", "when", "found", "back"),
    [
        ("zh", "显示签收了我没收到", "那什么时候有结果", "哦在邻居家找到了", "撤了吧"),
    ],
)
def test_a_missing_parcel_is_asked_after_and_turns_up(
    buyer: Buyer, language: Language, missing: str, when: str, found: str, back: str
) -> None:
    buyer.buys(TITLES[language][0], paid=3, **signed_for(1))
    buyer.say(missing)
    (complaint,) = complaints(buyer)
    said = buyer.say(when)
    assert complaint["ticket_no"] in said
    assert named(working_days_later(3), language) in said
    assert complaint["ticket_no"] in buyer.say(found)
    check_language(buyer, language)
    buyer.say(back)
    assert [c["status"] for c in complaints(buyer)] == ["withdrawn"]


@pytest.mark.parametrize("carrier", ["中通", "顺丰寄的"])
def test_the_carrier_alone_is_not_enough(buyer: Buyer, carrier: str) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    files(buyer, "return")
    buyer.say("寄了")
    assert "单号" in buyer.say(carrier)
    buyer.say("78212345678901")
    assert buyer.case["evidence"]["waybill"] == "78212345678901"


def test_who_is_tired_of_waiting_says_yes_in_other_words(buyer: Buyer) -> None:
    buyer.buys(KETTLE, paid=5, **UNSHIPPED)
    buyer.says("再不发我就不要了", "不等了退吧")
    assert buyer.case["status"] == "refunded"


def test_an_exchange_under_way_names_no_money(buyer: Buyer) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    files(buyer, "exchange")
    buyer.say("SF1234567890123")
    said = buyer.say("能不能不换了直接退钱")
    assert "¥0" not in said
    assert "换1件" in said


@pytest.mark.parametrize(
    ("language", "change", "yes"),
    [("zh", "我想改成换货", "是的"), ("en", "I'd rather exchange it", "yes please")],
)
def test_a_change_is_agreed_to_in_words(
    buyer: Buyer, language: Language, change: str, yes: str
) -> None:
    buyer.buys(TITLES[language][0], paid=3, **signed_for(1))
    case_no = files(buyer, "return", language)
    buyer.says(change, yes)
    assert buyer.question == "quality_problem"
    assert buyer.case["status"] == "awaiting_return", "until the new verdict is agreed to"
    check_language(buyer, language)
    assert case_no in buyer.heard[-1]["answer"]


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("zh", "咨询订单{}"),
        ("zh", "订单{}怎么申请售后"),
        ("en", "I need help with order {}"),
    ],
)
@pytest.mark.parametrize("topic", ["progress", "cancel"])
def test_an_order_with_nothing_filed_is_shown_whatever_was_spoken_of(
    buyer: Buyer, language: Language, draft: str, topic: str
) -> None:
    refunded, other = TITLES[language]
    buyer.buys(refunded, **UNSHIPPED)
    files(buyer, "refund", language)
    number = buyer.buys(other, **signed_for(1))
    says = {
        ("progress", "zh"): "退款进度",
        ("progress", "en"): "refund progress",
        ("cancel", "zh"): "算了",
        ("cancel", "en"): "forget it",
    }
    buyer.say(says[topic, language])
    assert number in buyer.say(draft.format(number))
    check_language(buyer, language)
