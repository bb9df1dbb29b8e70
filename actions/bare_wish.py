"""A wish in so many words: a product's name, "退" or "换", and nothing else ("四件套也不要了").

The classifier goes by the words around a wish, and where there are none by the product's.
"""

import re

from actions.product_words import Span

_NAME = "□"
_EXCHANGE = "换货?"
# "不要了" gives the thing up, "不要退" the wish.
_REFUND = "退[款货钱]?|不(?:想|太想)?要(?:[了啦]|(?=[,，。!！]|$))"
_MAY = "能不能|可不可以|能|可以"
_FILLER = (
    rf"{_NAME}|{_MAY}|[,，。!！?？~ 我想要也都还就把给帮请那这的吗么呢吧啊了啦掉哈]"
    r"|麻烦|你好|您好|请问|现在|直接|昨天|前天|今天|上周|刚|收到|买|订单"
    r"|(?:\d{1,2}|[一二两三四五六七八九十])?[件个份箱盒双条瓶袋套包张支台罐桶提组本单笔]"
)
_BARE = re.compile(rf"(?:{_FILLER})*(?:(?:{_EXCHANGE}|{_REFUND})(?:{_FILLER})*)+")
_ASKS = re.compile("[?？吗么呢]")


def bare_wish(text: str, names: list[Span]) -> str | None:
    """The intent of a normalised `text` that names a product of the shopper's at `names`.

    None where it says more than that. "退了吗" asks after a refund, "能退吗" for one.
    """
    if not names:
        return None
    for start, end in reversed(names):
        text = text[:start] + _NAME + text[end:]
    asks_after = _ASKS.search(text) and not re.search(_MAY, text)
    if asks_after or not _BARE.fullmatch(text):
        return None
    exchanges, gives_back = "换" in text, re.search(_REFUND, text)
    if exchanges and gives_back:
        return None
    return "request_exchange" if exchanges else "request_refund"
