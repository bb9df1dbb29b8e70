"""`bot orders import` and `bot shoppers list`."""

from pathlib import Path

import pytest

from bot.orders.rows import COLUMNS
from bot.store import Store
from tests.cases.shop import SERVICE, sell
from tests.cli.conftest import Bot

HEADER = ",".join(COLUMNS)
ROW = (
    "{order_no},s1,王小明,13800001111,D1,火锅套餐,椒巷子,service,true,1,188.00,{paid},"
    "2026-06-01T10:00:00+08:00,none,,,,,,false,false"
)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def test_orders_are_added_changed_or_left_as_they_are(bot: Bot, tmp_path: Path) -> None:
    file = write(
        tmp_path / "o.csv", *(ROW.format(order_no=f"T{n}", paid="188.00") for n in range(3))
    )
    assert bot("orders", "import", str(file)).out == f"{file}: 3 added, 0 changed, 0 unchanged\n"
    write(file, ROW.format(order_no="T0", paid="180.00"), ROW.format(order_no="T1", paid="188.00"))
    assert bot("orders", "import", str(file)).out == f"{file}: 0 added, 1 changed, 1 unchanged\n"


def test_a_bad_file_is_refused_whole_with_its_lines(bot: Bot, tmp_path: Path) -> None:
    good, bad = (ROW.format(order_no="T1", paid=paid) for paid in ("188.00", "-1"))
    file = write(tmp_path / "o.csv", good, bad, good)
    said = bot("orders", "import", str(file), code=1)
    assert said.out == ""
    *lines, last = said.err.splitlines()
    assert [line.split(": ")[:3] for line in lines] == [
        [str(file), "line 3", "order_no"],
        [str(file), "line 3", "paid_amount"],
        [str(file), "line 4", "order_no"],
    ]
    assert last.startswith(f"error: nothing was imported, {file} has 3 mistakes; correct them")
    assert bot.json("shoppers", "list") == []


def test_of_very_many_mistakes_the_first_are_printed(bot: Bot, tmp_path: Path) -> None:
    bad = (ROW.format(order_no=f"T{n}", paid="x") for n in range(250))
    file = write(tmp_path / "o.csv", *bad)
    lines = bot("orders", "import", str(file), code=1).err.splitlines()
    assert len(lines) == 202
    assert lines[199].startswith(f"{file}: line 201: paid_amount: ")
    assert lines[200] == f"{file}: … and 50 more"
    assert "250 mistakes" in lines[201]


@pytest.mark.parametrize("name", ["missing.csv", ""])
def test_a_file_that_cannot_be_read(bot: Bot, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert bot.refused("orders", "import", str(path)).startswith(f"{path}: ")


def test_an_order_of_another_shopper_is_not_taken_over(
    bot: Bot, store: Store, tmp_path: Path
) -> None:
    sell(store, **SERVICE, order_no="T1", shopper_id="s2")
    file = write(tmp_path / "o.csv", ROW.format(order_no="T1", paid="188.00"))
    assert "another shopper" in bot("orders", "import", str(file), code=1).err


def test_shoppers_are_listed_with_their_orders(bot: Bot, store: Store) -> None:
    assert bot("shoppers", "list").out == "(none)\n"
    sell(store, **SERVICE)
    sell(store, **SERVICE, order_no="TB2")
    sell(store, **SERVICE, order_no="TB3", shopper_id="s2", shopper_name="Ann\u00a0Lee")
    assert bot.json("shoppers", "list") == [
        {"shopper_id": "s1", "name": "王小明", "orders": 2},
        {"shopper_id": "s2", "name": "Ann\u00a0Lee", "orders": 1},
    ]
    assert bot("shoppers", "list").out.splitlines() == [
        "shopper id  name     orders",
        "s1          王小明   2",
        "s2          Ann\u00a0Lee  1",
    ]
