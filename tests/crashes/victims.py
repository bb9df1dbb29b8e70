"""The product's processes, to kill, and its shoppers, who must not suffer by it."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import psutil
from sqlalchemy import select

from bot.cases.models import Case, LedgerEntry
from bot.conversations.models import Conversation, Message
from bot.processes import is_ready
from tests.product import START_SECONDS, Product, Shopper

BRAIN_TIMEOUT = 8  # s; a brain that has just been started again takes some for its first turn
APOLOGY = "请把刚才那句再发一次"


def kill(shop: Product, name: str) -> None:
    """`kill -9` of the product's front, actions or brain; returns once it is gone."""
    words = {
        "front": ["bot.app"],
        "actions": [str(shop.ports.actions)],
        "brain": ["rasa", str(shop.ports.brains[0])],
    }
    (victim,) = (p for p in _processes(shop) if all(word in p.cmdline() for word in words[name]))
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait(10)


def _processes(shop: Product) -> list[psutil.Process]:
    """What supervisor has started."""
    pid = int((shop.own.data / "run" / "supervisord.pid").read_text())
    return psutil.Process(pid).children()


def wait_until_ready(shop: Product) -> None:
    """Return once a shopper can chat again."""
    deadline = time.monotonic() + START_SECONDS
    while not is_ready(shop.own.port):
        assert time.monotonic() < deadline, "the product did not come back"
        time.sleep(0.1)


def about_to_confirm(shop: Product) -> tuple[Shopper, str]:
    """A shopper who has been asked, and the payload of the yes."""
    shopper = shop.customer()
    shopper.say("我要退款")
    yes = next(b["payload"] for b in shopper.buttons if b["title"] == "确认退款")
    assert shop.cases(shopper.shopper_id) == []
    return shopper, yes


@contextmanager
def meanwhile(shopper: Shopper, text: str, message_id: str) -> Iterator["Future[httpx.Response]"]:
    """The message is under way during the block."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(shopper.post, text, message_id)


def apologised(response: httpx.Response) -> bool:
    """Whether it is the apology that asks for the same message again, and the bot goes on."""
    answer = response.json()
    return (
        response.status_code == 200
        and answer["owner"] == "bot"
        and [reply["author"] for reply in answer["replies"]] == ["system"]
        and APOLOGY in answer["replies"][0]["text"]
    )


def refunded_once(shop: Product, shopper: Shopper, response: httpx.Response) -> bool:
    """Whether there is one case, paid once, and the answer tells of it."""
    with shop.store.reading() as session:
        cases = session.scalars(select(Case).where(Case.shopper_id == shopper.shopper_id)).all()
        entries = session.scalars(
            select(LedgerEntry).where(LedgerEntry.shopper_id == shopper.shopper_id)
        ).all()
    answer = response.json()
    told = answer["replies"][0]["text"]
    return (
        response.status_code == 200
        and answer["owner"] == "bot"
        and [entry.case_no for entry in entries] == [case.case_no for case in cases]
        and len(cases) == 1
        and "退好了" in told
        and cases[0].case_no in told
    )


def said(shopper: Shopper) -> list[tuple[str | None, str | None]]:
    """What the shopper has said that is stored: ids and what has become of them."""
    return [(row.message_id, row.status) for row in stored(shopper) if row.author == "shopper"]


def stored(shopper: Shopper) -> list[Message]:
    """All rows of the shopper's conversation, in order."""
    with shopper.product.store.reading() as session:
        return list(
            session.scalars(
                select(Message)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(Conversation.shopper_id == shopper.shopper_id)
                .order_by(Message.id)
            )
        )


def conversation(shopper: Shopper) -> Conversation:
    """The shopper's conversation as it is stored."""
    with shopper.product.store.reading() as session:
        return session.scalars(
            select(Conversation).where(Conversation.shopper_id == shopper.shopper_id)
        ).one()
