"""`bot complaints` and `bot recall alarms`."""

from bot.policy import Category, Danger
from bot.store import Store
from tests.cases.shop import SIGNED, sell
from tests.cli.conftest import Bot
from tests.complaints.test_filing import complain


def test_complaints_are_listed_the_most_urgent_first(bot: Bot, store: Store) -> None:
    assert bot.json("complaints", "list") == []
    sell(store, **SIGNED)
    mild = complain(store, Category.LATE_DELIVERY).complaint.ticket_no
    urgent = complain(store, message_id=2, dangers=frozenset({Danger.FIRE})).complaint.ticket_no
    complain(store, Category.SUPPORT, order_no=None, shopper_id="s2")
    found = bot.json("complaints", "list", "--shopper", "s1")
    assert [row["ticket_no"] for row in found] == [urgent, mild]
    assert found[0]["dangers"] == ["fire"]
    assert len(bot.json("complaints", "list")) == 3
    assert urgent in bot("complaints", "list").out


def test_a_complaint_is_shown_and_closed(bot: Bot, store: Store) -> None:
    ticket_no = complain(store, order_no=None, text="没人回我").complaint.ticket_no
    assert bot.json("complaints", "show", ticket_no)["text"] == "没人回我"
    assert "没人回我" in bot("complaints", "show", ticket_no).out
    assert bot("complaints", "close", ticket_no, "--note", "已回电").out == f"{ticket_no}: closed\n"
    shown = bot.json("complaints", "show", ticket_no)
    assert (shown["status"], shown["note"]) == ("closed", "已回电")
    assert "closed already" in bot.refused("complaints", "close", ticket_no)


def test_an_unknown_ticket(bot: Bot) -> None:
    for command in ("show", "close"):
        error = bot.refused("complaints", command, "T9")
        assert error == "there is no complaint T9; see bot complaints list"


def test_alarms_are_listed_until_the_recall_starts(bot: Bot, store: Store) -> None:
    assert bot.json("recall", "alarms") == []
    sell(store, **SIGNED)
    ticket_no = complain(store, dangers=frozenset({Danger.INJURY})).complaint.ticket_no
    (alarm,) = bot.json("recall", "alarms")
    assert (alarm["deal_id"], alarm["ticket_no"]) == ("D1", ticket_no)
    assert "D1" in bot("recall", "alarms").out
    bot("recall", "start", "D1")
    assert bot.json("recall", "alarms") == []
