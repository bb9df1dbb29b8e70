"""Days as shoppers name them, relative to the day they are said on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brain.counts import NUMBER, number
from bot.brain.found import Found

# A date is kept relative to the day it is said on; whoever knows that day works it out.
_WEEKDAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKDAY_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_ENDS = "uary|ruary|ch|il|e|y|ust|t|tember|ober|ember"
_MONTH_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIXED = {
    "大前天": "days:-3",
    "前天": "days:-2",
    "前晚": "days:-2",
    "昨天": "days:-1",
    "昨晚": "days:-1",
    "昨儿": "days:-1",
    "昨日": "days:-1",
    "今天": "days:0",
    "今早": "days:0",
    "今儿": "days:0",
    "今日": "days:0",
    "刚刚": "latest",
    "刚才": "latest",
    "刚买": "latest",
    "刚下": "latest",
    "最近": "latest",
    "最新": "latest",
    "双十一": "date:11-11",
    "双11": "date:11-11",
    "双十二": "date:12-12",
    "双12": "date:12-12",
    "618": "date:6-18",
    "day before yesterday": "days:-2",
    "yesterday": "days:-1",
    "today": "days:0",
    "most recent": "latest",
    "latest": "latest",
    "just bought": "latest",
    "newest": "latest",
}


def _as_pattern(word: str) -> str:
    """The word alone, where its digits are not some longer number's."""
    before = r"(?<![0-9a-z])" if word[0].isdigit() else ""
    after = r"(?!\d)" if word[-1].isdigit() else ""
    return before + re.escape(word) + after


_FIXED_DATE = re.compile("|".join(map(_as_pattern, sorted(_FIXED, key=len, reverse=True))))
_DATE_PATTERNS = (
    (re.compile(rf"({NUMBER})月({NUMBER})(?:号|日)?"), "date:{0}-{1}"),
    (re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})(?=号|日|买|下单|那|的)"), "date:{0}-{1}"),
    (
        re.compile(
            r"(?<![\d月])(\d{1,2}|二?十[一二三四五六七八九]?|三十一?)(?:号|日)(?!楼|线|店|码)"
        ),
        "day:{0}",
    ),
    (re.compile(rf"({NUMBER})天(?:之)?前"), "days:-{0}"),
    (re.compile(r"([0-9]{1,3}|one|two|three|four|five) days? ago"), "days:-{0}"),
    (re.compile(r"(?<!上)(上)(?:个)?(?:周|星期|礼拜)([一二三四五六日天])"), "weekday:-1:{1}"),
    (re.compile(r"(?<!上)(?:上|上个|上一)(?:周|星期|礼拜)|last week"), "week:-1"),
    (re.compile(r"(?:这|本)(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])|this week"), "week:0"),
    (re.compile(r"(?<!上)上(?:个)?月|last month"), "month:-1"),
    (re.compile(r"(?:这|本)(?:个)?月|this month"), "month:0"),
    (re.compile(r"(?<!上)(?<!个)(?:这|本)?(?:周|星期|礼拜)([一二三四五六日天])"), "weekday:0:{0}"),
    (re.compile(r"(last )(" + "|".join(_WEEKDAY_EN) + ")"), "weekday:last:{1}"),
    (re.compile(r"(?<!last )\b(" + "|".join(_WEEKDAY_EN) + r")\b"), "weekday:last:{0}"),
    (
        re.compile(
            rf"\b({'|'.join(_MONTH_EN)})(?:{_MONTH_ENDS})?\.? (\d{{1,2}})(?:st|nd|rd|th)?\b"
        ),
        "date:{0}-{1}",
    ),
)
_RECEIVED = re.compile(r"收到|签收|到的|到货|送到|received|arrived|delivered")


def dates(text: str) -> Iterator[Found]:
    about = "received" if _RECEIVED.search(text) else "paid"
    for match in _FIXED_DATE.finditer(text):
        yield Found("date", f"{_FIXED[match.group()]}@{about}", *match.span())
    rest = _FIXED_DATE.sub(lambda match: " " * len(match.group()), text)
    for pattern, form in _DATE_PATTERNS:
        for match in pattern.finditer(rest):
            parts = [_date_part(part, form) for part in match.groups()]
            yield Found("date", f"{form.format(*parts)}@{about}", *match.span())
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)


def _date_part(part: str, form: str) -> str:
    """The normal form of a part; 三 is a day of the week in 周三 and a number in 三天前."""
    if part in _WEEKDAY_EN:
        return str(_WEEKDAY_EN.index(part))
    if part in _MONTH_EN:
        return str(_MONTH_EN.index(part) + 1)
    if form.startswith("weekday") and part in _WEEKDAY:
        return str(_WEEKDAY[part])
    try:
        return str(number(part))
    except ValueError:
        return part
