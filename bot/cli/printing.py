"""What commands print: aligned columns for people, JSON for programs."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.cells import cell_len

from bot.policy import SHANGHAI, yuan

JsonArray = Annotated[bool, typer.Option("--json", help="Print one JSON array.")]
JsonObject = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WIDEST = 60


def print_json(value: object) -> None:
    """Print `value` as JSON, Chinese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_list(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """Print `rows` as a JSON array, or their `columns` one row a line."""
    if as_json:
        print_json(list(rows))
    elif rows:
        lines = [[shown(name, row[name], _WIDEST) for name in columns] for row in rows]
        _print_table([[_heading(name) for name in columns], *lines])
    else:
        print("(none)")


def print_object(row: Mapping[str, Any]) -> None:
    """Print one object, a field a line."""
    _print_table([[f"{_heading(name)}:", shown(name, value)] for name, value in row.items()])


def shown(name: str, value: Any, limit: int | None = None) -> str:
    """The field `name` in one line of at most `limit` characters.

    Moments are Shanghai's, money is yuan, and nothing in a text can steer the terminal.
    """
    if value is None or value in ("", [], {}):
        return "-"
    if name.endswith("_fen"):
        return f"¥{yuan(value)}"
    if name == "at" or name.endswith("_at"):
        return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    text = _CONTROL.sub(" ", str(value))
    return text if limit is None or len(text) <= limit else f"{text[: limit - 1]}…"


def _heading(name: str) -> str:
    return name.removesuffix("_at").removesuffix("_fen").replace("_", " ")


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        print("  ".join(text + " " * (width - cell_len(text)) for text, width in cells).rstrip())
