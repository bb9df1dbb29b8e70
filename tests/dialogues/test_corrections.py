"""The shopper changes the order or an answer midway, or presses what is no longer so."""

import pytest

from bot import clock
from bot.cases import steps
from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, UNSHIPPED, Buyer

KETTLE, QUILT, SHIRT = "双层防烫电热水壶", "长绒棉四件套 60支贡缎", "加绒圆领卫衣 男女同款"
THREE = {**SIGNED, "quantity": "3", "unit_price": "33.40", "paid_amount": "100.00"}
INTACT = ("不是质量问题，就是不想要了", "没用过", "都在的")


def two_signed(buyer: Buyer) -> tuple[str, str]:
    return buyer.buys(KETTLE, paid=2, **SIGNED), buyer.buys(QUILT, paid=3, **SIGNED)


def to_the_verdict(buyer: Buyer, opening: str) -> str:
    """As far as the question for a yes."""
    verdict = buyer.says(opening, *INTACT)
    assert buyer.question == "confirm", verdict
    return verdict


@pytest.mark.parametrize("correction", ["不对，是四件套那单", "等等，换成{number}"])
@pytest.mark.parametrize("answers", [0, 1, 2, 3])
def test_the_order_can_be_changed_at_every_question(
    buyer: Buyer, correction: str, answers: int
) -> None:
    kettle, quilt = two_signed(buyer)
    said = buyer.says("电热水壶我要退货", *INTACT[:answers])
    assert buyer.question == ("quality_problem", "used", "complete", "confirm")[answers]
    assert kettle in "".join(heard["answer"] for heard in buyer.heard), said
    said = buyer.say(correction.format(number=quilt))
    assert quilt in said
    assert buyer.question == "quality_problem", "what was said of another item does not hold"
    assert buyer.untouched


@pytest.mark.parametrize("correction", ["搞错了，要退的是四件套", "不是这个，是四件套"])
def test_the_order_that_was_changed_to_is_the_one_that_is_filed(
    buyer: Buyer, correction: str
) -> None:
    _, quilt = two_signed(buyer)
    to_the_verdict(buyer, "电热水壶我要退货")
    buyer.says(correction, *INTACT, "确认")
    assert buyer.case["order_no"] == quilt


def test_another_order_can_be_asked_for_by_button(buyer: Buyer) -> None:
    _, quilt = two_signed(buyer)
    to_the_verdict(buyer, "电热水壶我要退货")
    buyer.press("换一单")
    assert buyer.question == "order"
    buyer.press("四件套")
    assert buyer.question == "quality_problem"
    buyer.says(*INTACT, "确认")
    assert buyer.case["order_no"] == quilt


def test_another_order_can_be_asked_for_in_words(buyer: Buyer) -> None:
    two_signed(buyer)
    to_the_verdict(buyer, "电热水壶我要退货")
    buyer.say("选错了，换一个订单")
    assert buyer.question == "order"
    assert buyer.untouched


def test_an_answer_is_taken_back_at_the_next_question(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要退货", "不是质量问题", "没用过")
    verdict = buyer.say("不好意思说错了，其实用过两次")
    assert "X-B" in verdict
    assert buyer.decisions[-1]["facts"]["used"] is True


@pytest.mark.parametrize(
    "correction", ["没拆，刚才说错了", "说错了，没用过", "不对不对，我还没用过呢", "点错了，没用过"]
)
def test_after_a_refusal_a_correction_reopens_the_request(buyer: Buyer, correction: str) -> None:
    buyer.buys(**SIGNED)
    assert "X-B" in buyer.says("我要退货", "不是质量问题，就是不喜欢", "用过了")
    buyer.say(correction)
    assert buyer.question == "complete"
    assert "P-3c" in buyer.say("都齐的")
    buyer.say("确认")
    assert buyer.case["status"] == "awaiting_return"
    assert buyer.decisions[-1]["facts"]["used"] is False


def test_after_a_refusal_for_tags_a_correction_reopens_the_request(buyer: Buyer) -> None:
    buyer.buys(paid=10, signed=3, **SIGNED)
    assert "R-1" in buyer.says("我要退货", "没质量问题", "没用过", "吊牌没了")
    assert buyer.question is None
    buyer.say("吊牌找到了，都齐全的")
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["outcome"] == "approve"


def test_after_x_e_a_correction_reopens_the_request(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    assert "X-E" in buyer.says("我要退货", "有质量问题，不通电", "摔过一次")
    said = buyer.say("刚才说错了，没摔过，是正常使用的")
    assert "说说" in said or buyer.question == "confirm"
    assert buyer.untouched


def test_after_a_refusal_a_fault_remembered_is_the_reason(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    assert "X-B" in buyer.says("我要退货", "不是质量问题，就是不喜欢", "用过了")
    buyer.press("质量问题")
    assert buyer.question == "normal_use"


def test_at_the_verdict_an_answer_taken_back_makes_another_verdict(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    to_the_verdict(buyer, "我要退货")
    old_yes = buyer.buttons[0]["payload"]
    verdict = buyer.say("等一下，吊牌其实剪掉了")
    assert buyer.question == "confirm", verdict
    assert buyer.decisions[-1]["outcome"] == "review"
    buyer.say(old_yes)
    assert buyer.untouched
    buyer.say("提交吧")
    assert buyer.case["status"] == "review"


def test_at_the_verdict_a_fault_remembered_is_the_reason(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    to_the_verdict(buyer, "我要退货")
    buyer.say("等等，其实是坏的，有质量问题")
    assert buyer.question == "normal_use"
    assert buyer.untouched


def test_a_fault_taken_back_leads_on_to_the_other_questions(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要退货", "有质量问题")
    assert buyer.question == "normal_use"
    buyer.say("说错了，没有质量问题，就是不喜欢")
    assert buyer.question == "used"


# Units


@pytest.mark.parametrize(
    ("wish", "units", "fen"),
    [
        ("我要退一件", 1, 3333),
        ("退其中两件", 2, 6666),
        ("只退1件", 1, 3333),
        ("我想退货，就退两件", 2, 6666),
        ("三件都要退", 3, 10000),
        ("我要退货", 3, 10000),
    ],
)
def test_units_are_claimed_at_their_share(buyer: Buyer, wish: str, units: int, fen: int) -> None:
    buyer.buys(**THREE)
    verdict = to_the_verdict(buyer, wish)
    assert f"¥{fen / 100:.2f}" in verdict.rpartition("可以退货")[2]
    buyer.say("确认")
    assert (buyer.case["units"], buyer.case["amount_fen"]) == (units, fen)


def test_the_last_units_take_the_remainder(buyer: Buyer) -> None:
    buyer.buys(**THREE)
    to_the_verdict(buyer, "我要退一件")
    buyer.say("确认")
    steps.arrived(buyer.product.store, buyer.case["case_no"], clock.now())
    assert buyer.balance == 3333
    to_the_verdict(buyer, "我要退货")
    buyer.say("确认")
    assert [(case["units"], case["amount_fen"]) for case in buyer.cases] == [(1, 3333), (2, 6667)]


def test_the_number_of_units_can_be_changed_at_the_verdict(buyer: Buyer) -> None:
    buyer.buys(**THREE)
    to_the_verdict(buyer, "我要退货")
    assert "退¥33.33" in buyer.say("等等，只退一件")
    assert "退¥100.00" in buyer.say("还是三件都退吧")
    assert buyer.untouched


def test_more_units_than_there_are_are_not_refunded(buyer: Buyer) -> None:
    buyer.buys(**THREE)
    said = to_the_verdict(buyer, "我要退5件")
    assert "100.00" in said
    buyer.say("确认")
    assert buyer.case["units"] == 3


def test_what_has_not_shipped_is_refunded_whole_and_the_shopper_sees_it(buyer: Buyer) -> None:
    buyer.buys(**{**UNSHIPPED, "quantity": "3", "paid_amount": "100.00", "unit_price": "33.40"})
    verdict = buyer.say("我要退一件")
    assert "100.00" in verdict
    assert "整单" in verdict or "全部" in verdict, "a shopper who asked for one must be told"


# Old buttons


def test_a_yes_pressed_twice_files_one_case(buyer: Buyer) -> None:
    buyer.buys(**SERVICE)
    buyer.say("我要退款")
    yes = buyer.buttons[0]["payload"]
    first = buyer.say(yes)
    case = buyer.case
    assert case["case_no"] in first
    for _ in range(2):
        assert case["case_no"] in buyer.say(yes)
    assert buyer.cases == [case]
    assert buyer.balance == case["amount_fen"]


def test_the_same_message_again_gets_the_same_answer(buyer: Buyer) -> None:
    buyer.buys(**SERVICE)
    buyer.say("我要退款")
    yes = buyer.buttons[0]["payload"]
    answers = [buyer.post(yes, "the-same-id").json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(buyer.cases) == 1


def test_a_yes_typed_twice_files_one_case(buyer: Buyer) -> None:
    buyer.buys(**IN_TRANSIT)
    buyer.says("我要退款", "确认", "确认")
    assert buyer.case["status"] == "awaiting_refusal"


def test_the_yes_to_another_order_is_stale(buyer: Buyer) -> None:
    kettle = buyer.buys(KETTLE, **UNSHIPPED)
    shirt = buyer.buys(SHIRT, **UNSHIPPED)
    buyer.says("我要退款", kettle)
    old_yes = buyer.buttons[0]["payload"]
    buyer.press("换一单")
    buyer.press("卫衣")
    assert buyer.question == "confirm"
    said = buyer.say(old_yes)
    assert buyer.untouched
    assert shirt in said
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert buyer.case["order_no"] == shirt


def test_the_yes_to_more_units_is_stale(buyer: Buyer) -> None:
    buyer.buys(**THREE)
    to_the_verdict(buyer, "我要退货")
    old_yes = buyer.buttons[0]["payload"]
    buyer.say("只退一件")
    assert "33.33" in buyer.say(old_yes)
    assert buyer.untouched
    buyer.press_yes()
    assert buyer.case["amount_fen"] == 3333


def test_the_yes_to_what_was_dropped_files_nothing(buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    buyer.say("我要退款")
    old_yes = buyer.buttons[0]["payload"]
    buyer.press("先不办了")
    buyer.say(old_yes)
    assert buyer.untouched
    assert buyer.buttons


def test_an_old_answer_pressed_at_the_verdict_writes_nothing(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要退货", "不是质量问题")
    used = next(b["payload"] for b in buyer.buttons if "用过了" in b["title"])
    buyer.says("没用过", "都在")
    assert "X-B" in buyer.say(used)
    assert buyer.untouched


def test_an_old_order_pressed_at_the_verdict_asks_about_that_order(buyer: Buyer) -> None:
    kettle = buyer.buys(KETTLE, **UNSHIPPED)
    shirt = buyer.buys(SHIRT, **UNSHIPPED)
    buyer.say("我要退款")
    to_shirt = next(b["payload"] for b in buyer.buttons if "卫衣" in b["title"])
    buyer.say(kettle)
    said = buyer.say(to_shirt)
    assert shirt in said
    assert buyer.question == "confirm"
    buyer.say("确认")
    assert buyer.case["order_no"] == shirt


def test_an_answer_pressed_after_the_case_is_filed_changes_nothing(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要退货", "不是质量问题")
    used = next(b["payload"] for b in buyer.buttons if "用过了" in b["title"])
    buyer.says("没用过", "都在", "确认")
    before = buyer.case
    buyer.says(used, "确认")
    assert buyer.cases == [before]
