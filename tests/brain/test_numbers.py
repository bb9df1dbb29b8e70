"""Order numbers and waybills in two hundred generated spellings, each read to the letter."""

import random
from collections.abc import Callable

import pytest

from tests.brain.conftest import Reading

SEED = 20261125
FULL_WIDTH = {c: chr(ord(c) + 0xFEE0) for c in map(chr, range(33, 127))}
# Letters before the digits, how many digits: as shops number their orders …
ORDERS = [("TB", 12), ("", 10), ("", 16), ("", 18), ("GB", 14), ("DD", 8), ("T", 9), ("MT", 11)]
# … and the large carriers their parcels.
WAYBILLS = [
    *(("SF", 13), ("SF", 12), ("YT", 13), ("YT", 15), ("JT", 13), ("JD", 12), ("JDVA", 11)),
    *(("JDX", 12), ("ZTO", 12), ("DPK", 12), ("YD", 13), ("STO", 13)),
]
BARE_WAYBILLS = [("", 12), ("", 13), ("", 14), ("", 15)]
ORDER_SENTENCES = [
    *(
        "{}",
        "订单{}",
        "订单号：{}",
        "订单号是{}，帮我退了",
        "帮我查一下{}",
        "退 {} 这单",
        "{}这个不要了",
    ),
    *(
        "我的订单编号{}到哪了",
        "order {}",
        "my order number is {}",
        "please refund {}",
        "it's {} thanks",
    ),
]
WAYBILL_SENTENCES = [
    *(
        "{}",
        "寄出去了，单号{}",
        "快递单号：{}",
        "已寄回 {}",
        "单号是{}，麻烦查收",
        "发的快递 {} 谢谢",
    ),
    *("I sent it back, {}", "tracking number {}", "waybill no. {}", "here it is: {}"),
]
SAID_TO_BE_A_WAYBILL = [
    *("快递单号{}", "寄出去了，运单号：{}", "顺丰{}", "中通 {} 已经寄了", "圆通单号{}"),
    *("tracking number is {}", "waybill {}", "物流单号是 {}"),
]


def spelled(draw: random.Random, letters: str, digits: str) -> str:
    """The number as somebody types it."""
    size = draw.choice((3, 4, 5))
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    return draw.choice(
        (
            letters + digits,
            (letters + digits).lower(),
            "".join(FULL_WIDTH[c] for c in letters + digits),
            letters + draw.choice(("", " ")) + " ".join(groups),
            letters + draw.choice(("", "-")) + "-".join(groups),
            (letters + " " + digits).strip(),
        )
    )


def generated(
    kinds: list[tuple[str, int]], sentences: list[str], count: int
) -> list[tuple[str, str]]:
    """So many sentences with the number each of them has."""
    draw = random.Random(SEED)
    rows = []
    for number in range(count):
        letters, length = kinds[number % len(kinds)]
        digits = str(draw.randrange(3, 10)) + "".join(draw.choices("0123456789", k=length - 1))
        sentence = draw.choice(sentences).format(spelled(draw, letters, digits))
        rows.append((sentence, letters + digits))
    return rows


@pytest.mark.parametrize(("sentence", "number"), generated(ORDERS, ORDER_SENTENCES, 100))
def test_an_order_number_is_read(
    read: Callable[[str], Reading], sentence: str, number: str
) -> None:
    assert number in read(sentence).values("order_no")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        *generated(WAYBILLS, WAYBILL_SENTENCES, 72),
        *generated(BARE_WAYBILLS, SAID_TO_BE_A_WAYBILL, 28),
    ],
)
def test_a_waybill_is_read(read: Callable[[str], Reading], sentence: str, number: str) -> None:
    assert number in read(sentence).values("waybill")


@pytest.mark.parametrize(
    "sentence",
    [
        *("TB676541790244", "订单号8820413907", "电话13800138000", "退款100000元", "20261120买的"),
        *("我身份证110101199003070000", "order 55210873", "iphone 15 pro max 256", "jd上买的"),
    ],
)
def test_what_is_no_waybill(read: Callable[[str], Reading], sentence: str) -> None:
    assert read(sentence).values("waybill") == set()
