"""`bot queue`: thin over bot.conversations.queue."""

import pytest
from sqlalchemy import select

from bot.conversations.models import Conversation, Message
from bot.store import Store
from tests.cases.shop import NOW
from tests.cli.conftest import Bot


@pytest.fixture
def waiting(store: Store) -> str:
    with store.writing() as session:
        session.add(
            Conversation(
                id="c1",
                channel="web",
                shopper_id="s1",
                owner="queue",
                queued_at=NOW,
                queue_reason="asked",
                brain_state={},
                created_at=NOW,
            )
        )
        session.flush()
        session.add(
            Message(
                conversation_id="c1",
                message_id="m1",
                author="shopper",
                text="转人工\n谢谢",
                buttons=[],
                at=NOW,
            )
        )
    return "c1"


def test_who_waits(bot: Bot, waiting: str) -> None:
    (found,) = bot.json("queue", "list")
    assert (found["conversation_id"], found["shopper_id"]) == (waiting, "s1")
    assert found["last_message"] == "转人工\n谢谢"
    assert "转人工 谢谢" in bot("queue", "list").out


def test_nobody_waits(bot: Bot) -> None:
    assert bot.json("queue", "list") == []
    assert bot("queue", "list").out == "(none)\n"


def test_a_reply_is_a_humans(bot: Bot, store: Store, waiting: str) -> None:
    assert bot("queue", "reply", waiting, "您好，我是客服小林").out == "c1: sent\n"
    with store.reading() as session:
        said = session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert said is not None
        assert (said.author, said.text) == ("agent", "您好，我是客服小林")
        assert session.get_one(Conversation, waiting).owner == "human"


def test_a_conversation_is_given_back(bot: Bot, store: Store, waiting: str) -> None:
    assert bot("queue", "release", waiting).out == "c1: with the bot again\n"
    with store.reading() as session:
        assert session.get_one(Conversation, waiting).owner == "bot"
    assert bot.json("queue", "list") == []
    assert bot.refused("queue", "release", waiting).endswith("; see bot queue list")


@pytest.mark.parametrize("arguments", [("reply", "c9", "您好"), ("release", "c9")])
def test_a_conversation_that_is_not_there(bot: Bot, arguments: tuple[str, ...]) -> None:
    error = bot.refused("queue", *arguments)
    assert "c9" in error
    assert error.endswith("; see bot queue list")


def test_an_empty_reply(bot: Bot, waiting: str) -> None:
    assert "empty" in bot.refused("queue", "reply", waiting, " ")
