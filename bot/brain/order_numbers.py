"""Numbers of orders and parcels, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.brain.counts import MEASURE
from bot.brain.found import Found

# An order number is letters and at least six digits, perhaps in groups; or any code with three
# digits in it; or, called by name, shorter still.
_ORDER_NO = re.compile(
    r"(?<![a-z0-9.'])(?:(?!(?:order|refund|return|number|no|id)\b)[a-z]{1,6}[-_]?|"
    r"(?!(?:is|no|my|id|for|the|to|of|on|at|in|pls|s|nr|num|it|its|and)\b)[a-z]{1,3} )?"
    r"\d(?:[- _]?\d){5,}(?![0-9.]*[元块])"
    rf"(?! ?\d{{0,2}} ?(?:{MEASURE}|pieces|units|items))"
)
_CODE = re.compile(
    r"(?<![a-z0-9_-])(?=(?:[a-z_-]*\d){3})[a-z0-9]+(?:[-_][a-z0-9]+)*(?![a-z0-9_-]|\.\d|[元块年月])"
)
_CALLED = re.compile(
    r"(?:订单|单号|order)(?:编?号|no\.?|number|is|[是为:# ])*((?=[a-z_-]*\d)[a-z0-9][a-z0-9_-]{2,})"
)
_DAY = re.compile(r"20\d\d[-_]?\d{1,2}[-_]?\d{1,2}")
_SHORTEST_CODE = 6
_TAIL = re.compile(
    r"(?:尾号|后四位|末四位|ending(?: in| with)?|last (?:four|4)(?: digits)?)\D{0,3}(\d{3,6})"
)


def order_numbers(text: str) -> Iterator[Found]:
    seen: set[str] = set()
    for pattern in (_ORDER_NO, _CODE, _CALLED):
        for match in pattern.finditer(text):
            written = match.group(match.lastindex or 0)
            value = re.sub(r"[^a-z0-9]", "", written).upper()
            long_enough = pattern is _CALLED or len(value) >= _SHORTEST_CODE
            if long_enough and not _DAY.fullmatch(written) and not _inside(value, seen):
                seen.add(value)
                yield Found("order_no", value, match.start(), match.end())
    for match in _TAIL.finditer(text):
        yield Found("tail", match.group(1), match.start(), match.end())


# The large carriers' own letters before the digits. Numbers without letters are told from an
# order's by the words around them.
_GAP = r"[-_ ]?"
_CARRIERS = re.compile(
    rf"(?<![a-z0-9])((?:sf|yt|jt|zto|sto|yd|dpk|dpl|kysf|bs|jd[a-z]{{0,3}}|jd){_GAP}\d(?:{_GAP}\d){{8,14}}"
    rf"(?:-\d{{1,2}}-\d{{1,2}}-?)?|e[a-z]{_GAP}\d(?:{_GAP}\d){{8}}{_GAP}(?:cn|cs))(?![a-z0-9])"
)
_SAID_TO_BE = re.compile(
    r"(?:(?:快递|运|物流|回寄|退货)单号?|顺丰|圆通|中通|申通|韵达|极兔|百世|德邦|邮政|京东快递|京东物流|ems"
    r"|waybill|tracking|courier|consignment)"
    r"[^a-z0-9\n]{0,10}(?:(?:is|no\.?|number|num|code)[:# ]*){0,3}"
    rf"([a-z]{{0,4}}{_GAP}\d(?:{_GAP}\d){{8,17}})"
)


def waybills(text: str) -> Iterator[Found]:
    """Numbers that are a parcel's, in capitals without gaps."""
    seen: set[str] = set()
    for pattern in (_CARRIERS, _SAID_TO_BE):
        for match in pattern.finditer(text):
            value = re.sub(r"[^a-z0-9]", "", match.group(1)).upper()
            if value not in seen:
                seen.add(value)
                yield Found("waybill", value, *match.span(1))


def _inside(value: str, seen: set[str]) -> bool:
    return any(value in other for other in seen)
