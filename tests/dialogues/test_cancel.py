"""The shopper drops it: nothing is written, at whichever question it is said."""

import pytest

from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, UNSHIPPED, Buyer

# The stage, and what brings a shopper of two signed orders to it.
STAGES = {
    "order": (),
    "quality_problem": ("电热水壶",),
    "normal_use": ("电热水壶", "有质量问题"),
    "description": ("电热水壶", "有质量问题", "是，正常使用"),
    "used": ("电热水壶", "没有质量问题"),
    "complete": ("电热水壶", "没有质量问题", "没用过"),
    "confirm": ("电热水壶", "没有质量问题", "没用过", "都齐全"),
}
PHRASES = ("算了", "先不退了", "不退了")
LONGER = ("算了，不麻烦你了", "我再想想，先不办了", "取消吧，这个不退货了")

at_every_stage = pytest.mark.parametrize("stage", STAGES)


def brought_to(buyer: Buyer, stage: str) -> None:
    buyer.buys("双层防烫电热水壶", **SIGNED)
    buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED)
    buyer.say("我想退货")
    for title in STAGES[stage]:
        buyer.press(title)
    assert buyer.question == (None if stage == "description" else stage)


def assert_dropped(buyer: Buyer, phrase: str) -> None:
    """It is said that nothing was done, nothing was, and a later yes does nothing either."""
    said = buyer.say(phrase)
    assert any(word in said for word in ("没有提交", "不办", "取消")), said
    assert buyer.question is None
    assert buyer.buttons, "there is a next step"
    buyer.say("确认")
    assert buyer.untouched


@at_every_stage
@pytest.mark.parametrize("phrase", PHRASES)
def test_what_is_dropped_is_not_written(buyer: Buyer, stage: str, phrase: str) -> None:
    brought_to(buyer, stage)
    assert_dropped(buyer, phrase)


@pytest.mark.parametrize("stage", ["description", "used", "confirm"])
@pytest.mark.parametrize("phrase", LONGER)
def test_it_can_be_dropped_in_more_words(buyer: Buyer, stage: str, phrase: str) -> None:
    brought_to(buyer, stage)
    assert_dropped(buyer, phrase)


@pytest.mark.parametrize("stage", ["order", "description", "confirm"])
def test_what_was_dropped_can_be_asked_for_anew(buyer: Buyer, stage: str) -> None:
    brought_to(buyer, stage)
    buyer.say("算了")
    buyer.say("我想退货，电热水壶那个")
    assert buyer.question == "quality_problem"


@pytest.mark.parametrize("order", [SERVICE, UNSHIPPED, IN_TRANSIT], ids=lambda o: o["delivery"])
@pytest.mark.parametrize("phrase", ["算了", "不退了", "不要", "不用了", "先不退了", "再考虑一下"])
def test_a_verdict_that_is_declined_is_not_carried_out(
    buyer: Buyer, order: dict[str, str], phrase: str
) -> None:
    buyer.buys(**order)
    buyer.say("我要退款")
    assert buyer.question == "confirm"
    buyer.say(phrase)
    assert buyer.untouched


def test_the_button_drops_it(buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    buyer.say("我要退款")
    buyer.press("先不办了")
    assert buyer.question is None
    assert buyer.untouched


def test_with_nothing_under_way_there_is_nothing_to_drop(buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    assert buyer.say("算了")
    assert buyer.buttons
    assert buyer.untouched


def test_dropping_what_is_filed_already_names_the_case_and_offers_a_human(buyer: Buyer) -> None:
    buyer.buys(**IN_TRANSIT)
    buyer.says("我要退款", "确认")
    said = buyer.say("算了不退了")
    assert buyer.case["case_no"] in said
    assert buyer.can_get_a_human
    assert buyer.case["status"] == "awaiting_refusal"
