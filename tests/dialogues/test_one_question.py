"""However much is wished or asked at once, the bot asks one thing at a time."""

import pytest

from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, UNSHIPPED, Buyer

MASK, WASHER, PURIFIER = "玻尿酸补水面膜20片", "滚筒洗衣机8公斤", "负离子空气净化器"


def shop_for_four(buyer: Buyer) -> dict[str, str]:
    """Two parcels under way, one not shipped, and a massage; by title, their numbers."""
    orders = {MASK: IN_TRANSIT, WASHER: IN_TRANSIT, PURIFIER: UNSHIPPED, "草本足疗按摩": SERVICE}
    return {title: buyer.buys(title, **order) for title, order in orders.items()}


def replies(buyer: Buyer, text: str) -> list[dict[str, object]]:
    """Say something; the replies with their cards."""
    answer = buyer.post(text).json()
    buyer.buttons = [b for reply in answer["replies"] for b in reply["buttons"]]
    return answer["replies"]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("我要退货", "什么时候发货"),
        (None, "Hello, I'd like a refund and also where is my parcel?"),
        (None, "Where is my parcel and I want a refund"),
        (None, "我要退款，另外快递到哪了"),
    ],
)
def test_parcels_are_told_in_a_line_each_before_the_one_question(
    buyer: Buyer, before: str | None, text: str
) -> None:
    shop_for_four(buyer)
    if before:
        buyer.say(before)
    told, asked = replies(buyer, text)
    assert all(title in str(told["text"]) for title in (MASK, WASHER, PURIFIER))
    assert "card" not in told
    assert asked["card"]
    assert buyer.question == "order"


@pytest.mark.parametrize(
    ("text", "first", "asked"),
    [
        ("我要退款，另外面膜到哪了", MASK, "order"),
        ("帮我查一下洗衣机什么时候到，再退一台净化器", WASHER, "confirm"),
        ("洗衣机到哪了？我要退款", WASHER, "confirm"),
        ("I want a refund. By the way, where is my washing machine?", WASHER, "order"),
    ],
)
def test_what_a_question_names_is_only_the_wishs_where_it_comes_first(
    buyer: Buyer, text: str, first: str, asked: str
) -> None:
    shop_for_four(buyer)
    told, _ = replies(buyer, text)
    assert first in str(told["text"])
    assert buyer.question == asked


def test_a_refund_and_a_change_of_address_are_both_dealt_with(buyer: Buyer) -> None:
    shop_for_four(buyer)
    said = buyer.say("hi, I want a refund and can I change my address?")
    assert "cannot change the address" in said
    assert buyer.question == "order"


@pytest.mark.parametrize(
    ("wish", "text", "yes", "go_on"),
    [("我要退款", "都想退", "确认", "接着办"), ("I want a refund", "all of them", "yes", "go on")],
)
def test_all_of_a_list_are_taken_one_after_the_other(
    buyer: Buyer, wish: str, text: str, yes: str, go_on: str
) -> None:
    numbers = shop_for_four(buyer)
    buyer.says(wish, text)
    for left in reversed(range(len(numbers))):
        assert buyer.question == "confirm"
        buyer.say(yes)
        if left:
            buyer.say(go_on)
    assert {case["order_no"] for case in buyer.cases} == set(numbers.values())


@pytest.mark.parametrize(
    ("text", "order", "words", "units"),
    [
        ("足疗还没用，想退一半", SERVICE, "整单", 1),
        ("refund half of the massage", SERVICE, "as a whole", 1),
        ("T恤退一半", {**SIGNED, "quantity": "4"}, None, 2),
        ("T恤退一半", {**SIGNED, "quantity": "3"}, "3件", 3),
    ],
)
def test_half_is_half_the_units_where_there_are_any(
    buyer: Buyer, text: str, order: dict[str, str], words: str | None, units: int
) -> None:
    buyer.buys("纯棉T恤" if "quantity" in order else "草本足疗按摩", **order)
    said = buyer.say(text)
    assert words is None or words in said
    if "quantity" in order:
        buyer.says("没有质量问题", "没用过", "都在")
    buyer.press_yes()
    assert buyer.case["units"] == units


@pytest.mark.parametrize("text", ["快点", "快快快", "??", "在吗", "人呢", "hurry", "hurry up!"])
@pytest.mark.parametrize("again", [False, True])
def test_impatience_is_no_misunderstanding(buyer: Buyer, text: str, again: bool) -> None:
    shop_for_four(buyer)
    buyer.say("我要退款")
    if again:
        buyer.say(text)
    hurry, asked = replies(buyer, text)
    assert len(str(hurry["text"])) < 60
    assert "card" not in asked
    assert buyer.question == "order"
    assert not buyer.can_get_a_human
    buyer.say("第二个")
    assert buyer.question == "confirm"


def test_a_waybill_is_not_called_an_order_number(buyer: Buyer) -> None:
    shop_for_four(buyer)
    said = buyer.says("我要退款", "快递单号SF1234567890")
    assert "快递单号" in said
    assert "订单号SF" not in said
    assert buyer.question == "order"


@pytest.mark.parametrize("during", [None, "我要退款"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你们客服电话多少", "没有客服电话"),
        ("有没有400电话", "没有客服电话"),
        ("Do you have a phone number?", "no phone line"),
    ],
)
def test_there_is_no_phone_line_but_a_human(
    buyer: Buyer, during: str | None, text: str, words: str
) -> None:
    shop_for_four(buyer)
    if during:
        buyer.say(during)
    assert words in buyer.say(text)
    assert (buyer.owner, buyer.can_get_a_human) == ("bot", True)
    assert buyer.question == ("order" if during else None)


def test_how_returns_work_is_a_question_of_the_rules(buyer: Buyer) -> None:
    shop_for_four(buyer)
    assert "R-1" in buyer.say("how do returns work")
    assert buyer.question is None


@pytest.mark.parametrize("text", ["多久有结果", "什么时候有答复", "有结果了吗"])
def test_a_review_is_asked_after_in_few_words(buyer: Buyer, text: str) -> None:
    buyer.buys(WASHER, **SIGNED)
    buyer.says("洗衣机漏水了", "正常使用", "提交审核")
    assert buyer.case["case_no"] in buyer.say(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the massage", "草本足疗按摩90分钟"),
        ("the haircut one", "女士洗剪吹造型"),
        ("my kettle", "双层防烫电热水壶"),
        ("the cinema tickets", "电影票2张通兑"),
        ("sweaters", "羊毛圆领毛衣"),
    ],
)
def test_goods_are_known_by_their_english_names(buyer: Buyer, text: str, title: str) -> None:
    numbers = {
        each: buyer.buys(each, **UNSHIPPED)
        for each in (
            "草本足疗按摩90分钟",
            "女士洗剪吹造型",
            "双层防烫电热水壶",
            "电影票2张通兑",
            "羊毛圆领毛衣",
        )
    }
    buyer.says("I want a refund", text)
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert buyer.case["order_no"] == numbers[title]
