"""Small numbers in a sentence: the second of a list, how many units, a price."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brain.found import Found

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")}
_DIGITS.update({"两": 2, "俩": 2, "仨": 3, "首": 1})
_ONES = "一二两俩仨三四五六七八九"
# Only what `number` can read: "三四件" and "第一二个" are none.
NUMBER = f"(?:[0-9]{{1,3}}|[{_ONES}]?十[{_ONES}]?|[{_ONES}])(?![0-9{_ONES}十百])"
MEASURE = "件|个|份|箱|盒|双|条|瓶|袋|套|包|张|只|支|台|罐|桶|提|组|块|把|本|斤"
_ORDINAL = re.compile(
    rf"第({NUMBER}|首)(?:{MEASURE}|单|笔)?(?!次|时间|天|年|周|批|反应)"
    rf"|(最后|最下面?)(?:一|1|那|的那)?(?:{MEASURE}|单|笔)"
    r"|\b(first|second|third|fourth|fifth|last)(?: one| order)?\b(?! (?:of all|time|hand|digits"
    r"|four|4|night|week|month|year|group|buy|purchase|mon|tues|wednes|thurs|fri|satur|sun))"
    r"|(?:no\.?|number|#) ?([1-9])\b"
)
_ONLYNUMBER = re.compile(r"^(?:选|选择)?([1-9]|[一二三四五六七八九])(?:号|吧|个|\.)?$")
_UNITS = re.compile(
    r"(?:退货?款?|换货?|return|refund|exchange|send back)"
    r"(?:其中|里面的|掉|回|了|就|,|，|only|just| )*"
    rf"(?!\d+块)({NUMBER}|one|two|three|four|five)"
    rf"(?: ?(?:{MEASURE}|pieces?|units?|items?|of them))(?![套装])"
)
# How many of several, said by itself ("只要2个", "just two of them").
_OF_SEVERAL = re.compile(
    rf"(?:只|就|先|仅|才|其中|里面)(?:想|能|要|办|弄|退|换|寄|拿|是)*({NUMBER}) ?(?:{MEASURE})"
    r"(?!工作日|小时|星期|礼拜|月|问题|[套装])"
    rf"|(?<![第0-9了过用])({NUMBER}) ?(?:{MEASURE})[吧哈]?"
    r"(?=就[行好够可]|[，,]?(?:不是全部|别的|其他的?|剩下(?!的?{NUMBER})的?))"
    rf"|(?:不用全|不是全|不是都)[^，。,.]{{0,2}}[，,]?({NUMBER}) ?(?:{MEASURE})"
    r"|\b(?:only|just|make it)(?: mean| want| need)? "
    r"(\d{1,2}|one|two|three|four|five)(?= ?(?:of|pieces?|units?|items?|thanks|please|pls|[,.!]|$))"
    r"|\b(\d{1,2}|one|two|three|four|five)"
    r" (?:pieces?|units?|items?|(?:out )?of (?:them|these|those))\b"
)
# Used up or to be kept, where the rest goes back ("用了1包，剩下的退掉").
_KEPT = re.compile(
    rf"(?:用|吃|喝|穿|拆|开|留)(?:了|过|掉|下)?({NUMBER}) ?(?:{MEASURE})[^。;；]{{0,3}}"
    r"(?=(?:剩|其余|其他|另外|余下)[^。;；]{0,8}[退换])"
    r"|\b(?:used|opened|ate|keep|keeping|kept)(?: only| just| up)?"
    r" (one|two|three|four|five|\d{1,2})\b(?=.{0,30}\b(?:others?|rest|remaining)\b)"
)
# "return only one": of units where nothing follows that could be what there is one of.
_BARE_UNITS = re.compile(
    r"(?:return|refund|exchange|send back)(?: only| just)* (one|two|three|four|five)"
    r"(?= *(?:$|[.,;!?]|please|instead|and keep|not ))"
)
# "退俩", and what is asked for at the verdict: "make that two".
_UNITS_ALONE = re.compile(
    r"退(?:掉|回)?(俩|仨)(?![人口])"
    r"|\b(?:return|refund|exchange|send back|give back)(?: only| just)? (one|two|three|four|five)"
    r" of (?:these|those|the (?:two|three|four|five|[1-9]))\b"
    r"|\b(one|two|three|four|five) of (?:them|these|those|the (?:two|three|four|five|[1-9]))"
    r"(?= (?:needs?|has to|have to|should|must|goes|go|please)\b)"
    r"|\bmake (?:it|that) (one|two|three|four|five|[1-9])\b"
)
# "另外两个退掉": the number comes first.
_UNITS_FIRST = re.compile(
    rf"(?:其余|其他|另外|剩下|剩余|那)(?:的)?({NUMBER})(?:{MEASURE})(?:都|也|就|给我|帮我|要|想)*(?:退|换)"
)
_ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ENGLISH.update({"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1})
_PRICE = re.compile(
    r"(\d+(?:\.\d{1,2})?)\s*(?:元|块|rmb|yuan|cny)(\d)?|[¥￥](\d+(?:\.\d{1,2})?)"
    r"|(?<![\d号月.])(\d{2,5}(?:\.\d{1,2})?)(?=的那[个单件笔]|那[个单件笔])"
    rf"|(?<![{_ONES}十])({NUMBER})(?=[块元]钱?的)"
)


def number(text: str) -> int:
    """A small number in digits, Chinese or English. Raises ValueError for anything else."""
    if text.isdigit():
        return int(text)
    if text in _ENGLISH:
        return _ENGLISH[text]
    if text.startswith("十"):
        return 10 + (_DIGITS[text[1]] if len(text) > 1 else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _DIGITS[tens] * 10 + (_DIGITS[ones] if ones else 0)
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    raise ValueError(text)


def counts(text: str) -> Iterator[Found]:
    for match in _ORDINAL.finditer(text):
        word = next(group for group in match.groups() if group)
        yield Found("ordinal", "-1" if word.startswith("最") else str(number(word)), *match.span())
    only = _ONLYNUMBER.match(text)
    if only:
        yield Found("ordinal", str(number(only.group(1))), *only.span())
    for match in (*_UNITS.finditer(text), *_BARE_UNITS.finditer(text)):
        if not text[match.end() :].startswith(("单", "订单")):
            yield Found("units", str(number(match.group(1))), *match.span())
    for match in _OF_SEVERAL.finditer(text):
        yield Found("units", str(number(next(filter(None, match.groups())))), *match.span())
    for match in (*_UNITS_ALONE.finditer(text), *_UNITS_FIRST.finditer(text)):
        value = next(group for group in match.groups() if group)
        yield Found("units", str(number(value)), *match.span())
    for match in _KEPT.finditer(text):
        yield Found("units_kept", str(number(match.group(1) or match.group(2))), *match.span())
    for match in _PRICE.finditer(text):
        yuan = match.group(1) or match.group(3) or match.group(4) or str(number(match.group(5)))
        if match.group(2) and "." not in yuan:
            yuan = f"{yuan}.{match.group(2)}"
        yield Found("price", yuan, *match.span())
