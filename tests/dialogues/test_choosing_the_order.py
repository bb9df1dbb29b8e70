"""Which order is meant: said in all the ways in which a shopper says it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.dialogues.buyer import (
    IN_TRANSIT,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    Buyer,
    in_words,
    random_number,
    today,
)

KETTLE, QUILT, FEET, MASK = (
    "双层防烫电热水壶 304不锈钢内胆",
    "长绒棉四件套 60支贡缎",
    "草本足疗90分钟 免预约",
    "【买一送一】玻尿酸保湿面膜20片",
)
FULL_WIDTH = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x30, 0x7B)})


def a_few(buyer: Buyer) -> dict[str, str]:
    """Four orders, the newest first; numbers by title."""
    return {
        KETTLE: buyer.buys(KETTLE, paid=1, **{**UNSHIPPED, "paid_amount": "69.00"}),
        QUILT: buyer.buys(QUILT, paid=3, **{**UNSHIPPED, "paid_amount": "199.00"}),
        FEET: buyer.buys(FEET, paid=5, **{**SERVICE, "paid_amount": "98.00"}),
        MASK: buyer.buys(MASK, paid=6, **{**IN_TRANSIT, "paid_amount": "59.90"}),
    }


def many(buyer: Buyer, count: int) -> list[str]:
    """So many orders, the newest first."""
    return [buyer.buys(f"商品{n}号 测试款", paid=n, **UNSHIPPED) for n in range(1, count + 1)]


def assert_chosen(buyer: Buyer, number: str) -> None:
    """The verdict that now waits for a yes is on this order."""
    assert buyer.question == "confirm", buyer.heard[-1]
    assert number in buyer.heard[-1]["answer"]
    assert buyer.decisions[-1]["order_no"] == number
    assert buyer.untouched


@pytest.mark.parametrize("wish", ["我要退款", "不想要了，帮我退掉", "这单能退吗", "申请退款"])
def test_the_only_order_is_taken_and_named(buyer: Buyer, wish: str) -> None:
    number = buyer.buys(KETTLE, **UNSHIPPED)
    said = buyer.say(wish)
    assert "电热水壶" in said
    assert_chosen(buyer, number)


def test_a_shopper_without_orders_is_told_so_and_offered_a_human(buyer: Buyer) -> None:
    said = buyer.say("我要退款")
    assert "没有" in said
    assert "订单" in said
    assert buyer.can_get_a_human


def test_several_orders_are_offered_with_product_amount_and_date(buyer: Buyer) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    assert buyer.question == "order"
    assert buyer.offered_orders == list(numbers.values())
    for title, word, amount, days in zip(
        buyer.titles,
        ("电热水壶", "四件套", "足疗", "面膜"),
        ("69.00", "199.00", "98.00", "59.90"),
        (1, 3, 5, 6),
        strict=True,
    ):
        assert word in title
        assert amount in title
        assert in_words(today() - timedelta(days=days)) in title


@pytest.mark.parametrize("title", ["电热水壶", "四件套", "足疗", "面膜"])
def test_a_pressed_order_is_taken(buyer: Buyer, title: str) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    buyer.press(title)
    assert_chosen(buyer, next(number for name, number in numbers.items() if title in name))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda n: n,
    "in a sentence": lambda n: f"订单号是{n}的那个",
    "spaced": lambda n: f"{n[:2]} {n[2:6]} {n[6:10]} {n[10:]}",
    "hyphenated": lambda n: f"{n[:2]}-{n[2:8]}-{n[8:]}",
    "lower case": lambda n: n.lower(),
    "full width": lambda n: n.translate(FULL_WIDTH),
    "digits only": lambda n: n.removeprefix("TB"),
    "with a full stop": lambda n: f"{n}。",
    "on two lines": lambda n: f"订单编号：\n{n}\n",
    "with a label": lambda n: f"订单号：{n}，谢谢",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_order_number_is_read_however_it_is_written(buyer: Buyer, spelling: str) -> None:
    number = a_few(buyer)[QUILT]
    buyer.say("我要退款")
    buyer.say(SPELLINGS[spelling](number))
    assert_chosen(buyer, number)


@pytest.mark.parametrize("spelling", ["as it is", "spaced", "lower case", "full width"])
def test_an_order_number_in_the_wish_itself_is_read(buyer: Buyer, spelling: str) -> None:
    number = a_few(buyer)[MASK]
    buyer.say(f"{SPELLINGS[spelling](number)} 这个订单我要退款")
    assert_chosen(buyer, number)


BY_WORDS = {
    "电热水壶": KETTLE,
    "水壶那个": KETTLE,
    "烧水的那个壶": KETTLE,
    "四件套": QUILT,
    "床上四件套那单": QUILT,
    "要退的是足疗": FEET,
    "做脚的那个足疗": FEET,
    "面膜吧": MASK,
    "那盒保湿面膜": MASK,
}


@pytest.mark.parametrize("words", BY_WORDS)
def test_words_of_the_product_choose_it(buyer: Buyer, words: str) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    buyer.say(words)
    assert_chosen(buyer, numbers[BY_WORDS[words]])


BY_PLACE = {
    "第一个": KETTLE,
    "第二个": QUILT,
    "第2个": QUILT,
    "2": QUILT,
    "第二单": QUILT,
    "第三个吧": FEET,
    "我要退第四个": MASK,
    "最后一个": MASK,
    "最后那个": MASK,
    "最下面那个": MASK,
    "第一单就行": KETTLE,
}


@pytest.mark.parametrize("place", BY_PLACE)
def test_the_place_in_the_list_chooses_it(buyer: Buyer, place: str) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    buyer.say(place)
    assert_chosen(buyer, numbers[BY_PLACE[place]])


def test_a_place_that_is_not_in_the_list_is_asked_again(buyer: Buyer) -> None:
    a_few(buyer)
    buyer.say("我要退款")
    buyer.say("第九个")
    assert buyer.question == "order"
    assert buyer.decisions == []


@pytest.mark.parametrize("text", ["上面那个", "前面那个", "后面那单", "还是不套路我了吧"])
def test_a_character_that_happens_to_be_in_a_title_chooses_nothing(buyer: Buyer, text: str) -> None:
    a_few(buyer)
    buyer.say("我要退款")
    buyer.say(text)
    assert buyer.decisions == []


BY_DAY = {
    "昨天买的那个": KETTLE,
    "昨天下的单": KETTLE,
    "三天前买的": QUILT,
    "3天前买的": QUILT,
    "五天前的那单": FEET,
    "刚买的那个": KETTLE,
    "最近买的那单": KETTLE,
    "{3}买的": QUILT,
    "{5}那单": FEET,
    "就是{6}付款的那个": MASK,
    "{day 3}号买的": QUILT,
}


@pytest.mark.parametrize("when", BY_DAY)
def test_the_day_it_was_bought_chooses_it(buyer: Buyer, when: str) -> None:
    numbers = a_few(buyer)
    days = {str(n): today() - timedelta(days=n) for n in (1, 3, 5, 6)}
    text = when.replace("{day 3}", str(days["3"].day))
    for ago, day in days.items():
        text = text.replace(f"{{{ago}}}", f"{day.month}月{day.day}号")
    buyer.say("我要退款")
    buyer.say(text)
    assert_chosen(buyer, numbers[BY_DAY[when]])


@pytest.mark.parametrize("wish", ["昨天买的那个我想退款", "把昨天买的退了吧"])
def test_the_day_in_the_wish_itself_chooses_it(buyer: Buyer, wish: str) -> None:
    numbers = a_few(buyer)
    buyer.say(wish)
    assert_chosen(buyer, numbers[KETTLE])


def test_of_two_orders_of_one_day_it_is_asked_which(buyer: Buyer) -> None:
    a_few(buyer)
    second = buyer.buys("儿童护脊书包", paid=1, **UNSHIPPED)
    buyer.say("我要退款")
    buyer.say("昨天买的那个")
    assert buyer.question == "order"
    assert len(buyer.offered_orders) == 2
    buyer.say("书包")
    assert_chosen(buyer, second)


BY_PRICE = {
    "199的那个": QUILT,
    "199块那单": QUILT,
    "98元的": FEET,
    "59块9的": MASK,
    "59.9的面膜": MASK,
    "¥69": KETTLE,
    "六十九块的那个": KETTLE,
}


@pytest.mark.parametrize("price", BY_PRICE)
def test_the_price_chooses_it(buyer: Buyer, price: str) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    buyer.say(price)
    assert_chosen(buyer, numbers[BY_PRICE[price]])


@pytest.mark.parametrize("text", ["尾号{}", "尾号是{}的那单", "订单后四位{}", "后四位是 {}"])
def test_the_last_digits_choose_it(buyer: Buyer, text: str) -> None:
    numbers = a_few(buyer)
    buyer.say("我要退款")
    buyer.say(text.format(numbers[FEET][-4:]))
    assert_chosen(buyer, numbers[FEET])


def test_last_digits_of_no_order_are_asked_again(buyer: Buyer) -> None:
    numbers = a_few(buyer)
    ends = {number[-4:] for number in numbers.values()}
    absent = next(f"{n:04d}" for n in range(1000, 1005) if f"{n:04d}" not in ends)
    buyer.say("我要退款")
    buyer.say(f"尾号{absent}")
    assert buyer.question == "order"
    assert buyer.decisions == []


@pytest.mark.parametrize(
    "text", ["{}", "我要退款，订单{}", "查一下{}的快递", "订单{}有质量问题", "{}这单能退吗"]
)
@pytest.mark.parametrize("asked_before", [False, True])
def test_anothers_number_and_an_unknown_one_get_the_same_words(
    newcomer: Callable[[], Buyer], text: str, asked_before: bool
) -> None:
    other, unknown = newcomer(), random_number()
    theirs = other.buys("进口牛排套餐", **SIGNED)
    answers = []
    for number in (theirs, unknown):
        buyer = newcomer()
        own = a_few(buyer)
        if asked_before:
            buyer.say("我要退款")
        said = buyer.say(text.format(number)).replace(number, "…")
        titles = buyer.titles
        assert buyer.decisions == []
        assert set(buyer.offered_orders) <= set(own.values())
        answers.append((said, titles))
    assert answers[0] == answers[1]


def test_another_shoppers_product_is_not_found_by_its_name(newcomer: Callable[[], Buyer]) -> None:
    other, buyer = newcomer(), newcomer()
    theirs = other.buys("进口牛排套餐", **UNSHIPPED)
    a_few(buyer)
    buyer.say("我要退款")
    said = buyer.say("牛排那个")
    assert theirs not in said + str(buyer.buttons)
    assert "进口" not in said
    assert buyer.question == "order"


def test_more_than_five_orders_have_an_older_page(buyer: Buyer) -> None:
    numbers = many(buyer, 7)
    buyer.say("我要退款")
    assert buyer.offered_orders == numbers[:5]
    buyer.press("更早的订单")
    assert buyer.offered_orders == numbers[5:]
    buyer.press("回到最近的订单")
    assert buyer.offered_orders == numbers[:5]


def test_an_order_of_the_older_page_can_be_pressed(buyer: Buyer) -> None:
    numbers = many(buyer, 7)
    buyer.say("我要退款")
    buyer.press("更早的订单")
    buyer.press("商品7号")
    assert_chosen(buyer, numbers[6])


def test_a_place_counts_on_the_page_that_is_shown(buyer: Buyer) -> None:
    numbers = many(buyer, 7)
    buyer.say("我要退款")
    buyer.press("更早的订单")
    buyer.say("第二个")
    assert_chosen(buyer, numbers[6])


def test_an_order_that_is_not_on_the_page_is_found_by_its_number(buyer: Buyer) -> None:
    numbers = many(buyer, 7)
    buyer.say("我要退款")
    buyer.say(numbers[6])
    assert_chosen(buyer, numbers[6])


def test_all_orders_can_be_reached_page_by_page(buyer: Buyer) -> None:
    numbers = many(buyer, 12)
    buyer.say("我要退款")
    seen = list(buyer.offered_orders)
    for _ in range(2):
        buyer.press("更早的订单")
        seen += buyer.offered_orders
    assert seen == numbers


def test_the_order_just_spoken_of_is_the_one_that_is_meant(buyer: Buyer) -> None:
    numbers = a_few(buyer)
    buyer.say(f"查一下{numbers[MASK]}的快递")
    buyer.say("那退款吧")
    assert_chosen(buyer, numbers[MASK])


def test_what_the_list_of_orders_shows_can_be_refunded(buyer: Buyer) -> None:
    numbers = a_few(buyer)
    buyer.say("我的订单")
    assert buyer.offered_orders == list(numbers.values())
    buyer.press("四件套")
    buyer.press("我要退款")
    assert_chosen(buyer, numbers[QUILT])
