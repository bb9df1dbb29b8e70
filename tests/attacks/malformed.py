"""Malformed chat requests without end. Each family takes chance and gives one of its requests."""

import gzip
import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from typing import Any

from tests.attacks.wire import Request

Family = Callable[[Random], Request]

TEXTS = ("我要退款", "where is my parcel?", "四件套 退货", "第一个", "没用过，都齐全")
# Escaped, they are JSON that no UTF-8 can say.
SURROGATES = ("\ud800", "\udfff", "\udc80x", "退\ud83d款")
CONTROLS = ("\0", "\x07", "\x1b[2J", "\x7f", "\x85", "\r")
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/json; charset=utf-7",
    "",
    "*/*",
    "\u00ff/\u00fe",
)
_FAMILIES: list[Family] = []


def malformed(seed: int, count: int) -> Iterator[Request]:
    """`count` requests, every family in turn."""
    chance = Random(seed)
    for family in islice(cycle(_FAMILIES), count):
        yield family(chance)


def family(function: Family) -> Family:
    """Register a family."""
    _FAMILIES.append(function)
    return function


def good(chance: Random) -> dict[str, Any]:
    """A request that would be answered."""
    return {"message_id": f"m-{chance.getrandbits(60)}", "text": chance.choice(TEXTS)}


def dumped(value: Any) -> bytes:
    """`value` as JSON in ASCII."""
    return json.dumps(value).encode()


@family
def no_json(chance: Random) -> Request:
    body = dumped(good(chance))
    broken = [
        chance.randbytes(chance.randrange(1, 300)),
        body[: chance.randrange(len(body))],
        body.replace(b'"', b"'"),
        body + b",",
        body * 2,
        body[:-1] + b",}",
        b"message_id=1&text=hello",
        b"<message><text>hello</text></message>",
        b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\nhello\r\n--x--\r\n",
        b"",
        b" \n\t",
        b"undefined",
        b"{text: hello}",
        b"0x10",
        b"-",
        b'"\\u12"',
        b"9" * 5000,
    ]
    return Request("no JSON", chance.choice(broken))


@family
def no_object(chance: Random) -> Request:
    values: list[Any] = [
        None,
        True,
        0,
        -1,
        1e308,
        "text",
        [],
        [good(chance)],
        float("nan"),
        float("inf"),
    ]
    return Request("JSON, but no object", dumped(chance.choice(values)))


@family
def wrong_type(chance: Random) -> Request:
    values: list[Any] = [
        None,
        True,
        0,
        1.5,
        10**300,
        [],
        ["x"],
        {},
        {"text": "x"},
        [[]],
        float("nan"),
    ]
    field = chance.choice(["message_id", "text"])
    return Request(
        f"{field} of another type", dumped({**good(chance), field: chance.choice(values)})
    )


@family
def said_twice(chance: Random) -> Request:
    body = dumped(good(chance))[:-1] + b', "text": %s}' % chance.choice([b"1", b"null", b'""'])
    return Request("text twice, the last one wrong", body)


@family
def missing_field(chance: Random) -> Request:
    body = good(chance)
    del body[chance.choice(list(body))]
    body[chance.choice(["Text", "msg", "messageId", "", "__proto__", "x" * 3000])] = "x"
    return Request("a field is missing", dumped(body))


@family
def bad_length(chance: Random) -> Request:
    message_id = chance.choice(["", "x" * 129, "订" * 129, "x" * chance.randrange(200, 30_000)])
    return Request(
        "message_id is empty or too long", dumped(good(chance) | {"message_id": message_id})
    )


@family
def long_text(chance: Random) -> Request:
    text = chance.choice(["退", "x", "\n", "𠮷", "/"]) * chance.randrange(2001, 5000)
    return Request("text is too long", dumped(good(chance) | {"text": text}))


@family
def blank_text(chance: Random) -> Request:
    blanks = ["", " ", "\n\t", "\u3000", "\0", "\x1b", "\x85 \x00", "\u2028"]
    text = "".join(chance.choice(blanks) for _ in range(chance.randrange(20)))
    return Request("text is blank", dumped(good(chance) | {"text": text}))


@family
def surrogates(chance: Random) -> Request:
    field = chance.choice(["message_id", "text"])
    value = "x" * chance.randrange(5) + chance.choice(SURROGATES)
    return Request(f"a lone surrogate in {field}", dumped(good(chance) | {field: value}))


@family
def controls(chance: Random) -> Request:
    message_id = f"m{chance.choice(CONTROLS)}{chance.getrandbits(40)}"
    return Request(
        "a control character in message_id", dumped(good(chance) | {"message_id": message_id})
    )


@family
def raw_controls(chance: Random) -> Request:
    body = dumped(good(chance) | {"text": "退HERE"})
    return Request(
        "a raw control in a string", body.replace(b"HERE", chance.choice([b"\0", b"\n", b"\x1f"]))
    )


@family
def invalid_utf8(chance: Random) -> Request:
    wrong = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe9\x80", b"\x80"]
    body = dumped(good(chance) | {"text": "HERE"})
    return Request("invalid UTF-8", body.replace(b"HERE", chance.choice(wrong)))


@family
def other_encoding(chance: Random) -> Request:
    encoding = chance.choice(["gb18030", "big5", "utf-7", "shift_jis", "cp1252", "utf-16-le"])
    text = json.dumps(
        good(chance) | {"text": "退é款"[:: chance.choice([1, -1])]}, ensure_ascii=False
    )
    body = text.encode(encoding, "replace")
    return Request(f"in {encoding}, cut short", body[: len(body) - 2])


@family
def deep(chance: Random) -> Request:
    depth = chance.choice([20, 500, 5000, 30_000])
    opening, closing = chance.choice([("[", "]"), ('{"text":', "}")])
    nest = opening * depth + "1" + chance.choice([closing * depth, ""])
    inside = json.dumps(good(chance))[:-1] + f', "text": {nest}}}'
    return Request(f"nested {depth} deep", chance.choice([nest, inside]).encode())


@family
def huge(chance: Random) -> Request:
    size = chance.choice([64 * 1024 + 1, 100_000, 1_000_000, 3_000_000])
    filler = chance.choice([b" ", b"x", b"[", b"\0", b"\xff"]) * size
    body = chance.choice([filler, dumped(good(chance))[:-1] + b', "x": "' + filler + b'"}'])
    return Request(f"{size} bytes", body, chunked=chance.random() < 0.5)


@family
def chunked(chance: Random) -> Request:
    body = dumped(good(chance) | {"text": 1, "x": "x" * chance.randrange(10_000)})
    return Request("in chunks", body, chunked=True)


@family
def wrong_content(chance: Random) -> Request:
    kind = chance.choice(TYPES).encode("latin-1")
    bodies = [b"text=hello", b"--x--", b"<x/>", gzip.compress(dumped(good(chance)), mtime=0)]
    coding = chance.choice([b"gzip", b"deflate", b"identity", b"x"])
    headers = ((b"Content-Type", kind), (b"Content-Encoding", coding))
    return Request(f"as {kind!r}", chance.choice(bodies), headers=headers)


@family
def wrong_method(chance: Random) -> Request:
    # Not HEAD, whose answer has no body to judge.
    methods = ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "REPORT"]
    method = chance.choice(methods)
    path = chance.choice(["/api/chat", "/api/chat", "/readyz"])
    method = "POST" if path == "/readyz" else method
    return Request(f"{method} {path}", dumped(good(chance)), method=method, path=path)


@family
def wrong_path(chance: Random) -> Request:
    paths = [
        "/",
        "//api/chat",
        "/api/chat/",
        "/api/chat/messages",
        "/api",
        "/API/chat",
        "/api/chat%2f",
        "/api/chat%00",
        "/api/chat;x=1",
        "/api/./chat",
        "/api/../../etc/passwd",
        "/api/chat%0aTraceback%20(most%20recent%20call%20last):",
        "/%ff%fe",
        "/%ed%a0%80",
        "/webhooks/turn/webhook",
        "/webhooks/rest/webhook",
        "/model/parse",
        f"/{'x' * 5000}",
        f"/api/chat/{chance.getrandbits(60)}",
        "/api/desk",
        "/.env",
    ]
    path = chance.choice(paths)
    return Request(f"to {path[:60]}", dumped(good(chance)), path=path)


@family
def wrong_page(chance: Random) -> Request:
    after = chance.choice(
        ["-1", "x", "1e3", "9" * 30, "%00", "1;drop", "", "0x1", "1&after=x", "%ff"]
    )
    return Request(f"after={after}", method="GET", path=f"/api/chat/messages?after={after}")


@family
def no_token(chance: Random) -> Request:
    values = [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic eDp4",
        b"bearer a.b.c",
        b"Bearer \xff\xfe",
        b"\xe9",
    ]
    values += [b"Bearer " + b"x" * chance.randrange(1, 60_000), b"Bearer null", b"Bearer [object]"]
    headers = ((b"Authorization", chance.choice(values)),)
    return Request("without a token", dumped(good(chance)), headers=headers, token=False)


@family
def weird_headers(chance: Random) -> Request:
    headers = [
        (b"X-Forwarded-For", b"127.0.0.1, \xff"),
        (b"X-Long", b"x" * 30_000),
        (b"Cookie", b"=;;=;\x80"),
        (b"Accept", b"text/html;q=9"),
        (b"Accept-Encoding", b"\xff"),
        (b"Content-Language", "中".encode()),
        (b"Expect", b"100-continue"),
        (b"Connection", b"close, x"),
        (b"Upgrade", b"h2c"),
        (b"Range", b"bytes=9-1"),
        (b"Host", b"another"),
        (b"X-HTTP-Method-Override", b"DELETE"),
        (b"Content-Type", b""),
        *((b"X-%d" % number, b"x") for number in range(100)),
    ]
    chosen = tuple(chance.sample(headers, chance.randrange(1, len(headers))))
    return Request("weird headers and no JSON", b"{", headers=chosen)
