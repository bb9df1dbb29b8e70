"""What a sentence says of an order or an item; the sentences are in sentences.py."""

import random
import time
from collections.abc import Callable, Iterator

import pytest

from tests.brain.conftest import Reading
from tests.brain.sentences import RIGHT, WRONG, Table

Read = Callable[[str], Reading]

# What makes numbers, dates and counts that are none.
PIECES = [
    *"第一二两俩三四九十百首退换件个单笔块元天前月日号上周没有用过拆剪摔的钱tbA¥-_./:#²٣①Ⅻ😀 \n",
    *(
        "星期",
        "最后",
        "吊牌",
        "尾号",
        "收到",
        "订单",
        "number",
        "no.",
        "order",
        "last",
        "first",
        "one",
    ),
    *(
        "may",
        "nov",
        "days",
        "ago",
        "ending in",
        "not",
        "n't",
        "broken",
        "12",
        "99",
        "2026",
        "٣٤٥٦٧٨",
    ),
]


def rows(table: Table) -> Iterator[tuple[str, str | None, str]]:
    for entity, values in table.items():
        for value, sentences in values.items():
            yield from ((entity, value, sentence) for sentence in sentences)


def said(value: str | None) -> set[str]:
    return set() if value is None else {value}


@pytest.mark.parametrize(("entity", "value", "sentence"), list(rows(RIGHT)))
def test_a_sentence_says(read: Read, entity: str, value: str | None, sentence: str) -> None:
    assert read(sentence).values(entity) == said(value)


@pytest.mark.xfail(reason="is read otherwise", strict=True)
@pytest.mark.parametrize(("entity", "value", "sentence"), list(rows(WRONG)))
def test_a_sentence_ought_to_say(read: Read, entity: str, value: str | None, sentence: str) -> None:
    assert read(sentence).values(entity) == said(value)


@pytest.mark.parametrize(
    ("sentence", "entities"),
    [
        (
            "买了两件T恤，退一件，没穿过，吊牌都在",
            {"units": "1", "used": "no", "complete": "yes"},
        ),
        (
            "昨天收到的电热水壶漏水，用了一次",
            {"date": "days:-1@received", "quality_problem": "yes", "used": "yes"},
        ),
        (
            "TB676541790244没拆封，想退",
            {"order_no": "TB676541790244", "opened": "no", "used": "no"},
        ),
        ("没用过，但是盒子扔了", {"used": "no", "complete": "no"}),
        (
            "用过一次，包装都在，没有质量问题",
            {"used": "yes", "complete": "yes", "quality_problem": "no"},
        ),
        (
            "the kettle leaks, I used it once normally",
            {"used": "yes", "quality_problem": "yes", "normal_use": "yes"},
        ),
        (
            "拉拉裤4包我只用了1包，剩下3包退掉",
            {"units": "3", "units_kept": "1", "used": ""},
        ),
        (
            "I used one pack, please return the remaining three",
            {"units_kept": "1", "used": ""},
        ),
        ("订单TB676541790244和TB707090709584", {"order_no": "TB676541790244 TB707090709584"}),
    ],
)
def test_a_sentence_says_several_things(
    read: Read, sentence: str, entities: dict[str, str]
) -> None:
    reading = read(sentence)
    assert {name: " ".join(sorted(reading.values(name))) for name in entities} == entities


def test_an_entity_knows_its_place_in_the_normalised_text(read: Read) -> None:
    reading = read("請退 ＴＢ６７６５４１７９０２４４，沒用過")
    places = {name: reading.normalised[start:end] for name, _, start, end in reading.found}
    assert places["order_no"] == "tb676541790244"
    assert places["used"] == "没用过"


def test_nothing_that_is_written_breaks_the_reading(read: Read) -> None:
    chance = random.Random(20261122)
    for _ in range(3000):
        reading = read("".join(chance.choices(PIECES, k=chance.randrange(1, 9))))
        for name, value, start, end in reading.found:
            assert name
            assert value
            assert 0 <= start < end <= len(reading.normalised)


@pytest.mark.parametrize("piece", ["a", "1", "没", "退", "1-", "第一", " ", "no ", "用过", "tb1"])
def test_a_long_text_is_read_in_no_time(read: Read, piece: str) -> None:
    start = time.monotonic()
    read((piece * 2000)[:2000])
    assert time.monotonic() - start < 2
