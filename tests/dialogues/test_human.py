"""A human can be asked for at any point, and the bot is silent until it is given the word back."""

from collections.abc import Callable

import pytest

from bot import clock
from bot.conversations import queue
from tests.dialogues.buyer import SIGNED, Buyer
from tests.dialogues.test_cancel import STAGES, brought_to

PHRASES = (
    "人工",
    "转人工",
    "我要找真人客服",
    "叫个人来跟我说",
    "能不能转人工客服",
    "客服在吗，要人工",
)

at_every_stage = pytest.mark.parametrize("stage", STAGES)


def waiting(buyer: Buyer) -> str:
    """The shopper waits for a human; returns the conversation."""
    buyer.buys(**SIGNED)
    buyer.say("转人工")
    assert buyer.owner == "queue"
    return buyer.conversation_id


def since(buyer: Buyer, after: str = "0") -> list[dict[str, str]]:
    """What the chat API says was said after a message."""
    answer = buyer.client.get("/api/chat/messages", params={"after": after})
    return answer.json()["messages"]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_human_can_be_asked_for_at_once(buyer: Buyer, phrase: str) -> None:
    assert len(buyer.authors(phrase)) == 1
    assert buyer.owner == "queue"


@at_every_stage
@pytest.mark.parametrize("phrase", PHRASES[::2])
def test_a_human_can_be_asked_for_at_every_question(buyer: Buyer, stage: str, phrase: str) -> None:
    brought_to(buyer, stage)
    authors = buyer.authors(phrase)
    assert buyer.owner == "queue"
    assert len(authors) == 1
    assert authors[0] in ("bot", "system")
    assert buyer.untouched


def test_the_button_after_a_refusal_leads_to_a_human(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.says("我要退货", "没有质量问题", "用过了")
    buyer.press("转人工")
    assert buyer.owner == "queue"


def test_in_the_queue_every_message_gets_one_system_line(buyer: Buyer) -> None:
    waiting(buyer)
    for text in ("在吗", "我要退款", "确认", "人工", "怎么还没人"):
        assert buyer.authors(text) == ["system"]
        assert buyer.owner == "queue"
        assert buyer.buttons == []
    assert buyer.untouched


@at_every_stage
def test_a_yes_said_in_the_queue_is_no_yes_to_the_bot(buyer: Buyer, stage: str) -> None:
    brought_to(buyer, stage)
    yes = [b["payload"] for b in buyer.buttons if "decision" in b["payload"]]
    buyer.say("转人工")
    for text in ("确认", *yes):
        buyer.hears(text)
    assert buyer.untouched
    queue.release(buyer.product.store, buyer.conversation_id, clock.now())
    for text in ("确认", *yes):
        buyer.say(text)
        assert buyer.owner == "bot"
    assert buyer.untouched


def test_the_queue_shows_who_waits_why_and_what_they_said_last(buyer: Buyer) -> None:
    conversation = waiting(buyer)
    buyer.hears("水壶漏水，很急")
    with buyer.product.store.reading() as session:
        rows = {row["conversation_id"]: row for row in queue.waiting(session)}
    assert rows[conversation]["shopper_id"] == buyer.shopper_id
    assert rows[conversation]["owner"] == "queue"
    assert rows[conversation]["last_message"] == "水壶漏水，很急"


def test_a_humans_reply_reaches_the_shopper_and_silences_the_bot(buyer: Buyer) -> None:
    conversation = waiting(buyer)
    last = since(buyer)[-1]["id"]
    queue.reply(buyer.product.store, conversation, "您好，我是小李，我来看一下", clock.now())
    (reply,) = since(buyer, last)
    assert (reply["author"], reply["text"]) == ("agent", "您好，我是小李，我来看一下")
    authors = buyer.authors("好的，谢谢")
    assert buyer.owner == "human"
    assert authors in ([], ["system"])
    queue.reply(buyer.product.store, conversation, "已经帮您处理好了", clock.now())
    assert [m["text"] for m in since(buyer) if m["author"] == "agent"] == [
        "您好，我是小李，我来看一下",
        "已经帮您处理好了",
    ]


@pytest.mark.parametrize("answered", [False, True])
def test_after_release_the_bot_answers_again(buyer: Buyer, answered: bool) -> None:
    conversation = waiting(buyer)
    if answered:
        queue.reply(buyer.product.store, conversation, "处理好了", clock.now())
        buyer.hears("好")
    queue.release(buyer.product.store, conversation, clock.now())
    buyer.say("我要退货")
    assert buyer.owner == "bot"
    assert buyer.question == "quality_problem"
    buyer.says("没有质量问题", "没用过", "都在", "确认")
    assert buyer.case["status"] == "awaiting_return"


@at_every_stage
def test_after_release_the_request_of_before_is_gone(buyer: Buyer, stage: str) -> None:
    brought_to(buyer, stage)
    buyer.say("人工")
    queue.release(buyer.product.store, buyer.conversation_id, clock.now())
    buyer.say("没用过")
    assert buyer.question is None
    assert buyer.untouched


def test_a_human_can_be_asked_for_again_after_release(buyer: Buyer) -> None:
    conversation = waiting(buyer)
    queue.release(buyer.product.store, conversation, clock.now())
    buyer.say("你好")
    assert buyer.owner == "bot"
    assert len(buyer.authors("人工")) == 1
    assert buyer.owner == "queue"


def test_who_comes_later_is_told_how_many_are_ahead(
    buyer: Buyer, newcomer: Callable[[], Buyer]
) -> None:
    waiting(buyer)
    later = newcomer()
    said = later.hears("转人工")
    assert "前面" in said


@pytest.mark.parametrize("text", ["这衣服是人工缝制的吗", "不用转人工，你帮我退就行"])
def test_the_word_alone_does_not_call_a_human(buyer: Buyer, text: str) -> None:
    buyer.buys(**SIGNED)
    buyer.say(text)
    assert buyer.owner == "bot"
