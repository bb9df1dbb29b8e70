"""One spelling for what is written in many."""

from collections.abc import Callable

import pytest

from tests.brain.conftest import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("ＴＢ６７６５", "tb6765"),
        ("TB6765", "tb6765"),
        ("訂單退貨，壞了", "订单退货,坏了"),
        ("還沒拆封！", "还没拆封!"),
        ("退  款\n 吧", "退款吧"),
        ("T恤 退 一件 XL", "t恤退一件 xl"),
        ("please  REFUND\tit", "please refund it"),
        ("退退退退退退", "退退退"),
        ("啊啊啊", "啊啊啊"),
        ("helllllo!!!!!!", "helllo!!!"),
        ("100000", "100000"),
        ("①⑫", "112"),
        ("￥１２９．９０", "¥129.90"),
        ("（订单：１）", "(订单:1)"),
        ("\u3000你好\u3000", "你好"),
        ("", ""),
        (" \n", ""),
        ("👍👍👍👍", "👍👍👍"),
    ],
    ids=ascii,
)
def test_a_text_has_one_spelling(read: Read, text: str, normalised: str) -> None:
    assert read(text).normalised == normalised


@pytest.mark.parametrize("text", ["ＴＢ６ 訂 單", "退退退退退", "A  B\n壞", "①②③"], ids=ascii)
def test_a_normalised_text_stays_as_it_is(read: Read, text: str) -> None:
    once = read(text).normalised
    assert read(once).normalised == once
