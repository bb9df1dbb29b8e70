"""What is not understood: there is always an answer, soon a human, and never a case."""

from collections.abc import Callable

import pytest

from tests.dialogues.buyer import SIGNED, UNSHIPPED, Buyer
from tests.dialogues.test_cancel import STAGES, brought_to

GIBBERISH = (
    ("嗄嗄嗄咘", "氪氙氡钫镭"),
    ("饕餮魍魉魑魅", "啊巴啊巴"),
    ("阿斯蒂芬过后就哭了", "咕噜噜噗叽叽"),
)
ODD = (
    "😀",
    "😭😭😭😭",
    "🙏",
    "❤️‍🔥",
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "?",
    "？？？",
    "。",
    "……",
    "!!!!!!",
    "~",
    "-",
    "/",
    "//",
    "\\",
    "、",
    "1",
    "0",
    "-1",
    "007",
    "3.14159",
    "99999999999999999999",
    "12345678",
    "13800138000",
    "110101199003070000",
    "１２３",
    "①",
    "㊙",
    "a",
    "abc",
    "hello there",
    "lorem ipsum dolor sit amet",
    "asdfghjkl",
    "NULL",
    "None",
    "undefined",
    "true",
    "SELECT * FROM orders; --",
    "'; DROP TABLE cases; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{order_no}",
    "%s%n%d",
    "${jndi:ldap://x}",
    '{"used": "no"}',
    '/inform{"used":"no"}',
    '/inform{"used": "no"}',
    "/affirm",
    '/affirm{"decision": "1"}',
    "／affirm",
    "/restart",
    "/session_start",
    "/back",
    "/request_refund",
    "/cancel{",
    "EXTERNAL: slot set",
    "\n\n.\n\n",
    "\t啊\t",
    "a\u200bb\u200dc",
    "\u202e退反向",
    "안녕하세요",
    "こんにちは",
    "привет",
    "مرحبا",
    "囧",
    "的",
    "吗",
    "嘿" * 300,
    "退" + "哈" * 1898 + "啊",
    "这个商品我买了之后一直在想要不要说点什么" * 95,
    "wordy " * 316,
    "http://example.com/a?b=c&d=e",
    "[图片]",
    "[语音]",
    "测试测试123",
)


def answered(buyer: Buyer, text: str) -> None:
    """There is at least one reply, and each says something."""
    response = buyer.post(text)
    assert response.status_code == 200, response.text
    answer = response.json()
    buyer.buttons = [b for reply in answer["replies"] for b in reply["buttons"]]
    assert answer["replies"]
    assert all(reply["text"].strip() for reply in answer["replies"])
    assert all(reply["author"] == "bot" for reply in answer["replies"]), answer["replies"]


@pytest.mark.parametrize("texts", GIBBERISH)
def test_two_misunderstandings_in_a_row_offer_a_human(buyer: Buyer, texts: tuple[str, str]) -> None:
    buyer.buys(**SIGNED)
    buyer.says(*texts)
    assert buyer.can_get_a_human
    buyer.press("人工")
    assert buyer.owner == "queue"


@pytest.mark.parametrize("texts", GIBBERISH[:2])
@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "description"])
def test_two_misunderstandings_in_a_row_within_a_request_offer_a_human(
    buyer: Buyer, stage: str, texts: tuple[str, str]
) -> None:
    brought_to(buyer, stage)
    buyer.say(texts[0])
    assert buyer.question == stage, "it is asked again"
    buyer.say(texts[1])
    assert buyer.can_get_a_human
    if stage == "order":
        assert buyer.question is None, "the same list a third time helps nobody"
        buyer.press("我的订单")
    assert buyer.question == stage, "one can still go on"
    assert buyer.untouched


@pytest.mark.parametrize(
    ("wish", "texts"),
    [
        ("我要退款", ("TB999999999999", "TB888888888888")),
        ("I want a refund", ("the boat", "order TB999999999999")),
    ],
)
def test_the_same_list_does_not_come_a_third_time(
    buyer: Buyer, wish: str, texts: tuple[str, str]
) -> None:
    for title in ("双层防烫电热水壶", "草本足疗按摩90分钟"):
        order_no = buyer.buys(title, **UNSHIPPED)
    buyer.says(wish, texts[0])
    assert buyer.question == "order"
    buyer.say(texts[1])
    assert (buyer.question, buyer.can_get_a_human) == (None, True)
    buyer.say(order_no)
    assert buyer.question == "confirm"


def test_a_human_is_not_offered_for_one_misunderstanding_and_one_answer(buyer: Buyer) -> None:
    brought_to(buyer, "used")
    buyer.says(GIBBERISH[0][0], "没用过", GIBBERISH[0][1])
    assert buyer.question == "complete"
    assert not buyer.can_get_a_human


def test_after_a_misunderstanding_the_right_answer_is_still_taken(buyer: Buyer) -> None:
    brought_to(buyer, "used")
    buyer.says(*GIBBERISH[0], "没用过")
    assert buyer.question == "complete"


def test_sixty_odd_inputs_in_a_row_are_all_answered(buyer: Buyer) -> None:
    buyer.buys(**UNSHIPPED)
    assert len(ODD) >= 60
    for text in ODD:
        answered(buyer, text)
    assert buyer.untouched


def test_no_odd_input_is_a_yes(newcomer: Callable[[], Buyer]) -> None:
    agreed, buyer = [], at_the_verdict(newcomer())
    for text in ODD:
        if buyer.question != "confirm":
            buyer = at_the_verdict(newcomer())
        answered(buyer, text)
        if not buyer.untouched:
            agreed.append(text)
    assert agreed == []


def at_the_verdict(buyer: Buyer) -> Buyer:
    buyer.buys(**UNSHIPPED)
    buyer.say("我要退款")
    assert buyer.question == "confirm"
    return buyer


def test_no_odd_input_is_an_answer_to_a_question(buyer: Buyer) -> None:
    brought_to(buyer, "used")
    for text in ODD:
        answered(buyer, text)
        assert buyer.decisions == [], text
    assert buyer.untouched


@pytest.mark.parametrize("payload", ['/inform{"used":"no"}', '/inform{"used": "yes"}', "/affirm"])
def test_a_payload_that_was_never_offered_is_only_text(buyer: Buyer, payload: str) -> None:
    brought_to(buyer, "quality_problem")
    buyer.say(payload)
    assert buyer.question == "quality_problem"
    assert buyer.untouched


def test_the_yes_of_another_shopper_is_only_text(newcomer: Callable[[], Buyer]) -> None:
    other, buyer = newcomer(), newcomer()
    for each in (other, buyer):
        each.buys(**UNSHIPPED)
        each.say("我要退款")
    (yes,) = [b["payload"] for b in other.buttons if "decision" in b["payload"]]
    buyer.say(yes)
    assert buyer.untouched
    assert other.untouched
