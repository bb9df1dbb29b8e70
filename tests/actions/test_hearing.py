"""A product's name beside what is said of it; see docs/decisions/0016."""

import time

import pytest

from actions.bare_wish import bare_wish
from actions.hearing import heard
from actions.product_words import named_in

NAMES = (
    "全自动破壁机 暖沃沃小家电",
    "长绒棉四件套 眠眠家纺",
    "纯棉t恤 素衣坊",
    "爆炸盐洗衣粉 净白",
)


def wish(text: str) -> str | None:
    return bare_wish(text, named_in(text, NAMES))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("四件套也不要了", "request_refund"),
        ("破壁机能退吗", "request_refund"),
        ("请问昨天买的破壁机还可以退吗?", "request_refund"),
        ("破壁机退一台", "request_refund"),
        ("t恤不要了,四件套也不要了", "request_refund"),
        ("换t恤", "request_exchange"),
        ("t恤能换吗", "request_exchange"),
    ],
)
def test_a_name_and_a_wish_are_that_wish(text: str, intent: str) -> None:
    assert wish(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "破壁机不退了",
        "破壁机退了吗",
        "破壁机不能退吗",
        "不要退破壁机",
        "不要把破壁机退了",
        "破壁机坏了能退吗",
        "破壁机退了,t恤换一件",
        "破壁机少发一件",
        "退一台",
        "不要了",
    ],
)
def test_what_says_more_or_names_nothing_is_none(text: str) -> None:
    assert wish(text) is None


def test_a_fault_beside_the_name_is_one() -> None:
    def said(start: int, end: int) -> dict[str, object]:
        return {"entity": "danger", "value": "fire", "start": start, "end": end}

    text = "爆炸盐爆炸了"
    inside = heard(
        text, {"intent": "complain", "confidence": 1, "entities": [said(0, 2)]}, NAMES, False
    )
    beside = heard(
        text, {"intent": "complain", "confidence": 1, "entities": [said(3, 5)]}, NAMES, False
    )
    assert (inside.entities, beside.entities) == ({}, {"danger": ["fire"]})


@pytest.mark.parametrize("piece", ["破壁机", "退", "一个", "能", "不要了", "破壁机退一台"])
def test_a_long_text_is_heard_in_no_time(piece: str) -> None:
    start = time.monotonic()
    wish((piece * 2000)[:2000] + "x")
    assert time.monotonic() - start < 1
