"""An address is counted without being known."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.asking import digest
from bot.settings import settings


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TUANBAO_DATA", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "::ffff:203.0.113.7"),
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("2001:db8:0:0:1::1", "2001:DB8::2:3:4:5"),
        ("unknown", "unknown"),
    ],
)
def test_whoever_has_the_one_has_the_other(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("203.0.113.7", "203.0.113.8"), ("2001:db8::1", "2001:db8:0:1::1"), ("", "unknown")],
)
def test_others_are_counted_by_themselves(one: str, other: str) -> None:
    assert digest(one) != digest(other)


def test_trying_all_addresses_does_not_find_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "203.0.113.7"
    kept = digest(address)
    assert address not in kept
    assert kept != hashlib.sha256(address.encode()).hexdigest()[: len(kept)]
    monkeypatch.setenv("TUANBAO_SHOPPER_SECRET", "another key of 32 bytes or more, as it must")
    settings.cache_clear()
    assert digest(address) != kept
