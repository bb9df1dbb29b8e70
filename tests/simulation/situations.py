"""The situations of situations.yml: the orders they need, and how they must end."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from sqlalchemy import select

from bot import clock
from bot.cases import steps
from bot.complaints import recalls
from bot.complaints.models import Complaint
from tests.dialogues.buyer import Buyer, random_number, working_days_later

TITLES = {
    "goods": {
        "双层防烫电热水壶 electric kettle": ("电热水壶", "kettle"),
        "护脊减负双肩背包 school backpack": ("双肩包", "backpack"),
        "护眼学习台灯 desk lamp": ("台灯", "lamp"),
        "316不锈钢保温杯 thermos": ("保温杯", "thermos"),
    },
    "service": {"草本足疗90分钟 foot massage": ("足疗", "massage")},
    "ticket": {"话剧《巷口有盏灯》电子票 theatre": ("话剧", "theatre")},
    "voucher": {"100元烘焙抵用券 bakery voucher": ("烘焙", "bakery")},
}
OTHERS = {
    "贡菊花茶罐装 chrysanthemum tea": {"delivery": "not_shipped"},
    "全棉四件套 cotton bedding": {"delivery": "in_transit"},
    "网红烤鱼双人餐 grilled fish": {"kind": "service", "delivery": "none"},
}
WAYBILL = {"carrier": "中通快递", "tracking_no": "78010928159013"}
WORKING_DAYS = {"money": 3, "answer": 2}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One of the file; see there."""

    name: str
    order: dict[str, Any]
    wants: str
    ends: dict[str, Any]
    knows: dict[str, bool] = field(default_factory=dict)
    names: str = ""
    before: str = ""
    units: int | None = None
    agrees: bool = True

    @property
    def kind(self) -> str:
        """What was bought."""
        return str(self.order.get("kind", "goods"))

    @property
    def fen(self) -> int:
        """What was paid for the whole order."""
        return round(float(self.order.get("yuan", "129.90")) * 100)


@dataclass(frozen=True)
class Scene:
    """A situation made real: `number` is the order it is about, `named` what the shopper says.

    `words` are of the product, in Chinese and English; `before` is the case that was there.
    """

    number: str
    named: str
    words: tuple[str, str]
    before: list[dict[str, Any]]


def read_situations() -> list[Situation]:
    """All of them."""
    text = Path(__file__).with_name("situations.yml").read_text(encoding="utf-8")
    return [Situation(**each) for each in yaml.safe_load(text)["situations"]]


def set_scene(buyer: Buyer, stranger: Buyer, situation: Situation, rng: Random) -> Scene:
    """Let `buyer` have the order, what happened to it before, and up to two other orders."""
    title, words = rng.choice(list(TITLES[situation.kind].items()))
    deal = f"D{random_number()}"
    number = buyer.buys(title, deal_id=deal, **_row(situation))
    before = [_filed(buyer, situation.before)] if situation.before else []
    if situation.order.get("recalled"):
        recalls.start(buyer.product.store, deal, clock.now())
    for other in rng.sample(list(OTHERS), rng.randint(0, 2)):
        buyer.buys(other, **({"kind": "goods"} | OTHERS[other] | WAYBILL))
    named = {
        "": number,
        "unknown": random_number(),
        "another's": stranger.buys(title, deal_id=deal, **_row(situation)),
    }
    return Scene(number, named[situation.names], words, before)


def _row(situation: Situation) -> dict[str, Any]:
    order = situation.order
    delivery = order.get("delivery", "none")
    row = {
        "kind": situation.kind,
        "delivery": delivery,
        "paid": order.get("paid", 2),
        "signed": order.get("signed", 1),
        "paid_amount": order.get("yuan", "129.90"),
        "quantity": str(order.get("quantity", 1)),
        "seven_day_refund": str(order.get("supported", True)).lower(),
        "first_purchase": str(order.get("rebated", False)).lower(),
        "rebate_paid": str(order.get("rebated", False)).lower(),
    }
    if order.get("consumed"):
        row["consumed_at"] = clock.now().isoformat()
    return row | (WAYBILL if delivery in ("in_transit", "signed") else {})


def _filed(buyer: Buyer, status: str) -> dict[str, Any]:
    """What has become of an earlier wish for the same order."""
    buyer.say("我要退款")
    buyer.press_yes()
    step = {"withdrawn": steps.withdraw, "rejected": steps.reject}.get(status)
    if step:
        step(buyer.product.store, buyer.case["case_no"], clock.now())
    assert buyer.case["status"] == status
    return buyer.case


def expected(situation: Situation, scene: Scene) -> dict[str, Any]:
    """What the database must hold for this shopper in the end, as `found` reads it."""
    ends = situation.ends
    after = [_case(situation, scene)] if "case" in ends else []
    paid = [case for case in (*scene.before, *after) if case["status"] == "refunded"]
    refused = {"outcome": "refuse", "clauses": sorted(ends.get("refused", "").split())}
    return {
        "cases": [*map(_essence, scene.before), *after],
        "balance": sum(case["amount_fen"] for case in paid),
        "refusal": refused if "refused" in ends else None,
        "complaints": [(scene.number, 3)] if "complaint" in ends else [],
        "owner": "bot",
    }


def _case(situation: Situation, scene: Scene) -> dict[str, Any]:
    ends = situation.ends
    kind, status, route = ends["case"]
    due = ends.get("due")
    return {
        "order_no": scene.number,
        "kind": kind,
        "status": status,
        "route": route,
        "clauses": sorted(ends["clauses"].split()),
        "units": ends.get("units", situation.order.get("quantity", 1)),
        "amount_fen": ends.get("fen", situation.fen),
        "due_on": working_days_later(WORKING_DAYS[due]).isoformat() if due else None,
    }


def _essence(case: dict[str, Any]) -> dict[str, Any]:
    names = ("order_no", "kind", "status", "route", "clauses", "units", "amount_fen", "due_on")
    return {name: case[name] for name in names} | {"clauses": sorted(case["clauses"])}


def found(buyer: Buyer) -> dict[str, Any]:
    """What the database holds for this shopper."""
    last = buyer.decisions[-1] if buyer.decisions and not buyer.cases else None
    refused = last is not None and last["outcome"] == "refuse"
    return {
        "cases": [_essence(case) for case in buyer.cases],
        "balance": buyer.balance,
        "refusal": {"outcome": "refuse", "clauses": sorted(last["clauses"])} if refused else None,
        "complaints": _complaints(buyer),
        "owner": buyer.owner,
    }


def _complaints(buyer: Buyer) -> list[tuple[str | None, int]]:
    by_shopper = select(Complaint).where(Complaint.shopper_id == buyer.shopper_id)
    with buyer.product.store.reading() as session:
        return [(row.order_no, row.severity) for row in session.scalars(by_shopper)]
