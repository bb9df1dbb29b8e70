"""Thousands of malformed uploads, frames and events: each is refused, and the service goes on."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle

import psutil
import pytest

from tests.attacks.malformed_web import Attack, Event, Frame, malformed_web
from tests.attacks.traces import no_traceback
from tests.attacks.wire import BINARY, TEXT, RawSocket, Request, send
from tests.page import pages, picture
from tests.product import Product

ATTACKS = 5000
SEED = 20261125
ATTACKERS = 120  # so that none of them is too fast
TALKERS = 40
RESERVED = ("*",)  # these end the socket
GROWTH = 50 * 1024 * 1024
# All that a line of the log may look like: no word of what was sent has room in it.
LINE = re.compile(
    r"[-\d]{10} [:,\d]{12} bot\.channels\.[.\w]+ INFO "
    r"((GET|POST|PUT|DELETE|OPTIONS) /(api/web|socket\.io)[ -~]{0,200}: 4\d\d[ \w]*"
    r"|(say|sync|rate|unknown event|connect|socket): [, \w]{1,60})"
    r"|WARNING:  Invalid HTTP request received\."
)


def heard(wire: RawSocket) -> str:
    """What a socket is answered, which is neither a ping nor who owns the conversation."""
    answer = wire.receive() or ""
    while answer == "2" or answer.startswith('42["'):
        if answer == "2":
            wire.send("3")
        answer = wire.receive() or ""
    return answer


class Attackers:
    """Who sends it all: their tokens in turn, and a socket of each that stays open."""

    def __init__(self, shop: Product) -> None:
        self.port = shop.own.port
        self.tokens = cycle([shop.shopper(f"attacker-{n}").token for n in range(ATTACKERS)])
        # Of their own, so that none is silent for so long that it is taken for gone.
        self.talkers = cycle([shop.shopper(f"attacker-t{n}").token for n in range(TALKERS)])
        self.sockets: dict[str, RawSocket] = {}
        self.turn = 0

    def refused(self, attack: Attack) -> bool:
        """Whether it was refused as it should be."""
        self.turn += 1
        if isinstance(attack, Request):
            try:
                return 400 <= send(self.port, attack.raw(next(self.tokens))).status < 500
            except ConnectionResetError:  # closed while the rest of it was still coming
                return True
        if isinstance(attack, Frame):
            return self._closes(attack)
        return self._is_told(attack)

    def _closes(self, frame: Frame) -> bool:
        """Some come before the socket has said who it is."""
        wire = RawSocket(self.port, next(self.tokens) if self.turn % 7 else None)
        try:
            if frame.raw:
                wire.send_raw(frame.data)
            else:
                wire.send(frame.data, BINARY if frame.binary else TEXT)
            answer = heard(wire)
        finally:
            wire.close()
        return not answer or answer.startswith("44")

    def _is_told(self, event: Event) -> bool:
        token = next(self.talkers)
        wire = self.sockets.get(token) or RawSocket(self.port, token)
        self.sockets[token] = wire
        wire.send(f"42{self.turn}{json.dumps([event.name, event.data])}")
        answer = heard(wire)
        if not answer.startswith(f"43{self.turn}["):
            del self.sockets[token]
            wire.close()
            return not answer and event.name in RESERVED
        (told,) = json.loads(answer.removeprefix(f"43{self.turn}"))
        return set(told.get("error", ())) == {"code", "message"}

    def leave(self) -> None:
        """Close what is open."""
        for wire in self.sockets.values():
            wire.close()


@pytest.fixture
def attackers(shop: Product) -> Iterator[Attackers]:
    crowd = Attackers(shop)
    yield crowd
    crowd.leave()


@pytest.fixture
def front(shop: Product) -> psutil.Process:
    """The front's process, after it has worked."""
    with pages() as another:
        page = another(shop, shop.shopper("demo-01").token).open()
        page.say("你好")
        assert page.upload(picture((2000, 1500), "JPEG")).status_code == 201
    supervisor = psutil.Process(int((shop.own.data / "run" / "supervisord.pid").read_text()))
    (found,) = (p for p in supervisor.children() if "bot.app" in p.cmdline())
    return found


def test_five_thousand_malformed_things_are_refused_and_the_service_goes_on(
    shop: Product, front: psutil.Process, attackers: Attackers
) -> None:
    log = shop.own.data / "run" / "front.log"
    size, memory = log.stat().st_size, front.memory_info().rss
    wrong: Counter[str] = Counter()
    with no_traceback(shop):
        for attack in malformed_web(SEED, ATTACKS):
            if not attackers.refused(attack):
                wrong[repr(attack)[:300]] += 1
        with pages() as another:
            page = another(shop, shop.shopper("demo-02").token).open()
            assert page.say("我要退款")
    assert wrong == {}
    grown = front.memory_info().rss - memory
    assert grown < GROWTH, f"{grown / 1e6:.0f} MB"
    lines = log.read_bytes()[size:].decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "attacker" not in "".join(lines)
    assert len(lines) == ATTACKS
