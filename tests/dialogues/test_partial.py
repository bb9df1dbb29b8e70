"""Some units, several orders after each other, a gift, and what the bot does not do."""

import pytest

from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, UNSHIPPED, Buyer
from tests.dialogues.replies import language_of_reply

THREE = {**SIGNED, "quantity": "3", "unit_price": "33.40", "paid_amount": "100.00"}
INTACT_ZH = ("没毛病，就是买多了", "没用", "包装啥的都在")
INTACT_EN = ("no, nothing wrong with it", "never used", "all still there")


@pytest.mark.parametrize(
    ("wish", "answers", "units", "fen"),
    [
        ("三个里头退一个就好", INTACT_ZH, 1, 3333),
        ("我留一个，另外两个退掉", INTACT_ZH, 2, 6666),
        ("帮我退俩", INTACT_ZH, 2, 6666),
        ("统统退了吧", INTACT_ZH, 3, 10000),
        ("I'd like to send back two of the three", INTACT_EN, 2, 6666),
        ("I only want to return one of the three", INTACT_EN, 1, 3333),
        ("return all of them please", INTACT_EN, 3, 10000),
    ],
)
def test_as_many_units_as_are_asked_for(
    buyer: Buyer, wish: str, answers: tuple[str, ...], units: int, fen: int
) -> None:
    buyer.buys(**THREE)
    buyer.says(wish, *answers)
    assert buyer.question == "confirm"
    assert f"{fen / 100:.2f}" in buyer.heard[-1]["answer"]
    buyer.say("是的，办吧" if answers is INTACT_ZH else "yes please")
    assert (buyer.case["units"], buyer.case["amount_fen"]) == (units, fen)


@pytest.mark.parametrize(
    ("wish", "answers"),
    [
        ("拉拉裤4包我只用了1包，剩下3包退掉", ("没有质量问题", "没用过", "都在")),
        ("拉拉裤用了一包，剩下的退掉", ("没有质量问题", "没用过", "都在")),
        ("I used one pack, please return the remaining three", INTACT_EN),
    ],
)
def test_what_is_used_up_is_not_what_goes_back(
    buyer: Buyer, wish: str, answers: tuple[str, ...]
) -> None:
    buyer.buys("拉拉裤 L码", **{**THREE, "quantity": "4", "paid_amount": "133.60"})
    buyer.says(wish, answers[0])
    assert buyer.question == "used", "of the three, which nobody has told yet"
    assert "3" in buyer.heard[-1]["answer"].split("？")[0].split("¥")[-1]
    buyer.says(*answers[1:])
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert (buyer.case["units"], buyer.case["amount_fen"]) == (3, 10020)


@pytest.mark.parametrize(
    ("wish", "answers"),
    [("退3个", ("没有质量问题", "用过了")), ("return three of them", (INTACT_EN[0], "I used it"))],
)
def test_taking_back_that_it_was_used_gives_no_more_units(
    buyer: Buyer, wish: str, answers: tuple[str, ...]
) -> None:
    buyer.buys(**{**THREE, "quantity": "4", "paid_amount": "133.60"})
    buyer.says(wish, *answers)
    assert buyer.decisions[-1]["outcome"] == "refuse"
    buyer.say("没用过，刚才说错了" if "退" in wish else "sorry, I meant it was never used")
    buyer.say("都在" if "退" in wish else INTACT_EN[2])
    buyer.press_yes()
    assert buyer.case["units"] == 3


@pytest.mark.parametrize(
    ("correction", "fen"), [("等下，改成退两个", 6666), ("wait, make that two", 6666)]
)
def test_the_number_is_corrected_before_the_yes(buyer: Buyer, correction: str, fen: int) -> None:
    buyer.buys(**THREE)
    buyer.says("三个里头退一个就好", *INTACT_ZH, correction)
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert buyer.case["amount_fen"] == fen


@pytest.mark.parametrize(
    ("wishes", "yes"),
    [
        (("水壶退了", "还有足疗也不要了", "四件套也退"), "好，退"),
        (("refund the kettle", "and the massage too please", "now the quilt"), "yes, go ahead"),
    ],
)
def test_several_orders_one_after_the_other(
    buyer: Buyer, wishes: tuple[str, ...], yes: str
) -> None:
    titles = ("电热水壶 kettle", "草本足疗 massage", "四件套 quilt")
    orders = (UNSHIPPED, SERVICE, UNSHIPPED)
    numbers = [buyer.buys(title, **order) for title, order in zip(titles, orders, strict=True)]
    for wish in wishes:
        buyer.say(wish)
        assert buyer.question == "confirm", wish
        buyer.say(yes)
    assert [case["order_no"] for case in buyer.cases] == numbers
    assert {case["status"] for case in buyer.cases} == {"refunded"}
    assert buyer.balance == sum(case["amount_fen"] for case in buyer.cases)


def test_the_next_order_is_asked_for_when_it_is_not_named(buyer: Buyer) -> None:
    first = buyer.buys("电热水壶", **UNSHIPPED)
    second = buyer.buys("四件套", **UNSHIPPED)
    buyer.says("水壶退了", "好", "还有一单也要退")
    if buyer.question == "order":
        assert first in buyer.offered_orders
        buyer.press("四件套")
    assert buyer.question == "confirm"
    buyer.say("好")
    assert [case["order_no"] for case in buyer.cases] == [first, second]


@pytest.mark.parametrize(
    ("wish", "answers", "yes"),
    [
        ("水壶是买给我妈的，她用不上，退了吧", ("不是质量问题", "没拆过", "全都在"), "可以"),
        (
            "I bought the kettle as a gift and she has one already, I want to return it",
            ("no quality problem", "it's unopened", "yes, everything"),
            "yes, go ahead",
        ),
    ],
)
def test_what_was_bought_as_a_gift_is_returned_like_anything_else(
    buyer: Buyer, wish: str, answers: tuple[str, ...], yes: str
) -> None:
    buyer.buys("电热水壶 kettle", **SIGNED)
    buyer.say(wish)
    for answer in answers:
        if buyer.question != "confirm":
            buyer.say(answer)
    assert buyer.question == "confirm"
    buyer.say(yes)
    assert buyer.case["status"] == "awaiting_return"


@pytest.mark.parametrize(
    "text",
    ["送朋友的东西他要退，钱退给谁", "If my friend returns my gift, who gets the money?"],
)
def test_whose_money_a_gift_is_is_explained(buyer: Buyer, text: str) -> None:
    said = buyer.say(text)
    assert any(words in said for words in ("下单", "buyer's account", "placed the order"))


NOT_DONE = [
    (UNSHIPPED, "收货地址填错了，能帮我换一个不", "地址"),
    (IN_TRANSIT, "我搬家了，快递改送到新家", "地址"),
    (UNSHIPPED, "电话号码写错一位，帮忙改下", "电话"),
    (UNSHIPPED, "I moved house, can you change where it goes?", "address"),
    (IN_TRANSIT, "please have it delivered to my office instead", "address"),
    (SIGNED, "这单给我开张票，公司要报账", "发票"),
    (SERVICE, "发票抬头打错了，重开一张", "发票"),
    (SIGNED, "I need a receipt with VAT for my company", "nvoice"),
]


@pytest.mark.parametrize(("order", "text", "word"), NOT_DONE)
def test_what_the_bot_does_not_do_it_says_and_offers_a_human(
    buyer: Buyer, order: dict[str, str], text: str, word: str
) -> None:
    buyer.buys(**order)
    said = buyer.say(text)
    assert word in said
    assert buyer.can_get_a_human
    assert buyer.owner == "bot"
    assert buyer.untouched
    buyer.press("人工" if language_of_reply(said, buyer.data) == "zh" else "person")
    assert buyer.owner == "queue"


@pytest.mark.parametrize(
    ("wish", "aside", "yes"),
    [
        ("水壶退了", "对了发票怎么弄", "退吧"),
        ("水壶退了", "我想改下收货地址", "退"),
        ("refund the kettle", "by the way, can I get an invoice?", "yes please"),
    ],
)
def test_what_the_bot_does_not_do_does_not_stop_a_refund(
    buyer: Buyer, wish: str, aside: str, yes: str
) -> None:
    buyer.buys("电热水壶 kettle", **UNSHIPPED)
    buyer.says(wish, aside)
    assert buyer.question == "confirm"
    assert buyer.can_get_a_human
    buyer.say(yes)
    assert buyer.case["status"] == "refunded"


@pytest.mark.parametrize(
    "text", ["还有一单要退款", "另一个也要退钱", "I want another order refunded"]
)
def test_another_one_is_not_the_one_just_spoken_of(buyer: Buyer, text: str) -> None:
    buyer.buys("全棉四件套 bedding", **SIGNED)
    other = buyer.buys("电热水壶 kettle", **UNSHIPPED)
    buyer.buys("台灯 lamp", **UNSHIPPED)
    buyer.says("四件套退货", "不是质量问题", "没用过", "都齐全", "确认")
    buyer.say("退款多久到账")
    buyer.say(text)
    assert buyer.question == "order"
    assert other in buyer.offered_orders
