"""The demo shop's page: a small group-buying site to try everything in. Only where demo is set."""

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.cases.models import Case
from bot.cases.status import OPEN, Status
from bot.channels.asking import digest, limiter, signed_in
from bot.channels.errors import ApiError
from bot.channels.identity import issue_token
from bot.channels.web.pages import page
from bot.orders.book import orders_of
from bot.orders.demo import DEMO_SHOPPERS, demo_orders
from bot.orders.models import Order
from bot.store import Store

LIFETIME = timedelta(hours=12)
_KNOWN = frozenset(shopper.shopper_id for shopper in DEMO_SHOPPERS)

router = APIRouter(include_in_schema=False)


class SignIn(BaseModel):
    """Which demo shopper to be."""

    shopper_id: str


@router.get("/")
async def shop() -> Response:
    """The shop."""
    return page("index.html")


@router.get("/demo/shoppers")
async def shoppers() -> list[dict[str, str]]:
    """Who one can be, and what is good to try as them."""
    return [
        {
            "shopper_id": shopper.shopper_id,
            "name": shopper.name,
            "zh": shopper.blurb_zh,
            "en": shopper.blurb_en,
        }
        for shopper in DEMO_SHOPPERS
    ]


@router.post("/demo/sign-in")
async def sign_in(request: Request, body: SignIn) -> dict[str, Any]:
    """A demo shopper's token and orders. What a shop does with its own login, see docs."""
    limiter(request).check(f"address {digest(request.client.host if request.client else '')}")
    if body.shopper_id not in _KNOWN:
        raise ApiError(404, "not_found", "there is no such demo shopper")
    token = issue_token(body.shopper_id, clock.now(), LIFETIME)
    return {"token": token, "orders": await asyncio.to_thread(_orders, request, body.shopper_id)}


@router.get("/demo/orders")
def orders(request: Request) -> list[dict[str, Any]]:
    """The shopper's orders as they stand now."""
    return _orders(request, signed_in(request))


@router.get("/demo/visitor")
async def visitor() -> dict[str, str]:
    """An order that a visitor may look up: its number, and the end of its phone number."""
    order = demo_orders(clock.now())[0]
    return {"order_no": order["order_no"], "tail": order["shopper_phone"][-4:]}


def _orders(request: Request, shopper_id: str) -> list[dict[str, Any]]:
    store: Store = request.app.state.store
    with store.reading() as session:
        return [_row(session, order) for order in orders_of(session, shopper_id)]


def _after_sales(session: Session, order: Order) -> str | None:
    """What has come of the order's cases, None where nothing has."""
    cases = session.scalars(select(Case).where(Case.order_no == order.order_no)).all()
    if any(case.status in OPEN for case in cases):
        return "open"
    units = sum(case.units for case in cases if case.status == Status.REFUNDED)
    if units:
        return "refunded" if units >= order.quantity else "partly_refunded"
    return "exchanged" if any(case.status == Status.EXCHANGED for case in cases) else None


def _row(session: Session, order: Order) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "title": order.deal.title,
        "merchant": order.deal.merchant,
        "kind": order.kind,
        "quantity": order.quantity,
        "paid_fen": order.paid_fen,
        "paid_at": order.paid_at.isoformat(),
        "delivery": order.delivery,
        "after_sales": _after_sales(session, order),
        "carrier": order.carrier,
        "tracking_no": order.tracking_no,
        "signed_at": order.signed_at.isoformat() if order.signed_at else None,
    }
