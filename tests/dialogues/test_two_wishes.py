"""Two wishes in one sentence are both served; one that has to wait is offered again."""

import pytest

from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, UNSHIPPED, Buyer

KETTLE, QUILT, MASSAGE = "电热水壶 kettle", "长绒棉四件套 quilt", "草本足疗 massage"


def shop_for_three(buyer: Buyer, **orders: dict[str, str]) -> dict[str, str]:
    """A kettle that has not shipped, a quilt signed for, a massage; by name, their numbers."""
    usual = {"kettle": UNSHIPPED, "quilt": SIGNED, "massage": SERVICE} | orders
    titles = {"kettle": KETTLE, "quilt": QUILT, "massage": MASSAGE}
    return {name: buyer.buys(titles[name], **order) for name, order in usual.items()}


@pytest.mark.parametrize(
    ("text", "yes", "go_on"),
    [
        ("水壶退了，足疗也给我退掉", "退", "接着办"),
        ("水壶和足疗都不要了，退钱", "好的退吧", "接着"),
        ("refund the kettle and also refund the massage", "yes, go ahead", "yes, go on"),
        ("I want my money back for the kettle and the massage", "yes please", "go on"),
    ],
)
def test_two_refunds_are_made_one_after_the_other(
    buyer: Buyer, text: str, yes: str, go_on: str
) -> None:
    numbers = shop_for_three(buyer)
    buyer.say(text)
    assert buyer.question == "confirm"
    buyer.say(yes)
    if buyer.question != "confirm":
        buyer.say(go_on)
    assert buyer.question == "confirm", "the second is not forgotten"
    buyer.say(yes)
    made = {case["order_no"] for case in buyer.cases}
    assert made == {numbers["kettle"], numbers["massage"]}


@pytest.mark.parametrize(
    "text",
    [
        "书包不要了，四件套也不要了",
        "四件套不要了，书包也不要了",
        "书包不要了，四件套有点小也不要了",
        "T恤不要了，卫衣也不要了",
    ],
)
def test_what_is_given_up_too_is_no_complaint(buyer: Buyer, text: str) -> None:
    titles = ("小学生书包", "长绒棉四件套") if "书包" in text else ("纯棉T恤", "加绒卫衣")
    numbers = {buyer.buys(title, **UNSHIPPED) for title in titles}
    buyer.say(text)
    assert buyer.question == "confirm"
    buyer.press_yes()
    if buyer.question != "confirm":
        buyer.say("接着办")
    buyer.press_yes()
    assert {case["order_no"] for case in buyer.cases} == numbers
    assert buyer.complaints == []


def test_an_order_given_up_by_itself_is_no_complaint(buyer: Buyer) -> None:
    numbers = shop_for_three(buyer, quilt=UNSHIPPED)
    buyer.says("水壶退了", "退", "四件套也不要了")
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert {case["order_no"] for case in buyer.cases} == {numbers["kettle"], numbers["quilt"]}
    assert buyer.complaints == []


@pytest.mark.parametrize(
    ("text", "yes", "go_on", "answers"),
    [
        ("水壶给我退款，四件套想换一套", "可以，办吧", "接着办", ("没毛病", "没用过", "都在")),
        (
            "refund the kettle, and I'd like to exchange the quilt",
            "yes please",
            "yes",
            ("no problem with it", "not used", "all there"),
        ),
    ],
)
def test_a_refund_and_an_exchange(
    buyer: Buyer, text: str, yes: str, go_on: str, answers: tuple[str, ...]
) -> None:
    numbers = shop_for_three(buyer)
    buyer.say(text)
    said = {"confirm": yes, None: go_on, "quality_problem": answers[0]}
    said |= {"used": answers[1], "complete": answers[2]}
    while len(buyer.cases) < 2:
        assert len(buyer.heard) < 9, buyer
        buyer.say(said[buyer.question])
    filed = {case["order_no"]: (case["kind"], case["status"]) for case in buyer.cases}
    assert filed == {
        numbers["kettle"]: ("refund", "refunded"),
        numbers["quilt"]: ("exchange", "awaiting_return"),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("足疗不去了退掉，顺便问下钱要几天回来", ("P-2",)),
        ("退掉足疗，另外我账户里现在有多少钱", ("余额",)),
        ("把足疗退了，还有水壶到哪了", ("还没发货",)),
        ("refund the massage, and how long does the money take?", ("P-2",)),
        ("please refund the massage, and where is my kettle?", ("not been shipped",)),
    ],
)
def test_a_refund_and_a_question(buyer: Buyer, text: str, words: tuple[str, ...]) -> None:
    numbers = shop_for_three(buyer)
    said = buyer.say(text)
    assert all(word in said for word in words), said
    assert buyer.question == "confirm"
    assert buyer.untouched
    buyer.press_yes()
    assert buyer.case["order_no"] == numbers["massage"]


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("足疗退了，我还要投诉店员骂人", "退"),
        ("我要投诉足疗店的人骂我，钱也退给我", "退吧"),
        ("refund the massage, and I want to complain about the rude staff", "yes"),
    ],
)
def test_a_refund_and_a_complaint(buyer: Buyer, text: str, yes: str) -> None:
    numbers = shop_for_three(buyer)
    buyer.say(text)
    if buyer.question is None:
        buyer.say("接着办")
    assert buyer.complaint.order_no == numbers["massage"]
    assert buyer.complaint.category == "merchant"
    assert buyer.question == "confirm"
    buyer.say(yes)
    assert (buyer.case["order_no"], buyer.case["status"]) == (numbers["massage"], "refunded")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我余额多少，还有寄回去邮费谁出", ("余额", "P-3c")),
        ("礼拜天算工作日不，还有会不会买到山寨的", ("P-2", "G-2")),
        ("what's my balance, and do weekends count?", ("balance", "P-2")),
        ("水壶到哪了？发票能开不", ("还没发货", "发票")),
    ],
)
def test_two_questions_are_both_answered(buyer: Buyer, text: str, words: tuple[str, ...]) -> None:
    buyer.buys(KETTLE, **UNSHIPPED)
    said = buyer.say(text)
    assert all(word in said for word in words), said
    assert buyer.untouched


@pytest.mark.parametrize(
    ("first", "second", "yes", "go_on"),
    [
        ("四件套想换一套", "先别管那个，水壶给我退款", "退", "接着办"),
        ("I'd like to exchange the quilt", "first refund the kettle please", "yes", "go on"),
    ],
)
def test_another_wish_is_taken_up_and_the_first_is_offered_again(
    buyer: Buyer, first: str, second: str, yes: str, go_on: str
) -> None:
    numbers = shop_for_three(buyer)
    buyer.say(first)
    assert buyer.question == "quality_problem"
    buyer.say(second)
    assert buyer.question == "confirm"
    said = buyer.say(yes)
    assert buyer.case["order_no"] == numbers["kettle"]
    assert "四件套" in said
    buyer.say(go_on)
    assert buyer.question == "quality_problem"


def test_the_first_that_is_offered_again_can_be_declined(buyer: Buyer) -> None:
    shop_for_three(buyer)
    buyer.says("四件套想换一套", "先别管那个，水壶给我退款", "退", "那个不换了")
    assert len(buyer.cases) == 1
    buyer.say("好")
    assert len(buyer.cases) == 1


def test_the_first_that_is_offered_again_survives_a_question(buyer: Buyer) -> None:
    shop_for_three(buyer)
    buyer.says("四件套想换一套", "先别管那个，水壶给我退款", "退")
    said = buyer.say("换的话邮费谁掏")
    assert "运费" in said
    buyer.say("接着办吧")
    assert buyer.question == "quality_problem"


def test_a_reason_is_no_second_wish(buyer: Buyer) -> None:
    buyer.buys(KETTLE, **IN_TRANSIT)
    said = buyer.say("快递一直不到，不等了退款")
    assert buyer.question == "confirm"
    assert said.count(KETTLE) == 1


@pytest.mark.parametrize(
    ("wish", "orders", "yes"),
    [
        ("我有两个东西要退", "水壶和足疗", "好"),
        ("I need to give back two things", "the kettle and the massage", "yes"),
    ],
)
def test_two_orders_named_where_one_is_asked_for_come_one_after_the_other(
    buyer: Buyer, wish: str, orders: str, yes: str
) -> None:
    numbers = shop_for_three(buyer)
    buyer.says(wish, orders)
    assert buyer.question == "confirm"
    buyer.say(yes)
    buyer.say(yes)
    assert buyer.question == "confirm", "the second is offered, and agreed to go on with"
    buyer.say(yes)
    assert {case["order_no"] for case in buyer.cases} == {numbers["kettle"], numbers["massage"]}
