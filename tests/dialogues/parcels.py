"""What the tests of parcels and of the way back share: parcels, filed cases, and what is judged."""

import re
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import select, update

from bot import clock
from bot.cases import steps
from bot.cases.models import Case, CaseStep
from bot.complaints.models import Complaint
from bot.complaints.views import complaint_json
from tests.dialogues.buyer import IN_TRANSIT, Buyer, in_words, on_day, today
from tests.dialogues.conftest import RETURNS

Language = Literal["zh", "en"]

KETTLE, QUILT = "双层防烫电热水壶", "长绒棉四件套"
NIMBUS, AURORA = "Nimbus 电热水壶", "Aurora 护眼台灯"  # for shoppers who write English
WAYBILL = IN_TRANSIT["tracking_no"]
OTHER_PARCEL = {**IN_TRANSIT, "carrier": "圆通速递", "tracking_no": "YT8811223344556"}
SORRY = {"zh": ("对不起", "抱歉"), "en": ("sorry", "apolog")}

_WISH = {
    "zh": {"refund": "我要退款", "return": "我要退货", "exchange": "我要换货"},
    "en": {
        "refund": "I want a refund",
        "return": "I want to return something",
        "exchange": "I want to exchange something",
    },
}
_INTACT = {
    "quality_problem": {"zh": "没有质量问题", "en": "just do not want"},
    "used": {"zh": "没用过", "en": "Not used"},
    "complete": {"zh": "都齐全", "en": "All there"},
}
_CHINESE = re.compile(r"[\u3400-\u9fff，。！？；：、（）「」《》]")
_ENGLISH = re.compile(r"(?<![\w-])[A-Za-z]{3,}(?![\w-])")
_DAYS = re.compile(
    r"\d+月\d+[日号]|\d+ (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)"
)
_LONGEST = {"zh": 220, "en": 450}


def on_its_way(days: int = 2, **order: str) -> dict[str, str]:
    """A parcel that was shipped `days` days ago."""
    return {**IN_TRANSIT, "shipped_at": on_day(days, "09:30:00"), **order}


def signed_for(days: int = 1, **order: str) -> dict[str, str]:
    """A parcel that was signed for `days` days ago."""
    signed_at = on_day(days)
    return {**on_its_way(days + 1), "delivery": "signed", "signed_at": signed_at, **order}


def files(buyer: Buyer, wish: str, language: Language = "zh", title: str = "") -> str:
    """Ask for it, of the order of that title, and agree; the case's number."""
    buyer.say(_WISH[language][wish])
    if buyer.question == "order":
        buyer.press(title)
    while buyer.question in _INTACT:
        buyer.press(_INTACT[buyer.question][language])
    before = {case["case_no"] for case in buyer.cases}
    buyer.press_yes()
    (case_no,) = {case["case_no"] for case in buyer.cases} - before
    return str(case_no)


def case_of(buyer: Buyer, case_no: str) -> dict[str, Any]:
    """The case of that number as it is now."""
    return next(case for case in buyer.cases if case["case_no"] == case_no)


def moves(buyer: Buyer, case_no: str) -> list[tuple[str, str]]:
    """Where the case went, and who moved it, the filing first."""
    with buyer.product.store.reading() as session:
        rows = session.scalars(
            select(CaseStep).where(CaseStep.case_no == case_no).order_by(CaseStep.id)
        )
        return [(row.to_status, row.actor) for row in rows]


def complaints(buyer: Buyer) -> list[dict[str, Any]]:
    """This shopper's complaints, the oldest first."""
    with buyer.product.store.reading() as session:
        rows = session.scalars(
            select(Complaint)
            .where(Complaint.shopper_id == buyer.shopper_id)
            .order_by(Complaint.opened_at)
        )
        return [complaint_json(row) for row in rows]


def arrives(buyer: Buyer, case_no: str) -> None:
    """The goods are back at the warehouse."""
    steps.arrived(buyer.product.store, case_no, clock.now())


def let_the_date_pass(buyer: Buyer, case_no: str, days: int = 3) -> date:
    """The date that was promised for the case was `days` days ago; that date."""
    due = today() - timedelta(days=days)
    with buyer.product.store.writing() as session:
        session.execute(update(Case).where(Case.case_no == case_no).values(due_on=due))
    return due


def named(day: date, language: Language) -> str:
    """The day as it is written to the shopper, but for a year."""
    return in_words(day) if language == "zh" else f"{day.day} {day:%B}"


def days_named(text: str) -> set[str]:
    """All the days that a text names."""
    return set(_DAYS.findall(text))


def is_sorry(said: str, language: Language) -> bool:
    """Whether it apologises."""
    return any(word in said.lower() for word in SORRY[language])


def check_language(buyer: Buyer, language: Language, *data: str) -> None:
    """The last answer and its buttons are in one language, and short.

    `data` is what comes from the order as it is: titles, carriers.
    """
    said = buyer.heard[-1]["answer"]
    for text in (said, *buyer.titles):
        for value in (*data, KETTLE, QUILT, NIMBUS, AURORA, "中通快递", "圆通速递"):
            text = text.replace(value, "")
        for value in RETURNS.values():
            text = text.replace(value, "")
        foreign = (_ENGLISH if language == "zh" else _CHINESE).findall(text)
        assert foreign == [], f"{foreign} in {text!r}"
    for reply in last_replies(buyer):
        assert len(reply) <= _LONGEST[language], reply


def last_replies(buyer: Buyer) -> list[str]:
    """What was answered last, or told since, one a reply."""
    said = messages(buyer)
    first = max(number for number, message in enumerate(said) if message["author"] == "shopper")
    return [message["text"] for message in said[first + 1 :]]


def messages(buyer: Buyer) -> list[dict[str, Any]]:
    """All that was said in the conversation, the oldest first."""
    answer = buyer.client.get("/api/chat/messages", params={"after": "0"})
    found: list[dict[str, Any]] = answer.json()["messages"]
    return found


def offers(buyer: Buyer, intent: str) -> bool:
    """Whether a button sends this intent."""
    return any(b["payload"].startswith(f"/{intent}") for b in buyer.buttons)
