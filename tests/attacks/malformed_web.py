"""Malformed pictures, frames and events without end. Each family takes chance and gives one."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from random import Random
from typing import Any

from tests.attacks.malformed import good
from tests.attacks.wire import UPGRADE, Request
from tests.conversations.test_pictures import bomb
from tests.page import picture

UPLOADS = "/api/web/uploads"
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
TEN_MB = 10 * 1024 * 1024


@dataclass(frozen=True)
class Frame:
    """What is sent on a socket: text, bytes that claim to be, `binary` or `raw` ones."""

    what: str
    data: str | bytes
    binary: bool = False
    raw: bool = False


@dataclass(frozen=True)
class Event:
    """An event of a good packet, with what no handler can take."""

    what: str
    name: str
    data: Any


Attack = Request | Frame | Event
Family = Callable[[Random], Attack]
_FAMILIES: list[Family] = []


def malformed_web(seed: int, count: int) -> Iterator[Attack]:
    """`count` attacks, every family in turn."""
    chance = Random(seed)
    for family in islice(cycle(_FAMILIES), count):
        yield family(chance)


def family(function: Family) -> Family:
    """Register a family."""
    _FAMILIES.append(function)
    return function


@cache
def whole(kind: str) -> bytes:
    """A good picture of a kind."""
    return picture((320, 240), kind)


def upload(what: str, body: bytes, **more: Any) -> Request:
    return Request(what, body, path=UPLOADS, **more)


@family
def truncated(chance: Random) -> Attack:
    data = whole(chance.choice(KINDS))
    return upload("truncated picture", data[: chance.randrange(len(data) // 3)])


@family
def scrambled(chance: Random) -> Attack:
    data = bytearray(whole(chance.choice(KINDS)))
    data[4 : len(data)] = chance.randbytes(len(data) - 4)
    return upload("a picture's beginning, then noise", bytes(data))


@family
def polyglot(chance: Random) -> Attack:
    scripts = [
        b"<script>alert(1)</script>",
        b"<?xml version='1.0'?><svg onload='x'/>",
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04\x14\0",
        b"MZ\x90\0",
        b"#!/bin/sh\n",
        b"GIF89a/*",
        b"\xff\xd8\xff/*",
        b"\x89PNG\r\n\x1a\n<html>",
    ]
    return upload("two kinds in one", chance.choice(scripts) + whole(chance.choice(KINDS)))


@family
def other_kind(chance: Random) -> Attack:
    kind = chance.choice(["TIFF", "BMP", "ICO", "PPM", "TGA", "PCX"])
    return upload("another kind of picture", picture((64, 64), kind))


@family
def exploding(chance: Random) -> Attack:
    width, height = chance.choice([(6000, 6000), (65_535, 65_535), (2**31 - 1, 2**31 - 1)])
    return upload("decompression bomb", bomb(width, height))


@family
def no_upload(chance: Random) -> Attack:
    body = chance.choice([b"", b"\0", chance.randbytes(500), b"a" * 20_000])
    if chance.random() < 0.1:
        body = b"x" * (TEN_MB + 1)
    kind = chance.choice([b"image/png", b"text/html", b"multipart/form-data", b"\xff"])
    return upload("no picture", body, headers=((b"Content-Type", kind),))


@family
def no_such_picture(chance: Random) -> Attack:
    name = chance.choice(
        ["0" * 32, "..%2f..%2fetc%2fpasswd", "%00", "%ff%fe", "x" * 5000, "1;drop", "%ed%a0%80"]
    )
    return Request("no such picture", method="GET", path=f"{UPLOADS}/{name}")


@family
def huge_header(chance: Random) -> Attack:
    size = chance.choice([70_000, 200_000, 2_000_000])
    header = (chance.choice([b"X-Long", b"Cookie", b"Origin"]), b"x" * size)
    path = chance.choice(["/api/web/visitors/x", f"{UPLOADS}/1"])
    return Request("huge header", method="GET", path=path, headers=(header,))


@family
def no_websocket(chance: Random) -> Attack:
    query = chance.choice(
        ["", "?EIO=4", "?EIO=4&transport=polling", "?EIO=3&transport=polling&j=x", "?sid=%00&EIO=4"]
    )
    method = chance.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS"])
    body = b"" if method == "GET" else b"40"
    return Request("a socket without a socket", body, method, f"/socket.io/{query}")


@family
def bad_handshake(chance: Random) -> Attack:
    query, origin = chance.choice(
        [
            ("EIO=4&transport=websocket", b"https://evil.example"),
            ("EIO=4&transport=websocket", b"null"),
            ("EIO=4&transport=websocket", b"\xff\xfe"),
            ("EIO=3&transport=websocket", b"http://localhost"),
            ("EIO=4&transport=polling", b"http://localhost"),
            ("EIO=4&transport=websocket&sid=%00", b"http://localhost"),
            ("", b"http://localhost"),
        ]
    )
    headers = (*UPGRADE, (b"Origin", origin))
    return Request("no handshake", b"", "GET", f"/socket.io/?{query}", headers)


@family
def no_frames(chance: Random) -> Attack:
    frames = [
        b"\x81\x03abc",  # not masked
        b"\xf1\x83\0\0\0\0abc",  # reserved bits
        b"\x83\x83\0\0\0\0abc",  # a reserved opcode
        b"\x80\x83\0\0\0\0abc",  # goes on with nothing
        b"\x89\xfe\x01\x00\0\0\0\0" + b"x" * 256,  # a long ping
        b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",  # eight exabytes
        b"\x88\x81\0\0\0\0x",  # half a reason
        b"GET / HTTP/1.1\r\n\r\n",
    ]
    return Frame("no frame", chance.choice(frames), raw=True)


@family
def no_frame(chance: Random) -> Attack:
    bad = [b"\xff\xfe", b"42\xc3\x28", b"\xed\xa0\x80", b'420["say",{"id":"\xff"}]']
    return Frame("bad UTF-8", chance.choice(bad))


@family
def binary_frame(chance: Random) -> Attack:
    return Frame("binary", chance.randbytes(chance.randrange(1, 500)), binary=True)


@family
def long_frame(chance: Random) -> Attack:
    size = chance.choice([64 * 1024 + 1, 200_000]) if chance.random() < 0.9 else TEN_MB
    return Frame("long", '420["say",{"id":"1","text":"' + "x" * size)


@family
def broken_packet(chance: Random) -> Attack:
    packets = [
        *(
            "",
            "9",
            "x",
            "0{}",
            "2probe",
            "5",
            "6",
            "b4AAAA",
            "4",
            "49",
            "4x",
            "42",
            "420",
            "43",
            "44",
        ),
        *("42[", "42[]", "42{}", "42null", '42"say"', "42[1]", "42[null]", "42[[]]", '42["say"]'),
        *("43[]", "430[]", "44{}", '451-["say",{"_placeholder":true,"num":0}]', "461-[]"),
        *('452-["x"]', '425-["say",{}]', "42/admin,", '42/admin,0["say",{}]', "40/admin,", "40"),
        *(
            '42²["say",{}]',
            f'42{"9" * 101}["say",{{}}]',
            f'42{"9" * 90}["say",{{}}',
            "42" + "[" * 9000,
        ),
        *('420["connect",{},{}]', '420["disconnect"]', f'420["say",{"9" * 5000}]', '420["say",NaN'),
        *('42["say",{"id":"1","text":"x"}]', "41x", '41{"a":1}[', "\0", "4\0", "\u2028", "４２"),
    ]
    return Frame("broken packet", chance.choice(packets))


@family
def cut_packet(chance: Random) -> Attack:
    packet = "420" + json.dumps(["say", good(chance)])
    return Frame("cut packet", packet[: chance.randrange(len(packet) - 1)] + chance.choice("\\,{"))


@family
def wrong_say(chance: Random) -> Attack:
    wrong: dict[str, list[Any]] = {
        "id": [None, True, 0, 1.5, 10**90, [], {}, [[]], "", "\ud800", "a\0b", "x" * 129],
        "text": [None, True, 0, [], {}, "", " ", "\ud800", "退" * 2001],
        "upload": [True, 0, [], {}, "", "\ud800", "../x", "0" * 32],
    }
    field = chance.choice(list(wrong))
    data = {"id": "1", "text": "x", field: chance.choice(wrong[field])}
    return Event(f"say with a wrong {field}", "say", data)


@family
def wrong_type(chance: Random) -> Attack:
    values: list[Any] = [0, True, "x", [], [1], {"id": []}, {"text": {}}, {"\ud800": 1}]
    return Event("say of a wrong type", "say", chance.choice(values))


@family
def wrong_sync(chance: Random) -> Attack:
    after = chance.choice([-1, True, "0", 1.5, 2**60, [], {}, 10**90])
    return Event("sync after nothing", "sync", {"after": after})


@family
def wrong_rating(chance: Random) -> Attack:
    stars = chance.choice([None, 0, 6, -1, 4.5, True, "5", [], 10**90])
    comment = chance.choice([5, [], "x" * 501, "\ud800", "退" * 3000])
    data = {"stars": stars} if chance.random() < 0.5 else {"stars": 5, "comment": comment}
    return Event("no rating", "rate", data)


@family
def unknown_event(chance: Random) -> Attack:
    names = ["", "*", "message", "error", "ping", "__proto__", "say ", "SAY", "x" * 1000, "\ud800"]
    return Event("unknown event", chance.choice(names), {"conversation_id": "x"})
