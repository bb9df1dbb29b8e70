"""Whatever comes in, the answer is an error of the one shape, and nothing else has happened."""

from itertools import cycle

import pytest

from bot.channels.chat import LONGEST_BODY, LONGEST_TEXT
from tests.attacks.malformed import dumped, malformed
from tests.attacks.traces import no_traceback, nothing_written
from tests.attacks.wire import Request, hang_up, send
from tests.product import Product

REQUESTS = 1000
SEED = 20261122
ATTACKERS = 30  # so that none of them is too fast


@pytest.fixture
def token(shop: Product) -> str:
    return shop.shopper("attacker").token


def test_a_thousand_malformed_requests_are_refused_in_one_shape_and_leave_nothing(
    shop: Product,
) -> None:
    tokens = cycle([shop.shopper(f"attacker-{number}").token for number in range(ATTACKERS)])
    wrong = []
    with no_traceback(shop), nothing_written(shop):
        for request in malformed(SEED, REQUESTS):
            answer = send(shop.own.port, request.raw(next(tokens)))
            assert answer.status != 429, "the attackers were too fast to be heard"
            if not (400 <= answer.status < 500 and answer.is_error_in_shape):
                wrong.append((request.what, request.body[:80], answer.status, answer.body[:200]))
    assert wrong == []
    assert "团保" in shop.shopper("demo-01").say("你好")


@pytest.mark.parametrize(
    ("size", "status"),
    [(LONGEST_BODY, 422), (LONGEST_BODY + 1, 413), (20 * LONGEST_BODY, 413)],
)
@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "in chunks"])
def test_a_body_is_too_long_from_one_byte_more_than_allowed(
    shop: Product, token: str, size: int, status: int, chunked: bool
) -> None:
    request = Request("long", b" " * size, chunked=chunked)
    answer = send(shop.own.port, request.raw(token))
    assert (answer.status, answer.is_error_in_shape) == (status, True)


def test_a_text_is_too_long_from_one_character_more_than_allowed(shop: Product, token: str) -> None:
    text = {"message_id": "long", "text": "退" * (LONGEST_TEXT + 1)}
    answer = send(shop.own.port, Request("long", dumped(text)).raw(token))
    assert (answer.status, answer.json()["error"]["code"]) == (413, "too_long")
    body = {"message_id": "long", "text": "退" * LONGEST_TEXT}
    assert send(shop.own.port, Request("just right", dumped(body)).raw(token)).status == 200


@pytest.mark.parametrize("sent", [0, 1, 20])
def test_a_client_that_hangs_up_before_its_message_is_whole_leaves_nothing(
    shop: Product, token: str, sent: int
) -> None:
    raw = Request("whole", dumped({"message_id": "cut", "text": "我要退款"})).raw(token)
    head, _, body = raw.partition(b"\r\n\r\n")
    with no_traceback(shop), nothing_written(shop):
        for _ in range(5):
            hang_up(shop.own.port, head + b"\r\n\r\n" + body[:sent])
        assert send(shop.own.port, Request("next", b"{").raw(token)).status == 422


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
        b"GET\r\n\r\n",
        b"POST /api/chat HTTP/9.9\r\n\r\n",
        b"POST /api/chat HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/chat HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"POST /api/chat HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /api/chat HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST /api/chat HTTP/1.1\r\nX: \x00\r\n\r\n",
        b"POST /api/\xe9\xff HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=lambda raw: ascii(raw)[2:40],
)
def test_what_is_no_http_is_refused_before_it_reaches_us(shop: Product, raw: bytes) -> None:
    with no_traceback(shop), nothing_written(shop):
        assert send(shop.own.port, raw).status == 400


def test_chunks_that_are_none_leave_nothing(shop: Product, token: str) -> None:
    head = Request("in chunks", chunked=True).raw(token).removesuffix(b"0\r\n\r\n")
    with no_traceback(shop), nothing_written(shop):
        assert send(shop.own.port, head + b'5\r\n{"mes\r\nxyz\r\n').status == 400


def test_a_websocket_is_refused(shop: Product, token: str) -> None:
    headers = (
        (b"Connection", b"Upgrade"),
        (b"Upgrade", b"websocket"),
        (b"Sec-WebSocket-Version", b"13"),
        (b"Sec-WebSocket-Key", b"dGhlIHNhbXBsZSBub25jZQ=="),
    )
    with no_traceback(shop), nothing_written(shop):
        request = Request("websocket", method="GET", headers=headers)
        assert send(shop.own.port, request.raw(token)).status == 403
