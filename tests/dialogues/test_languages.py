"""Simplified Chinese; traditional understood; English whole; always one language at a time."""

import pytest

from bot import clock
from bot.cases import steps
from tests.dialogues.buyer import IN_TRANSIT, SERVICE, SIGNED, TICKET, UNSHIPPED, Buyer
from tests.dialogues.replies import language_of_reply

# Characters that only traditional writing has, of the words that the bot uses.
TRADITIONAL = set("這個麼為無條貨單訂運費擔賬戶員問題現場請說還沒過會對開關點發來時間資質選擇處審")


def speaks(buyer: Buyer, language: str) -> bool:
    """Whether all that was answered so far is in this language; replies never mix (see Buyer)."""
    return all(language_of_reply(h["answer"], buyer.data) == language for h in buyer.heard)


@pytest.mark.parametrize(
    ("order", "texts", "status"),
    [
        (UNSHIPPED, ("我要退款，這單不要了", "確認退款"), "refunded"),
        (SERVICE, ("腳底按摩不想去了，錢退給我", "沒問題，退吧"), "refunded"),
        (IN_TRANSIT, ("還沒收到就不想要了，可以退嗎", "好，辦理"), "awaiting_refusal"),
        (SIGNED, ("我想退貨", "沒有品質問題", "沒用過", "都齊全", "確定"), "awaiting_return"),
        (SIGNED, ("想換貨", "不是壞了", "還沒拆", "包裝都在", "麻煩辦理"), "awaiting_return"),
        (SIGNED, ("水壺壞掉了要處理", "正常使用", "燒水燒到一半就斷電", "提交審核"), "review"),
    ],
)
def test_traditional_is_understood_and_answered_in_simplified(
    buyer: Buyer, order: dict[str, str], texts: tuple[str, ...], status: str
) -> None:
    buyer.buys(**order)
    buyer.says(*texts)
    assert buyer.case["status"] == status
    said = "".join(heard["answer"] for heard in buyer.heard)
    assert not TRADITIONAL & set(said), TRADITIONAL & set(said)
    assert speaks(buyer, "zh")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("運費誰付", "运费"),
        ("請問幾天可以收到退款", "工作日"),
        ("你們賣的是正品嗎", "正品"),
        ("我要投訴，店員態度很差", "工单"),
        ("帳戶餘額還有多少", "余额"),
        ("包裹到哪裡了", "发货"),
    ],
)
def test_questions_in_traditional_are_answered_in_simplified(
    buyer: Buyer, text: str, word: str
) -> None:
    buyer.buys(**UNSHIPPED)
    said = buyer.say(text)
    assert word in said
    assert not TRADITIONAL & set(said), TRADITIONAL & set(said)


ENGLISH = {
    "refund now": (SERVICE, ("I want my money back", "yes, refund it", "what's my balance?")),
    "refuse the delivery": (
        IN_TRANSIT,
        ("don't want this any more, refund please", "ok go ahead", "I refused the parcel"),
    ),
    "return": (
        SIGNED,
        (
            "I'd like to return this",
            "it's fine, I just don't like it",
            "haven't used it",
            "yes it's all there",
            "yes please",
            "where do I send it?",
            "sent it with SF1234567890123",
            "how is my refund going?",
        ),
    ),
    "exchange": (
        SIGNED,
        ("can I swap it for a new one?", "no", "no", "yes", "yes please", "any news?"),
    ),
    "quality": (
        SIGNED,
        ("it arrived broken", "normal use", "the switch came off", "submit it", "any news on it?"),
    ),
    "refused": (TICKET, ("refund my ticket", "that's unfair", "why not?")),
    "complaint": (
        SERVICE,
        ("the staff shouted at me, I want to complain", "what happens next?", "thanks, bye"),
    ),
    "parcel": (
        IN_TRANSIT,
        ("where's my parcel?", "who delivers it?", "when will it come?", "change the address"),
    ),
    "questions": (
        UNSHIPPED,
        (
            "hello",
            "what can you do?",
            "is everything genuine?",
            "who pays for return postage?",
            "why the account and not my card?",
            "what is a recall?",
            "can I get an invoice?",
            "what's the weather like?",
        ),
    ),
    "withdrawal": (
        SIGNED,
        ("return it", "no", "no", "yes", "yes", "I'd like to withdraw my request", "yes"),
    ),
    "not understood": (UNSHIPPED, ("flurb gaddle snork", "zibble wurp tantle", "my orders")),
    "dropped": (UNSHIPPED, ("refund please", "never mind, keep it", "show me my orders")),
    "human": (UNSHIPPED, ("let me talk to a person",)),
}


@pytest.mark.parametrize("flow", ENGLISH)
def test_english_is_answered_in_english_to_the_end(buyer: Buyer, flow: str) -> None:
    order, texts = ENGLISH[flow]
    buyer.buys("electric kettle", merchant="Warm Home", **order | {"deal_title": ""})
    for text in texts:
        buyer.hears(text)
    assert speaks(buyer, "en"), buyer


def test_a_flow_in_english_pressed_by_buttons_stays_english(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.buys("长绒棉四件套", paid=4, **UNSHIPPED)
    buyer.say("I want to return something")
    for title in ("水壶", "No, I just", "Not used", "All there", "Yes, go ahead"):
        buyer.press(title)
    assert buyer.case["status"] == "awaiting_return"
    assert speaks(buyer, "en"), buyer


@pytest.mark.parametrize("short", ["ok", "SF1234567890123", "👍", "123", "？"])
def test_what_is_no_sentence_keeps_the_language(buyer: Buyer, short: str) -> None:
    buyer.buys(**UNSHIPPED)
    buyer.say("do you sell genuine goods?")
    assert language_of_reply(buyer.hears(short), buyer.data) == "en"
    buyer.say("你们卖的都是真货吗")
    assert language_of_reply(buyer.hears(short), buyer.data) == "zh"


def test_the_language_follows_the_last_sentence_within_a_request(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    assert language_of_reply(buyer.say("我想退货"), buyer.data) == "zh"
    said = buyer.say("there is nothing wrong with it, I just don't need it")
    assert language_of_reply(said, buyer.data) == "en"
    assert buyer.question == "used"
    assert language_of_reply(buyer.say("没用过"), buyer.data) == "zh"
    said = buyer.say("yes the box and the tags are all there")
    assert language_of_reply(said, buyer.data) == "en"
    assert buyer.question == "confirm"
    assert language_of_reply(buyer.say("好，就这么办"), buyer.data) == "zh"
    assert buyer.case["status"] == "awaiting_return"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我要refund", "zh"),
        ("这个order我想cancel掉，退钱", "zh"),
        ("can you refund my 水壶 please", "en"),
        ("I want to return the 四件套", "en"),
    ],
)
def test_a_sentence_with_words_of_the_other_language_is_answered_in_its_own(
    buyer: Buyer, text: str, language: str
) -> None:
    buyer.buys("双层防烫电热水壶", **UNSHIPPED)
    buyer.buys("长绒棉四件套", **UNSHIPPED)
    said = buyer.say(text)
    assert language_of_reply(said, buyer.data) == language
    assert buyer.question in ("order", "confirm")


def test_a_human_who_was_asked_for_in_english_is_announced_in_english(buyer: Buyer) -> None:
    said = buyer.hears("please connect me to an agent")
    assert buyer.owner == "queue"
    assert language_of_reply(said) == "en"
    assert language_of_reply(buyer.hears("are you there?")) == "en"


def test_a_case_closed_meanwhile_is_told_in_the_language_of_the_question(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我想退货", "没毛病", "没用", "都在", "好的办吧")
    buyer.say("寄出去了 SF1234567890123")
    steps.arrived(buyer.product.store, buyer.case["case_no"], clock.now())
    said = buyer.say("has my money arrived yet?")
    assert language_of_reply(said, buyer.data) == "en"
    assert "refunded" in said
