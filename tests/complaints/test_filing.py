"""Tickets: what is written down, said twice or at once, and the alarm they raise."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.complaints import filing, recalls
from bot.complaints.filing import ComplaintError, Filed, Grievance, file_complaint
from bot.complaints.models import Complaint
from bot.complaints.views import alarms
from bot.orders.book import find_order
from bot.policy import PUBLISHED, Category, ComplaintParameters, Danger, complaint_parameters_on
from bot.store import Store
from tests.cases.shop import NOW, SIGNED, sell

PARAMETERS = complaint_parameters_on(NOW.date())


def complain(
    store: Store,
    category: Category = Category.QUALITY,
    order_no: str | None = "TB1",
    now: datetime = NOW,
    parameters: ComplaintParameters = PARAMETERS,
    **what: Any,
) -> Filed:
    """A complaint of the shopper whose order it is."""
    shopper = what.pop("shopper_id", "s1")
    said: dict[str, Any] = {"conversation_id": f"c-{shopper}", "message_id": 1, "text": "太差了"}
    with store.writing() as session:
        order = find_order(session, shopper, order_no) if order_no else None
        grievance = Grievance(shopper_id=shopper, category=category, order=order, **said | what)
        return file_complaint(session, grievance, now, parameters, PUBLISHED)


def tickets(store: Store) -> list[Complaint]:
    with store.reading() as session:
        return list(session.query(Complaint).order_by(Complaint.opened_at, Complaint.ticket_no))


def alarmed(store: Store) -> list[str]:
    with store.reading() as session:
        return [alarm["deal_id"] for alarm in alarms(session)]


def sells(store: Store, shoppers: int, **order: Any) -> None:
    """One order of the same deal to each of so many shoppers, TB1 to s1 and so on."""
    for number in range(1, shoppers + 1):
        sell(store, **SIGNED, order_no=f"TB{number}", shopper_id=f"s{number}", **order)


def test_a_ticket_has_what_a_human_needs(store: Store) -> None:
    sell(store, **SIGNED)
    filed = complain(store, Category.COUNTERFEIT, text="这是假货")
    (ticket,) = tickets(store)
    assert filed.fresh
    assert ticket.ticket_no.startswith("T260603")
    assert (ticket.order_no, ticket.deal_id, ticket.shopper_id) == ("TB1", "D1", "s1")
    assert (ticket.category, ticket.severity, ticket.text) == ("counterfeit", 2, "这是假货")
    assert ticket.respond_by == date(2026, 6, 4)
    assert (ticket.status, ticket.dangers) == ("open", [])


def test_a_complaint_needs_no_order(store: Store) -> None:
    complain(store, Category.SUPPORT, order_no=None)
    (ticket,) = tickets(store)
    assert (ticket.order_no, ticket.deal_id, ticket.severity) == (None, None, 3)
    assert ticket.respond_by == date(2026, 6, 8)


def test_said_again_it_is_the_same_ticket(store: Store) -> None:
    sell(store, **SIGNED)
    first = complain(store)
    again = complain(store, message_id=2, text="说了还不管")
    assert not again.fresh
    assert again.complaint.ticket_no == first.complaint.ticket_no
    complain(store, message_id=3, text="说了还不管")
    assert [ticket.text for ticket in tickets(store)] == ["太差了\n说了还不管"]


def test_another_category_or_order_is_another_ticket(store: Store) -> None:
    sell(store, **SIGNED)
    sell(store, **SIGNED, order_no="TB2")
    complain(store)
    complain(store, Category.WRONG_ITEM)
    complain(store, order_no="TB2", message_id=2)
    complain(store, order_no=None, message_id=3)
    assert len(tickets(store)) == 4


def follow(store: Store, category: Category, **what: Any) -> Filed:
    """What is told after a complaint, without being called one."""
    return complain(store, category, **{"message_id": 2, "text": "还有", "follows": True} | what)


def test_what_follows_in_the_conversation_is_added_to_the_ticket(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store, Category.MERCHANT)
    filed = follow(store, Category.WRONG_ITEM)
    assert (filed.fresh, filed.added) == (False, Category.WRONG_ITEM)
    (ticket,) = tickets(store)
    assert (ticket.category, ticket.text) == ("merchant", "太差了\n还有")


@pytest.mark.parametrize(
    ("category", "severity"), [(Category.COUNTERFEIT, 2), (Category.QUALITY, 3)]
)
def test_what_is_graver_makes_the_ticket_its_own(
    store: Store, category: Category, severity: int
) -> None:
    sell(store, **SIGNED)
    complain(store, Category.MERCHANT)
    follow(store, category)
    follow(store, Category.WRONG_ITEM, message_id=3)
    (ticket,) = tickets(store)
    assert (ticket.category, ticket.severity) == (category, severity)


@pytest.mark.parametrize(
    "what",
    [
        {"conversation_id": "another"},
        {"order_no": "TB2"},
        {"order_no": None},
        {"dangers": frozenset({Danger.FIRE})},
        {"overdue": True},
        {"now": NOW + filing.SAME_TALK},
    ],
)
def test_what_belongs_elsewhere_is_another_ticket(store: Store, what: dict[str, Any]) -> None:
    sell(store, **SIGNED)
    sell(store, **SIGNED, order_no="TB2")
    complain(store, Category.MERCHANT)
    assert follow(store, Category.WRONG_ITEM, **what).fresh


def test_a_closed_ticket_does_not_swallow_a_new_complaint(store: Store) -> None:
    sell(store, **SIGNED)
    first = complain(store).complaint.ticket_no
    with store.writing() as session:
        filing.close(session, first, NOW, "退了一半")
    assert complain(store, message_id=2).fresh
    closed = next(t for t in tickets(store) if t.ticket_no == first)
    assert (closed.status, closed.note, closed.closed_at) == ("closed", "退了一半", NOW)


def test_words_of_danger_make_the_standing_ticket_urgent(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store)
    complain(store, message_id=2, dangers=frozenset({Danger.INJURY}))
    (ticket,) = tickets(store)
    assert (ticket.severity, ticket.dangers) == (1, ["injury"])
    assert ticket.respond_by == NOW.date()


def test_milder_words_do_not_make_it_less_urgent(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store, dangers=frozenset({Danger.LAW}))
    complain(store, message_id=2)
    (ticket,) = tickets(store)
    assert (ticket.severity, ticket.dangers) == (1, ["law"])


def test_a_date_that_has_passed_is_serious(store: Store) -> None:
    complain(store, Category.REFUND_LATE, order_no=None, overdue=True)
    assert tickets(store)[0].severity == 2


def test_a_very_long_story_is_kept_as_far_as_there_is_room(store: Store) -> None:
    complain(store, order_no=None, text="假" * 5000)
    assert len(tickets(store)[0].text) == filing.LONGEST_TEXT


def test_another_shoppers_order_is_none(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store, shopper_id="s2")
    assert tickets(store)[0].order_no is None


@pytest.mark.parametrize("again", [filing.close, filing.withdraw])
def test_what_has_ended_cannot_end_again(store: Store, again: Any) -> None:
    ticket_no = complain(store, order_no=None).complaint.ticket_no
    with store.writing() as session:
        assert filing.withdraw(session, ticket_no, NOW).status == "withdrawn"
    with pytest.raises(ComplaintError, match="withdrawn already"), store.writing() as session:
        again(session, ticket_no, NOW)


def test_an_unknown_ticket(store: Store) -> None:
    with pytest.raises(ComplaintError, match="no complaint T1"), store.writing() as session:
        filing.close(session, "T1", NOW)


@pytest.mark.parametrize("category", [Category.QUALITY, Category.COUNTERFEIT])
def test_the_third_shopper_raises_the_alarm(store: Store, category: Category) -> None:
    sells(store, 4)
    for number in (1, 2):
        complain(store, category, f"TB{number}", shopper_id=f"s{number}")
        assert alarmed(store) == []
    complain(store, category, "TB3", shopper_id="s3")
    assert alarmed(store) == ["D1"]
    complain(store, category, "TB4", shopper_id="s4")
    assert alarmed(store) == ["D1"]


def test_one_shopper_however_loud_is_one(store: Store) -> None:
    for number in range(1, 5):
        sell(store, **SIGNED, order_no=f"TB{number}")
        complain(store, order_no=f"TB{number}", message_id=number)
    assert alarmed(store) == []


def test_other_categories_other_deals_and_what_was_taken_back_do_not_count(store: Store) -> None:
    sells(store, 6)
    sell(store, **SIGNED, order_no="TB7", shopper_id="s7", deal_id="D2", deal_title="保温杯")
    complain(store, Category.LATE_DELIVERY, "TB1", shopper_id="s1")
    complain(store, Category.MERCHANT, "TB2", shopper_id="s2")
    taken_back = complain(store, order_no="TB3", shopper_id="s3").complaint.ticket_no
    with store.writing() as session:
        filing.withdraw(session, taken_back, NOW)
    complain(store, order_no="TB4", shopper_id="s4")
    complain(store, order_no="TB7", shopper_id="s7")
    complain(store, order_no="TB5", shopper_id="s5")
    assert alarmed(store) == []
    complain(store, order_no="TB6", shopper_id="s6")
    assert alarmed(store) == ["D1"]


def test_what_is_longer_ago_than_the_days_does_not_count(store: Store) -> None:
    sells(store, 4)
    for number in (1, 2):
        complain(store, order_no=f"TB{number}", shopper_id=f"s{number}")
    later = NOW + timedelta(days=PARAMETERS.recall_alarm_days)
    complain(store, order_no="TB3", shopper_id="s3", now=later)
    assert alarmed(store) == []


def test_just_within_the_days_counts(store: Store) -> None:
    sells(store, 3)
    for number in (1, 2):
        complain(store, order_no=f"TB{number}", shopper_id=f"s{number}")
    later = NOW + timedelta(days=PARAMETERS.recall_alarm_days, seconds=-1)
    complain(store, order_no="TB3", shopper_id="s3", now=later)
    assert alarmed(store) == ["D1"]


@pytest.mark.parametrize("danger", Danger)
def test_one_injury_or_bad_food_is_enough(store: Store, danger: Danger) -> None:
    sell(store, **SIGNED)
    complain(store, Category.OTHER, dangers=frozenset({danger}))
    expected = ["D1"] if danger in (Danger.INJURY, Danger.FOOD_SAFETY) else []
    assert alarmed(store) == expected


def test_the_operator_sets_how_many(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store, parameters=complaint_parameters_on(NOW.date(), {"recall_alarm_complaints": 1}))
    assert alarmed(store) == ["D1"]


def test_a_deal_under_recall_raises_no_alarm(store: Store) -> None:
    sell(store, **SIGNED)
    recalls.start(store, "D1", NOW)
    complain(store, dangers=frozenset({Danger.INJURY}))
    assert alarmed(store) == []


def test_starting_the_recall_answers_the_alarm(store: Store) -> None:
    sell(store, **SIGNED)
    complain(store, dangers=frozenset({Danger.INJURY}))
    recalls.start(store, "D1", NOW)
    assert alarmed(store) == []


def test_many_shoppers_at_once_raise_it_once(store: Store) -> None:
    sells(store, 8)

    def go(number: int) -> bool:
        return complain(store, order_no=f"TB{number}", shopper_id=f"s{number}").fresh

    with ThreadPoolExecutor(8) as crowd:
        assert all(crowd.map(go, range(1, 9)))
    assert alarmed(store) == ["D1"]
    assert len(tickets(store)) == 8
