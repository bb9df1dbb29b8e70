"""Anger, misunderstanding, second thoughts, and yes and no in all the ways people say them."""

import pytest

from tests.dialogues.buyer import SERVICE, SIGNED, TICKET, UNSHIPPED, Buyer

ANGRY = [
    "你们是不是脑子有病啊",
    "垃圾平台，骗子公司",
    "等了这么久一点用没有，恶心死了",
    "真他妈无语",
    "this is absolutely ridiculous",
    "worst company ever, you are all useless",
    "I am so fed up with you people",
]
SORRY = ("对不起", "抱歉", "sorry")


def sorry(text: str) -> bool:
    return any(word in text.lower() for word in SORRY)


@pytest.mark.parametrize("text", ANGRY)
def test_anger_gets_an_apology_and_a_human_on_offer(buyer: Buyer, text: str) -> None:
    buyer.buys(**SIGNED)
    said = buyer.say(text)
    assert sorry(said)
    assert buyer.can_get_a_human
    assert buyer.owner == "bot"
    assert buyer.untouched


@pytest.mark.parametrize("text", ANGRY)
@pytest.mark.parametrize("answers", [(), ("没有质量问题",), ("没有质量问题", "没用过", "都齐全")])
def test_anger_within_a_request_is_met_and_the_question_stays(
    buyer: Buyer, answers: tuple[str, ...], text: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.say("我要退货")
    for answer in answers:
        buyer.press(answer)
    question = buyer.question
    said = buyer.say(text)
    assert sorry(said)
    assert buyer.can_get_a_human
    assert buyer.question == question
    assert buyer.untouched


def test_anger_about_an_order_goes_on_to_its_refund(buyer: Buyer) -> None:
    buyer.buys(**SERVICE)
    buyer.says("垃圾平台，骗子公司", "把钱退我", "退")
    assert buyer.case["status"] == "refunded"


def test_anger_twice_is_not_met_with_the_same_words_only(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says(ANGRY[0], ANGRY[1])
    assert buyer.can_get_a_human
    buyer.press("人工")
    assert buyer.owner == "queue"


ODD_ZH = ("嗄嗄嗄咘", "氪氙氡钫镭")
ODD_EN = ("flurb gaddle snork", "zibble wurp tantle")


@pytest.mark.parametrize(
    ("wish", "odd", "person"),
    [("我要退货", ODD_ZH, "人工"), ("I want to return it", ODD_EN, "person")],
)
def test_two_misunderstandings_offer_a_human_with_what_is_known(
    buyer: Buyer, wish: str, odd: tuple[str, str], person: str
) -> None:
    order_no = buyer.buys(**SIGNED)
    buyer.say(wish)
    buyer.say(odd[0])
    assert not buyer.can_get_a_human
    said = buyer.say(odd[1])
    assert order_no in said
    assert buyer.question == "quality_problem", "one may still go on"
    buyer.press(person)
    assert buyer.owner == "queue"
    assert buyer.untouched


@pytest.mark.parametrize("odd", [ODD_ZH, ODD_EN])
def test_two_misunderstandings_outside_a_request_offer_a_human(
    buyer: Buyer, odd: tuple[str, str]
) -> None:
    buyer.buys(**SIGNED)
    buyer.says(*odd)
    assert buyer.can_get_a_human
    assert buyer.owner == "bot"


@pytest.mark.parametrize(
    ("odd", "answer"), [(ODD_ZH, "没质量问题，不喜欢而已"), (ODD_EN, "no, I just don't like it")]
)
def test_a_right_answer_between_two_odd_ones_starts_the_count_again(
    buyer: Buyer, odd: tuple[str, str], answer: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.say("我要退货" if odd is ODD_ZH else "I want to return it")
    buyer.says(odd[0], answer, odd[1])
    assert buyer.question == "used"
    assert not buyer.can_get_a_human


HUMAN = [
    "有没有活人",
    "叫你们客服小姐姐出来",
    "别跟我扯，接人工",
    "can a real person help me?",
    "get me an agent",
    "I'd rather speak with somebody from your team",
]


@pytest.mark.parametrize("text", HUMAN)
@pytest.mark.parametrize(
    "before", [(), ("我要投诉",), ("我要退货",), ("我要退货", "没毛病", "没用过")]
)
def test_a_person_can_be_asked_for_anywhere(
    buyer: Buyer, before: tuple[str, ...], text: str
) -> None:
    buyer.buys(**SIGNED)
    for said in before:
        buyer.say(said)
    buyer.hears(text)
    assert buyer.owner == "queue"
    assert buyer.untouched


# The answers to a verdict.
YES = [
    "嗯呐",
    "必须退",
    "行行行",
    "好嘞，麻烦了",
    "那就退了吧",
    "没问题，退",
    "OK的",
    "可以可以",
    "yeah sure",
    "yup, do it",
    "sounds good, go ahead",
    "absolutely",
    "please do",
    "that's right",
]
NO = [
    "不要不要",
    "先放着吧",
    "我再琢磨琢磨",
    "不退啦",
    "别退",
    "还是留着自己用吧",
    "nope, keep it",
    "not yet",
    "actually no",
    "I changed my mind, leave it",
    "no thanks",
]
NEITHER = ["啥意思", "你说呢", "看情况吧", "what do you mean", "maybe", "hmm"]


def at_the_verdict(buyer: Buyer, text: str) -> None:
    buyer.buys(**SERVICE)
    buyer.say("I want a refund" if text.isascii() and text != "OK的" else "我要退款")
    assert buyer.question == "confirm"


@pytest.mark.parametrize("text", YES)
def test_it_is_a_yes(buyer: Buyer, text: str) -> None:
    at_the_verdict(buyer, text)
    buyer.say(text)
    assert buyer.case["status"] == "refunded"


@pytest.mark.parametrize("text", NO)
def test_it_is_a_no(buyer: Buyer, text: str) -> None:
    at_the_verdict(buyer, text)
    buyer.say(text)
    assert buyer.question is None
    assert buyer.untouched


@pytest.mark.parametrize("text", NEITHER)
def test_it_is_neither_and_is_asked_again(buyer: Buyer, text: str) -> None:
    at_the_verdict(buyer, text)
    buyer.say(text)
    assert buyer.question == "confirm"
    assert buyer.untouched


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (("我要退货", "有毛病", "啊不对，没毛病，是我不想要了"), "used"),
        (("我要退货", "没毛病", "用过了", "打错了，没用过"), "complete"),
        (("我要退货", "没毛病", "没用过", "都在", "等等，盒子好像扔了"), "confirm"),
        (("I want to return it", "it's faulty", "sorry, I meant there's nothing wrong"), "used"),
        (
            ("I want to return it", "nothing wrong", "it's been used", "my mistake, never used it"),
            "complete",
        ),
    ],
)
def test_an_answer_is_corrected(buyer: Buyer, texts: tuple[str, ...], question: str) -> None:
    buyer.buys(**SIGNED)
    buyer.says(*texts)
    assert buyer.question == question
    assert buyer.untouched


@pytest.mark.parametrize(
    ("wish", "asides", "answers", "yes"),
    [
        (
            "水壶退货",
            ("等下，运费算谁的", "钱退到哪里", "周末算工作日吗"),
            ("没毛病", "没用过", "都在"),
            "办吧",
        ),
        (
            "I want to return the kettle",
            ("hang on, who pays for postage?", "where does the money go?", "do weekends count?"),
            ("nothing wrong with it", "not used", "all there"),
            "yes please",
        ),
    ],
)
def test_a_question_before_every_answer_and_the_form_goes_on(
    buyer: Buyer, wish: str, asides: tuple[str, ...], answers: tuple[str, ...], yes: str
) -> None:
    buyer.buys("电热水壶 kettle", **SIGNED)
    buyer.say(wish)
    for aside, answer in zip(asides, answers, strict=True):
        question = buyer.question
        buyer.say(aside)
        assert buyer.question == question, aside
        buyer.say(answer)
    assert buyer.question == "confirm"
    buyer.say(yes)
    assert buyer.case["status"] == "awaiting_return"


@pytest.mark.parametrize("text", ["谢谢你啊", "辛苦了", "thank you so much", "great, that's all"])
def test_thanks_after_a_refund_are_thanks(buyer: Buyer, text: str) -> None:
    buyer.buys(**UNSHIPPED)
    buyer.says("我要退款", "确认", text)
    assert len(buyer.cases) == 1
    assert buyer.owner == "bot"


@pytest.mark.parametrize(
    ("wish", "why"), [("票不想要了，退款", "凭什么不给退"), ("refund my ticket", "why not?")]
)
def test_who_asks_why_not_is_told_the_reason_again(buyer: Buyer, wish: str, why: str) -> None:
    order_no = buyer.buys(**TICKET)
    assert "X-F" in buyer.say(wish)
    said = buyer.say(why)
    assert "X-F" in said
    assert order_no in said
    assert buyer.can_get_a_human
    assert buyer.untouched


@pytest.mark.parametrize(
    ("offered", "said"), [("exchange", "退吧"), ("exchange", "refund it"), ("refund", "换吧")]
)
def test_a_yes_to_another_way_is_no_yes_to_this_one(buyer: Buyer, offered: str, said: str) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要换货" if offered == "exchange" else "我要退货", "没毛病", "没用过", "都在")
    assert buyer.question == "confirm"
    buyer.say(said)
    assert buyer.untouched
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert (buyer.case["kind"] == "exchange") == (offered == "refund")
