"""What the intent classifier sees."""

from collections.abc import Callable

import pytest

from tests.brain.conftest import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("退款", {"^", "退", "款", "$", "^_退", "退_款", "款_$"}),
        ("退!", {"^", "退", "!", "$", "^_退", "退_!", "!_$"}),
        ("12", {"^", "0", "$", "^_0", "0_$"}),
        ("", {"^", "$", "^_$"}),
        ("buy it", {"^", "buy", "it", "$", "^_buy", "buy_it", "it_$"}),
    ],
)
def test_a_text_is_cut_into_units_and_their_pairs(
    read: Read, text: str, features: set[str]
) -> None:
    assert set(read(text).features) == features


def test_a_longer_word_is_cut_into_pieces_too(read: Read) -> None:
    pieces = {feature for feature in read("refund").features if feature.startswith("c:")}
    assert {"c:<re", "c:und>", "c:efund"} <= pieces
    assert all(3 <= len(piece) - 2 <= 5 for piece in pieces)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("订单123456789 退款", "订单987654 退款"),
        ("退款100元", "退款9元"),
        ("我要退貨", "我要退货"),
        ("ＲＥＦＵＮＤ", "refund"),
    ],
)
def test_what_means_the_same_looks_the_same(read: Read, one: str, other: str) -> None:
    assert read(one).features == read(other).features


@pytest.mark.parametrize(
    "text",
    ["订单{}有质量问题", "订单{}到哪了", "where is {}", "refund {} please", "寄出了，单号{}"],
)
@pytest.mark.parametrize(
    "number", ["TB626724950729", "tb618618 618618", "SF1234567890123", "2026-1112-0001", "88214"]
)
def test_a_sentence_means_the_same_whatever_the_number_in_it(
    read: Read, text: str, number: str
) -> None:
    assert read(text.format(number)).meant == read(text.format("TB100000000000")).meant


@pytest.mark.parametrize("text", ["退款100元", "3件都退", "买了10086元", "我在12月买的"])
def test_an_amount_a_count_and_a_month_stay_what_they_are(read: Read, text: str) -> None:
    reading = read(text)
    assert reading.meant == reading.normalised
