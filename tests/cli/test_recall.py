"""`bot recall`."""

from bot.cases.deciding import consider
from bot.policy import Outcome
from bot.store import Store
from tests.cases.shop import NOW, UNSHIPPED, request, sell
from tests.cli.conftest import Bot


def test_a_recall_starts_once(bot: Bot, store: Store) -> None:
    sell(store, **UNSHIPPED, seven_day_refund="false")
    assert bot("recall", "start", "D1").out == "D1 is now under recall\n"
    assert bot("recall", "start", "D1").out == "D1 is already under recall\n"
    with store.reading() as session:
        decision = consider(session, request(), NOW).decision
    assert decision is not None
    assert (decision.outcome, decision.clauses) == (Outcome.APPROVE, ("M-2",))


def test_recalls_are_listed(bot: Bot, store: Store) -> None:
    assert bot.json("recall", "list") == []
    assert bot("recall", "list").out == "(none)\n"
    sell(store, **UNSHIPPED)
    sell(store, **UNSHIPPED, order_no="TB2", deal_id="D2", deal_title="保温杯")
    bot("recall", "start", "D1")
    bot("recall", "start", "D2")
    found = bot.json("recall", "list")
    assert [recall["deal_id"] for recall in found] == ["D2", "D1"]
    started_at = found[0].pop("started_at")
    assert started_at.endswith("+00:00")
    assert found[0] == {"deal_id": "D2", "title": "保温杯", "merchant": "暖沃沃"}
    assert "保温杯" in bot("recall", "list").out


def test_an_unknown_deal(bot: Bot) -> None:
    error = bot.refused("recall", "start", "D9")
    assert error == "there is no deal D9; see the deal_id column of the orders file"
    assert bot.json("recall", "list") == []
