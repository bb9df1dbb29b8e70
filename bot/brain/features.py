"""What the intent classifier sees of a sentence.

Chinese is cut into characters and their pairs, which needs no word list and bears typos; Latin
words stay whole, with their pairs and with pieces of the longer ones. A number is a number.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z']+|\d+|[^\s\w]")
_CODE = r"#?(?:(?<![a-z])[a-z]{1,6}[-_]?)?\d(?:[-_ ]?\d){4,}(?![0-9.]*[元块])"
_ONLY_CODE = re.compile(_CODE)
_NAMED_CODE = re.compile(
    r"(?:(?:我的?)?(?:这个)?(?:订单|单子)(?:编?号)?[是为: ]*"
    rf"|(?:my )?order (?:(?:number|no\.?|num|id) )?(?:is )?)?{_CODE}"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST = 2
_PIECES = (3, 4, 5)


def features(text: str) -> list[str]:
    """The features of a normalised `text`."""
    runs = _RUN.findall(text)
    units = ["^"]
    for run in runs:
        units += run if run[0] >= "\u4e00" else ["0" if run[0].isdigit() else run]
    units.append("$")
    return _pairs(units) + [piece for run in runs for piece in _pieces(run)]


def without_codes(text: str) -> str:
    """`text` with the same words for any order's, parcel's or phone's number.

    A sentence means the same whatever the number in it; the encoder would read the digits.
    """
    if _ONLY_CODE.fullmatch(text):
        return "12345"
    return _NAMED_CODE.sub("这个订单" if _CHINESE.search(text) else "my order", text)


def _pairs(units: list[str]) -> list[str]:
    return [
        "_".join(units[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(units) - length + 1)
    ]


def _pieces(run: str) -> list[str]:
    if len(run) <= 3 or not run.isascii() or not run.isalpha():
        return []
    word = f"<{run}>"
    return [
        f"c:{word[start : start + length]}"
        for length in _PIECES
        for start in range(len(word) - length + 1)
    ]
