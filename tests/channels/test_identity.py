"""A shopper token is believed only where the shop's site signed it, for us, and it still holds."""

import base64
import hashlib
import hmac
import json
import stat
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jwt
import pytest

from bot.channels.identity import (
    BadSecret,
    BadToken,
    issue_token,
    shopper_of,
    shopper_secret,
)
from bot.settings import Settings, settings

KEY = "a key of the shop's site with more than 32 bytes"
OTHER_KEY = "the key of somebody else, with more than 32 bytes"
HOUR = timedelta(hours=1)
DEEP = "[" * 3000


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("TUANBAO_DATA", str(tmp_path))
    monkeypatch.setenv("TUANBAO_SHOPPER_SECRET", KEY)
    settings.cache_clear()
    yield
    settings.cache_clear()


def now() -> datetime:
    return datetime.now(UTC)


def claims(**changes: Any) -> dict[str, Any]:
    usual = {"sub": "demo-01", "aud": "tuanbao", "exp": now() + HOUR}
    return {name: value for name, value in {**usual, **changes}.items() if value is not ...}


def signed(**changes: Any) -> str:
    return jwt.encode(claims(**changes), KEY, "HS256")


def by_hand(header: Any, body: Any, digest: Any = hashlib.sha256, key: str = KEY) -> str:
    """A token with a good signature over anything."""
    parts = [part if isinstance(part, str) else json.dumps(part) for part in (header, body)]
    text = ".".join(_base64(part.encode()) for part in parts)
    return f"{text}.{_base64(hmac.new(key.encode(), text.encode(), digest).digest())}"


def plain_claims(**changes: Any) -> dict[str, Any]:
    return {**claims(), "exp": int((now() + HOUR).timestamp()), **changes}


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


HS256 = {"alg": "HS256", "typ": "JWT"}


def test_an_issued_token_says_who_the_shopper_is() -> None:
    assert shopper_of(issue_token("demo-01", now(), HOUR)) == "demo-01"


def test_an_issued_token_carries_what_the_contract_says() -> None:
    moment = now().replace(microsecond=0)
    read = jwt.decode(issue_token("王-1", moment, HOUR), KEY, ["HS256"], audience="tuanbao")
    assert read == {
        "sub": "王-1",
        "aud": "tuanbao",
        "iat": int(moment.timestamp()),
        "exp": int((moment + HOUR).timestamp()),
    }


def test_a_token_of_the_site_needs_no_more_than_the_contract_says() -> None:
    assert shopper_of(signed()) == "demo-01"


def test_a_site_whose_clock_is_ahead_is_believed() -> None:
    assert shopper_of(signed(iat=now() + timedelta(minutes=2))) == "demo-01"


def test_our_audience_may_be_one_of_several() -> None:
    assert shopper_of(signed(aud=["other", "tuanbao"])) == "demo-01"


def test_the_audience_is_the_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUANBAO_SHOPPER_AUDIENCE", "my-shop")
    settings.cache_clear()
    with pytest.raises(BadToken):
        shopper_of(signed())
    assert shopper_of(signed(aud="my-shop")) == "demo-01"


@pytest.mark.parametrize("name", ["sub", "aud", "exp"])
@pytest.mark.parametrize("value", [..., None])
def test_a_claim_is_missing(name: str, value: Any) -> None:
    with pytest.raises(BadToken):
        shopper_of(signed(**{name: value}))


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": 0},
        {"exp": -1},
        {"exp": True},
        {"exp": "soon"},
        {"exp": "9" * 5000},
        {"exp": []},
        {"exp": {}},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"nbf": datetime(2090, 1, 1, tzinfo=UTC)},
        {"aud": "another-shop"},
        {"aud": "tuanbao2"},
        {"aud": ""},
        {"aud": []},
        {"aud": ["another-shop"]},
        {"aud": ["tuanbao", 1]},
        {"aud": {"tuanbao": True}},
        {"aud": 1},
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold(changes: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(HS256, json.dumps(plain_claims(**changes), default=_seconds)))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def test_a_token_that_has_just_expired() -> None:
    token = issue_token("demo-01", now() - HOUR - timedelta(seconds=1), HOUR)
    with pytest.raises(BadToken, match="expired"):
        shopper_of(token)


@pytest.mark.parametrize(
    "sub",
    [
        "",
        " ",
        "\u3000",
        "x" * 65,
        "visitor:",
        "visitor:0123",
        "demo-01\n",
        "demo\x0001",
        "demo\x1b[2J",
        "demo\x85",
        "demo\u2028",
        "demo\ud800",
        1,
        True,
        1.5,
        ["demo-01"],
        {"demo-01": 1},
    ],
    ids=ascii,
)
def test_a_subject_that_is_no_shopper_id(sub: Any) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(HS256, plain_claims(sub=sub)))


@pytest.mark.parametrize("sub", ["x" * 64, "王小明", "o'neil; DROP TABLE", "a@b.cn"])
def test_any_other_subject_is_taken_as_it_is(sub: str) -> None:
    assert shopper_of(signed(sub=sub)) == sub


@pytest.mark.parametrize("sub", ["", "  ", "x" * 65, "demo\n01", "visitor:1"], ids=ascii)
def test_no_token_is_issued_for_what_is_no_shopper_id(sub: str) -> None:
    with pytest.raises(ValueError, match="shopper id"):
        issue_token(sub, now(), HOUR)


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE"])
@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_an_unsigned_token(alg: str, signature: str) -> None:
    token = by_hand({"alg": alg, "typ": "JWT"}, plain_claims())
    unsigned = f"{token.rpartition('.')[0]}.{signature}"
    with pytest.raises(BadToken):
        shopper_of(unsigned)


def test_the_librarys_own_unsigned_token() -> None:
    with pytest.raises(BadToken):
        shopper_of(jwt.encode(claims(), None, "none"))


@pytest.mark.parametrize("alg", ["HS384", "HS512"])
def test_another_algorithm_with_the_right_key(alg: str) -> None:
    with pytest.raises(BadToken):
        shopper_of(jwt.encode(claims(), KEY * 2, alg))
    digest = {"HS384": hashlib.sha384, "HS512": hashlib.sha512}[alg]
    with pytest.raises(BadToken):
        shopper_of(by_hand({"alg": alg}, plain_claims(), digest))


@pytest.mark.parametrize(
    "alg", ["RS256", "ES256", "PS256", "EdDSA", "hs256", "", 1, None, [], ["HS256"], {}], ids=str
)
def test_an_algorithm_that_is_only_claimed(alg: Any) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand({"alg": alg}, plain_claims()))


@pytest.mark.parametrize(
    "header",
    [{}, {"typ": "JWT"}, {"alg": "HS256", "crit": ["x"]}, {"alg": "HS256", "kid": 1}, [], 1, "x"],
    ids=str,
)
def test_a_header_that_is_none(header: Any) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(header, plain_claims()))


@pytest.mark.parametrize("name", ["jku", "x5u", "jwk", "x5c"])
def test_a_key_that_the_token_brings_along_is_not_used(name: str) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand({**HS256, name: OTHER_KEY}, plain_claims(), key=OTHER_KEY))


@pytest.mark.parametrize("key", [OTHER_KEY, KEY.upper(), KEY[:-1], "", "tuanbao"])
def test_another_key(key: str) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(HS256, plain_claims(), key=key))


def test_a_signature_or_a_claim_that_was_changed() -> None:
    header, body, signature = signed().split(".")
    other_body = by_hand(HS256, plain_claims(sub="demo-02")).split(".")[1]
    flipped = signature[:-2] + ("A" if signature[-2] != "A" else "B") + signature[-1]
    for token in (
        f"{header}.{other_body}.{signature}",
        f"{header}.{body}.{flipped}",
        f"{header}.{body}.",
        f"{header}.{body}",
        f"{header}.{body}.{signature}.{signature}",
    ):
        with pytest.raises(BadToken):
            shopper_of(token)


@pytest.mark.parametrize("body", ["[]", "1", '"demo-01"', "null", "{", "", "\x00"], ids=ascii)
def test_claims_that_are_none(body: str) -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(HS256, body))


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "é.ü.ß",
        "王.小.明",
        "\ud800.\ud800.\ud800",
        "\x00",
        " ",
        "=.=.=",
        f"{_base64(DEEP.encode())}..",
        by_hand(DEEP, "{}"),
        "a" * 100_000,
        None,
        0,
        1.5,
        True,
        b"a.b.c",
        [],
        {},
        object(),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_garbage(garbage: Any) -> None:
    with pytest.raises(BadToken):
        shopper_of(garbage)


def test_deep_nesting_in_signed_claims() -> None:
    with pytest.raises(BadToken):
        shopper_of(by_hand(HS256, DEEP))


def test_a_message_never_repeats_the_key_or_the_token() -> None:
    token = by_hand(HS256, plain_claims(), key=OTHER_KEY)
    with pytest.raises(BadToken) as caught:
        shopper_of(token)
    assert KEY not in str(caught.value)
    assert token not in str(caught.value)


def test_the_operators_key_comes_first(tmp_path: Path) -> None:
    assert shopper_secret(settings()) == KEY
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize("key", ["short", "x" * 31])
def test_a_key_that_is_too_short(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadSecret, match="TUANBAO_SHOPPER_SECRET"):
        shopper_secret(Settings(data=tmp_path, shopper_secret=key))


def test_a_kept_key_that_is_too_short(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "shopper_token").write_text("\n")
    with pytest.raises(BadSecret, match="shopper_token"):
        shopper_secret(Settings(data=tmp_path, shopper_secret=""))


def test_a_key_is_made_at_first_use_and_kept_to_its_owner(tmp_path: Path) -> None:
    own = Settings(data=tmp_path / "new", shopper_secret="")
    key = shopper_secret(own)
    path = tmp_path / "new" / "secrets" / "shopper_token"
    assert path.read_text() == key
    assert len(key) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert shopper_secret(own) == key


def test_two_shops_have_two_keys(tmp_path: Path) -> None:
    keys = {shopper_secret(Settings(data=tmp_path / n, shopper_secret="")) for n in "ab"}
    assert len(keys) == 2


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    context = get_context("spawn")
    with context.Pool(4, _share, (context.Barrier(4),)) as pool:
        keys = pool.map(_first_keys, [tmp_path] * 4, chunksize=1)
    assert len({*map(tuple, keys)}) == 1


def _share(barrier: Any) -> None:
    globals()["together"] = barrier


def _first_keys(folder: Path) -> list[str]:
    """The key of each of several new shops, asked for as all the other processes do."""
    keys = []
    for name in map(str, range(20)):
        globals()["together"].wait()
        keys.append(shopper_secret(Settings(data=folder / name, shopper_secret="")))
    return keys
