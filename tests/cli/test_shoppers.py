"""`bot shoppers token`."""

from pathlib import Path

import jwt
import pytest

from bot.channels.identity import shopper_of
from tests.cli.conftest import Bot

LONG_ENOUGH = "a secret of the shop's site, 32 bytes or more"


def claims(token: str) -> dict[str, int]:
    return jwt.decode(token, options={"verify_signature": False})


def test_a_token_is_all_that_is_printed(bot: Bot, data: Path) -> None:
    said = bot("shoppers", "token", "demo-01")
    assert said.err == ""
    assert said.out.count("\n") == 1
    assert shopper_of(said.out.strip()) == "demo-01"
    assert (data / "secrets" / "shopper_token").exists()


@pytest.mark.parametrize(("arguments", "hours"), [((), 24), (("--hours", "1"), 1)])
def test_a_token_holds_for_some_hours(bot: Bot, arguments: tuple[str, ...], hours: int) -> None:
    found = claims(bot("shoppers", "token", "demo-01", *arguments).out.strip())
    assert found["exp"] - found["iat"] == hours * 3600


def test_a_token_is_signed_with_the_sites_key(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUANBAO_SHOPPER_SECRET", LONG_ENOUGH)
    token = bot("shoppers", "token", "demo-01").out.strip()
    assert jwt.decode(token, LONG_ENOUGH, ["HS256"], audience="tuanbao")["sub"] == "demo-01"


@pytest.mark.parametrize("shopper_id", ["", " ", "x" * 65, "demo\n01"], ids=ascii)
def test_what_cannot_be_a_shopper_gets_none(bot: Bot, shopper_id: str) -> None:
    assert "shopper id" in bot.refused("shoppers", "token", shopper_id)


def test_a_weak_key_is_refused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUANBAO_SHOPPER_SECRET", "short")
    assert "TUANBAO_SHOPPER_SECRET is too short" in bot.refused("shoppers", "token", "demo-01")


@pytest.mark.parametrize("hours", ["0", "-1", "9999999999", "x"])
def test_hours_that_are_none(bot: Bot, hours: str) -> None:
    bot("shoppers", "token", "demo-01", "--hours", hours, code=2)
