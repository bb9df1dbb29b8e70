"""What docs/integration.md tells a shop to write makes a token that is believed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.identity import shopper_of
from bot.orders.rows import COLUMNS
from bot.settings import ROOT, settings

KEY = "the key of a shop with more than 32 bytes in it"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TUANBAO_DATA", str(tmp_path))
    monkeypatch.setenv("TUANBAO_SHOPPER_SECRET", KEY)
    settings.cache_clear()
    yield
    settings.cache_clear()


def snippet(language: str, name: str) -> str:
    """The block of the guide that defines `name`."""
    text = (ROOT / "docs" / "integration.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    (found,) = (block for block in blocks if name in block)
    return str(found)


def test_the_python_snippet_signs_a_token() -> None:
    defined: dict[str, Any] = {}
    exec(snippet("python", "shopper_token"), defined)
    assert shopper_of(defined["shopper_token"]("王-1")) == "王-1"


def test_every_column_of_the_orders_file_is_named() -> None:
    text = (ROOT / "docs" / "integration.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []
