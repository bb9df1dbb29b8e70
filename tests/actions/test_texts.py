"""Every sentence of the bot in both languages, with the same values and no number of its own."""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from actions.wording import sentences

VALUES = re.compile(r"\{(\w+)\}")
LONGEST = {"zh": 220, "en": 450}
# Where else the bot's words stand, beside the topics of `actions/texts`.
ELSEWHERE = (
    ("actions", "faq.yml"),
    ("bot.conversations", "texts.yml"),
    ("bot.policy", "clauses.yml"),
    ("bot.policy", "checks.yml"),
)
# What looks like a number of the shop and is none, and why.
ALLOWED = {
    r"^\d\. ": "the steps of a list",
    r"\b[A-Z]-\w+": "the id of a clause",
    r"第1天|第一个工作日|day 1\b": "counting starts at one, whatever is counted",
    r"24点": "the end of a day",
    r"一两句话": "how much to tell",
    r"[这到下]一步": "a step, and not how many",
}
_NUMERAL = "[零一二两三四五六七八九十百千万半]"
_UNIT = "个?(?:工作日|自然日|小时|钟头|月|星期|礼拜)|天|日|周|年|分钟|元|块|折|成|倍|步|道|级"
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand"
)
_ENGLISH_UNIT = (
    "working|business|calendar|day|hour|minute|week|month|year|yuan|percent|steps?|times"
)
NUMBERS = re.compile(
    rf"\d|{_NUMERAL}+(?:{_UNIT})(?!起)|[百千万]分之|双十[一二]|(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|\b(?:{_NUMBER_WORD})[ -](?:{_ENGLISH_UNIT})"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|¥(?!\{)|%",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """The numbers, dates and amounts that a sentence has by itself."""
    for allowed in ALLOWED:
        text = re.sub(allowed, "", text, flags=re.MULTILINE)
    return NUMBERS.findall(VALUES.sub("{}", text))


def pairs(key: str, node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every sentence below `node` by its key: the same in Chinese and in English."""
    for name, inner in node.items():
        if not isinstance(inner, dict):
            continue
        languages = {language: inner.get(language) for language in ("zh", "en")}
        if isinstance(inner.get("zh"), dict):
            for variant in inner["zh"]:
                yield (
                    f"{key}.{name}.{variant}",
                    {lang: texts.get(variant) for lang, texts in languages.items()},
                )
        else:
            yield f"{key}.{name}", languages


def everything() -> dict[str, dict[str, Any]]:
    """All that the bot can say of its own."""
    found: dict[str, dict[str, Any]] = dict(sentences())  # type: ignore[arg-type]
    for package, name in ELSEWHERE:
        loaded = yaml.safe_load(files(package).joinpath(name).read_text(encoding="utf-8"))
        found |= dict(pairs(f"{package}/{name}", loaded))
    return found


TEXTS = everything()


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_sentence_says_the_same_in_both_languages(key: str) -> None:
    texts = TEXTS[key]
    assert set(texts) == {"zh", "en"}
    assert isinstance(texts["zh"], str)
    assert isinstance(texts["en"], str)
    assert set(VALUES.findall(texts["zh"])) == set(VALUES.findall(texts["en"]))


@pytest.mark.parametrize("key", sorted(TEXTS))
@pytest.mark.parametrize("language", LONGEST)
def test_a_sentence_is_short_and_counts_nothing_itself(key: str, language: str) -> None:
    text = TEXTS[key][language]
    assert len(text) <= LONGEST[language]
    assert numbers_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "七天内可以退",
        "三个工作日到账",
        "满2000元",
        "¥50",
        "打八折",
        "双十一",
        "周五之前",
        "选商家要过十一步",
        "within two days",
        "three working days",
        "eleven steps",
        "by Friday",
        "5%",
    ],
)
def test_the_scan_finds_a_number_however_it_is_written(text: str) -> None:
    assert numbers_in(text)


@pytest.mark.parametrize(
    "text", ["{days}天内可以退", "¥{amount}", "1. 装好", "一起退", "每一单都会抽检", "（P-3c）"]
)
def test_the_scan_leaves_values_and_words_alone(text: str) -> None:
    assert numbers_in(text) == []
