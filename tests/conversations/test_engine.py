"""The engine asks the brain once a message, one turn at a time, and always has an answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.conversations.brain import Brain, BrainFailed, Thought
from bot.conversations.engine import Engine
from bot.conversations.replies import Answer
from bot.conversations.turns import DifferentText, Said
from bot.store import Store
from tests.conversations.talk import conversation, messages, open_conversation, texts

STATE = {"slots": {"language": "zh"}, "form": None}
PATIENCE_SECONDS = 30


class Fake(Brain):
    """A brain that says what it is told to, and remembers what it was asked.

    It says nothing before it has been asked `together` things at once.
    """

    def __init__(
        self, answer: Callable[[str], str] = lambda text: f"收到：{text}", together: int = 1
    ) -> None:
        super().__init__(["http://127.0.0.1:1"], 1)
        self.asked: list[str] = []
        self.at_once = 0
        self._busy = 0
        self._answer = answer
        self._together = together
        self._met = asyncio.Event()

    async def think(
        self, conversation_id: str, text: str, state: dict[str, Any], metadata: dict[str, Any]
    ) -> Thought:
        self._busy += 1
        self.at_once = max(self.at_once, self._busy)
        self.asked.append(text)
        if self._busy >= self._together:
            self._met.set()
        await asyncio.wait_for(self._met.wait(), PATIENCE_SECONDS)
        await asyncio.sleep(0.01)
        self._busy -= 1
        return Thought([{"text": self._answer(text)}], STATE)


def broken(_text: str) -> str:
    raise BrainFailed("ill")


def talk_at_once(engine: Engine, *said: tuple[str, str, str]) -> list[Answer]:
    """What is answered to (conversation, message id, text) that come together."""

    async def all_of_it() -> list[Answer]:
        return await asyncio.gather(*(engine.converse(c, Said(*what)) for c, *what in said))

    return asyncio.run(all_of_it())


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def test_a_message_that_comes_many_times_at_once_is_thought_about_once(
    store: Store, c1: str
) -> None:
    brain = Fake()
    answers = talk_at_once(Engine(store, brain, 5), *[(c1, "m1", "你好")] * 20)
    assert brain.asked == ["你好"]
    assert all(answer == answers[0] for answer in answers)
    assert texts(answers[0]) == [("bot", "收到：你好")]


def test_messages_of_one_conversation_are_thought_about_one_at_a_time(
    store: Store, c1: str
) -> None:
    brain = Fake()
    said = [(c1, str(number), f"第{number}句") for number in range(10)]
    answers = talk_at_once(Engine(store, brain, 5), *said)
    assert brain.at_once == 1
    assert brain.asked == [text for _, _, text in said]
    assert [texts(answer) for answer in answers] == [
        [("bot", f"收到：{text}")] for _, _, text in said
    ]


def test_two_engines_on_one_store_take_turns(store: Store, c1: str) -> None:
    brain = Fake()
    engines = [Engine(store, brain, 5), Engine(store, brain, 5)]

    async def all_of_it() -> list[Answer]:
        said = (
            engines[number % 2].converse(c1, Said(str(number % 5), f"{number % 5}"))
            for number in range(10)
        )
        return await asyncio.gather(*said)

    answers = asyncio.run(all_of_it())
    assert brain.at_once == 1
    assert sorted(brain.asked) == ["0", "1", "2", "3", "4"]
    assert answers[:5] == answers[5:]


def test_conversations_do_not_wait_for_one_another(store: Store) -> None:
    brain = Fake(together=5)
    said = [(open_conversation(store, f"s{number}"), "m1", "你好") for number in range(5)]
    talk_at_once(Engine(store, brain, 5), *said)
    assert brain.at_once == 5


def test_a_brain_that_fails_is_apologised_for_and_asked_again(store: Store, c1: str) -> None:
    (failed,) = talk_at_once(Engine(store, Fake(broken), 5), (c1, "m1", "你好"))
    assert [author for author, _ in texts(failed)] == ["system"]
    (answer,) = talk_at_once(Engine(store, Fake(), 5), (c1, "m1", "你好"))
    assert texts(answer) == [("bot", "收到：你好")]


def test_the_same_message_at_once_and_all_fail_calls_a_human(store: Store, c1: str) -> None:
    brain = Fake(broken)
    answers = talk_at_once(Engine(store, brain, 5), *[(c1, "m1", "你好")] * 4)
    assert [answer.owner for answer in answers] == ["bot", "bot", "queue", "queue"]
    assert len(brain.asked) == 3
    assert [row.author for row in messages(store, c1)] == ["shopper", *["system"] * 4]


def test_another_text_for_the_same_id_is_refused_and_holds_nobody_up(store: Store, c1: str) -> None:
    engine = Engine(store, Fake(), 5)
    talk_at_once(engine, (c1, "m1", "你好"))
    with pytest.raises(DifferentText):
        talk_at_once(engine, (c1, "m1", "谢谢"))
    assert texts(talk_at_once(engine, (c1, "m2", "谢谢"))[0]) == [("bot", "收到：谢谢")]
    assert conversation(store, c1).turn_token is None
