"""Shoppers with orders of their own, who talk to the running product."""

import json
import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import httpx
from sqlalchemy import select
from typer.testing import CliRunner

from bot import clock
from bot.cli import app
from bot.complaints.models import Complaint, RecallAlarm
from bot.conversations.models import Conversation
from bot.orders.importing import check_rows, import_rows
from bot.policy import PUBLISHED, SHANGHAI, local_day
from tests.dialogues.replies import wrong_with
from tests.product import Product, Shopper

SERVICE = {"kind": "service", "delivery": "none", "deal_title": "草本足疗90分钟 免预约"}
TICKET = {"kind": "ticket", "delivery": "none", "deal_title": "话剧《巷口有盏灯》电子票"}
VOUCHER = {"kind": "voucher", "delivery": "none", "deal_title": "100元烘焙抵用券"}
UNSHIPPED = {"kind": "goods", "delivery": "not_shipped"}
IN_TRANSIT = {
    "kind": "goods",
    "delivery": "in_transit",
    "carrier": "中通快递",
    "tracking_no": "78010928159013",
}
SIGNED = {**IN_TRANSIT, "delivery": "signed"}

_USUAL = {
    "shopper_name": "王小明",
    "shopper_phone": "14000001111",
    "deal_title": "双层防烫电热水壶",
    "merchant": "暖沃沃小家电",
    "kind": "goods",
    "seven_day_refund": "true",
    "quantity": "1",
    "paid_amount": "129.90",
    "delivery": "not_shipped",
    "first_purchase": "false",
    "rebate_paid": "false",
}
RETURNS = {
    "TUANBAO_RETURN_RECIPIENT": "退货组",
    "TUANBAO_RETURN_PHONE": "400-1234-5678",
    "TUANBAO_RETURN_ADDRESS": "江苏省苏州市测试区回程路9号",
}
FACTS = ("quality_problem", "normal_use", "used", "complete")


def today() -> date:
    """Today in Shanghai."""
    return local_day(clock.now())


def on_day(days: int, at: str = "00:00:01") -> str:
    """A moment of the Shanghai day `days` before today, as the orders file has it."""
    day = today() - timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(at), SHANGHAI).isoformat()


def working_days_later(days: int, start: date | None = None) -> date:
    """The day by which something is promised."""
    return PUBLISHED.working_day_after(start or today(), days).date


def in_words(day: date) -> str:
    """A day as it is written in Chinese."""
    return f"{day.month}月{day.day}日"


def names_day(text: str, day: date) -> bool:
    """Whether `text` has the day in one of the usual spellings."""
    return in_words(day) in text or day.isoformat() in text


def alarmed(product: Product, deal_id: str) -> bool:
    """Whether a recall of the deal is called for."""
    with product.store.reading() as session:
        return session.get(RecallAlarm, deal_id) is not None


def operator(*command: str) -> str:
    """Run an operator's command on the running product's data; what it prints."""
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return result.stdout


def random_number() -> str:
    """An order number that nobody else has."""
    return f"TB{random.SystemRandom().randrange(10**11, 10**12)}"


@dataclass(repr=False)
class Buyer(Shopper):
    """A shopper who can buy things; what they have bought is theirs alone."""

    heard: list[dict[str, Any]] = field(default_factory=list)
    data: list[str] = field(default_factory=lambda: [*RETURNS.values()])

    @cached_property
    def client(self) -> httpx.Client:
        """As every shopper's, without reading the certificates that loopback does not need."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.product.url, headers=headers, timeout=40, verify=False)

    def __repr__(self) -> str:
        """What was said so far: a failing test shows it."""
        lines = [f"> {h['said']}\n< {h['answer']} {h['buttons']}" for h in self.heard]
        return "\n".join([self.shopper_id, *lines])

    def buys(self, title: str = "", paid: int = 2, signed: int = 1, **order: str) -> str:
        """An order paid `paid` days ago (and signed for `signed` days ago); returns its number."""
        row = {**_USUAL, "order_no": random_number(), "deal_id": f"D{random_number()}"}
        row |= {"shopper_id": self.shopper_id, "paid_at": on_day(paid), **order}
        row["deal_title"] = title or row["deal_title"]
        row.setdefault("unit_price", row["paid_amount"])
        if row["delivery"] == "signed":
            row.setdefault("signed_at", on_day(signed))
        import_rows(self.product.store, check_rows([(1, row)], clock.now()))
        self.data += [row["deal_title"], row["merchant"], row.get("carrier", "")]
        return row["order_no"]

    def post(self, text: str, message_id: str | None = None) -> httpx.Response:
        """As every shopper; every reply in every dialogue is short and in one language."""
        response = super().post(text, message_id)
        for reply in response.json()["replies"] if response.is_success else ():
            if reply["author"] != "agent":
                wrong = wrong_with(reply, [*self.data, text])
                assert wrong is None, f"{text!r}: {wrong}"
        return response

    def say(self, text: str, message_id: str | None = None) -> str:
        """As every shopper; an empty answer is a failure wherever it happens."""
        said = self.hears(text, message_id)
        if self.owner == "bot":
            assert said.strip(), f"no answer to {text!r}"
        return said

    def hears(self, text: str, message_id: str | None = None) -> str:
        """Say something, where nothing may come back."""
        said = super().say(text, message_id)
        self.heard.append({"said": text, "answer": said, "buttons": self.titles})
        return said

    def authors(self, text: str) -> list[str]:
        """Say something; who answered, one a reply."""
        answer = self.post(text).json()
        self.owner = answer["owner"]
        self.buttons = [b for reply in answer["replies"] for b in reply["buttons"]]
        return [reply["author"] for reply in answer["replies"]]

    def says(self, *texts: str) -> str:
        """Say one after the other; the last answer."""
        return [self.say(text) for text in texts][-1]

    def press_yes(self) -> str:
        """Press what agrees to the verdict."""
        (payload,) = [b["payload"] for b in self.buttons if "decision" in _entities(b["payload"])]
        return self.say(payload)

    @property
    def titles(self) -> list[str]:
        """What can be pressed."""
        return [button["title"] for button in self.buttons]

    @property
    def question(self) -> str | None:
        """What the bot waits for, by the buttons it offers."""
        for button in self.buttons:
            given = _entities(button["payload"])
            for fact in (*FACTS, "decision"):
                if fact in given:
                    return "confirm" if fact == "decision" else fact
        offered = [b for b in self.buttons if b["payload"].startswith("/inform")]
        return "order" if any("order_no" in _entities(b["payload"]) for b in offered) else None

    @property
    def offered_orders(self) -> list[str]:
        """The orders on the buttons, as shown."""
        numbers = (_entities(button["payload"]).get("order_no") for button in self.buttons)
        return list(dict.fromkeys(number for number in numbers if number))

    @property
    def can_get_a_human(self) -> bool:
        """Whether a button leads to a person."""
        return any(b["payload"].startswith("/request_human") for b in self.buttons)

    @property
    def cases(self) -> list[dict[str, Any]]:
        """This shopper's cases."""
        return self.product.cases(self.shopper_id)

    @property
    def case(self) -> dict[str, Any]:
        """The only case there is."""
        (case,) = self.cases
        return case

    @property
    def complaints(self) -> list[Complaint]:
        """This shopper's complaints, the oldest first."""
        own = select(Complaint).where(Complaint.shopper_id == self.shopper_id)
        with self.product.store.reading() as session:
            return list(session.scalars(own.order_by(Complaint.opened_at, Complaint.ticket_no)))

    @property
    def complaint(self) -> Complaint:
        """The only complaint there is."""
        (complaint,) = self.complaints
        return complaint

    @property
    def decisions(self) -> list[dict[str, Any]]:
        """This shopper's decisions."""
        return self.product.decisions(self.shopper_id)

    @property
    def balance(self) -> int:
        """This shopper's balance in fen."""
        return self.product.balance(self.shopper_id)

    @property
    def untouched(self) -> bool:
        """Whether nothing at all has been written for this shopper but decisions."""
        return self.cases == [] and self.balance == 0

    @property
    def conversation_id(self) -> str:
        """The shopper's one conversation."""
        by_shopper = select(Conversation.id).where(Conversation.shopper_id == self.shopper_id)
        with self.product.store.reading() as session:
            return session.scalars(by_shopper).one()


def _entities(payload: str) -> dict[str, str]:
    start = payload.find("{")
    return json.loads(payload[start:]) if start > 0 else {}


def new_buyer(product: Product) -> Buyer:
    """Somebody who has never been here."""
    shopper = product.shopper(f"s-{random_number()}")
    return Buyer(product, shopper.shopper_id, shopper.token)
