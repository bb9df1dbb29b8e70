"""Words of a product's name are no facts, counts or moods; beside a wish alone they tell of it."""

import pytest

from tests.dialogues.buyer import SIGNED, UNSHIPPED, Buyer

SEVERAL = {**SIGNED, "quantity": "2", "paid_amount": "400.00", "unit_price": "200.00"}


@pytest.mark.parametrize(
    ("title", "text", "units"),
    [
        ("空气净化器 HEPA滤网", "净化器退一台", 1),
        ("破壁机 静音免洗", "破壁机退一台", 1),
        ("法式碎花裙", "碎花裙退一件", 1),
        ("全麦消化饼干", "消化饼干退一袋", 1),
        ("长绒棉四件套", "四件套能退吗", 2),
    ],
)
def test_a_name_tells_of_no_fault(buyer: Buyer, title: str, text: str, units: int) -> None:
    buyer.buys(title, **SEVERAL)
    buyer.say(text)
    assert buyer.question == "quality_problem"
    buyer.says("没有质量问题", "没用过", "都在")
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert (buyer.case["kind"], buyer.case["units"]) == ("return", units)


@pytest.mark.parametrize(
    ("report", "nothing_wrong"),
    [
        ("我的水壶坏了", "没有质量问题"),
        ("水壶有质量问题想退", "其实没有质量问题，就是不喜欢"),
        ("my kettle is broken", "sorry, there is no quality problem"),
    ],
)
def test_that_there_is_no_fault_is_no_misuse(buyer: Buyer, report: str, nothing_wrong: str) -> None:
    buyer.buys("电热水壶 kettle", **SIGNED)
    buyer.say(report)
    assert buyer.question == "normal_use"
    buyer.say(nothing_wrong)
    assert buyer.question == "used"
    assert buyer.decisions == []


def test_no_problem_may_mean_that_the_use_was_normal(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我的水壶坏了", "没问题")
    assert buyer.question == "normal_use"
    assert buyer.decisions == []


@pytest.mark.parametrize(
    ("title", "text", "question"),
    [
        ("补水面膜", "面膜能退吗", "confirm"),
        ("落地晾衣架", "晾衣架还能退吗", "confirm"),
        ("破壁机 静音免洗", "破壁机能退吗", "confirm"),
        ("落地晾衣架", "请问昨天买的晾衣架可以退吗？", "confirm"),
    ],
)
def test_may_it_go_back_is_answered_for_the_order(
    buyer: Buyer, title: str, text: str, question: str
) -> None:
    number = buyer.buys(title, **UNSHIPPED)
    buyer.buys("加绒卫衣", **SIGNED)
    said = buyer.say(text)
    assert buyer.question == question
    assert number in said


@pytest.mark.parametrize("text", ["T恤不退了", "T恤退了吗", "T恤退款到账没"])
def test_what_is_no_wish_opens_nothing(buyer: Buyer, text: str) -> None:
    buyer.buys("纯棉T恤", **UNSHIPPED)
    buyer.say(text)
    assert buyer.question is None
    assert buyer.decisions == []


def test_an_exchange_in_two_characters_is_no_anger(buyer: Buyer) -> None:
    buyer.buys("纯棉T恤", **SIGNED)
    buyer.buys("加绒卫衣", **SIGNED)
    said = buyer.say("换T恤")
    assert "对不起" not in said
    assert buyer.question == "quality_problem"
    assert "没有质量问题，换尺码、颜色等" in buyer.titles


def test_question_marks_are_no_anger(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    assert "烦心" not in buyer.say("？？？")


def test_a_fault_that_was_told_is_not_asked_for(buyer: Buyer) -> None:
    buyer.buys("坚果礼盒 每日坚果", **SIGNED)
    buyer.says("坚果礼盒有股哈喇味", "正常保存的")
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert (buyer.case["kind"], buyer.complaints) == ("quality", [])


def test_a_name_does_not_tell_which_fault(buyer: Buyer) -> None:
    buyer.buys("坚果礼盒 每日坚果", **SIGNED)
    buyer.says("坚果礼盒有质量问题", "正常保存的")
    assert buyer.question is None, "it has not been said what is wrong"
