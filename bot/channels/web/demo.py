"""The demo shop's page: a small group-buying site to try everything in. Only where demo is set."""

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from bot import clock
from bot.channels.asking import digest, limiter
from bot.channels.errors import ApiError
from bot.channels.identity import issue_token
from bot.channels.web.pages import page
from bot.orders.book import orders_of
from bot.orders.demo import DEMO_SHOPPERS
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
    store: Store = request.app.state.store

    def look() -> list[dict[str, Any]]:
        with store.reading() as session:
            return [_row(order) for order in orders_of(session, body.shopper_id)]

    token = issue_token(body.shopper_id, clock.now(), LIFETIME)
    return {"token": token, "orders": await asyncio.to_thread(look)}


def _row(order: Order) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "title": order.deal.title,
        "merchant": order.deal.merchant,
        "kind": order.kind,
        "quantity": order.quantity,
        "paid_fen": order.paid_fen,
        "paid_at": order.paid_at.isoformat(),
        "delivery": order.delivery,
        "carrier": order.carrier,
        "tracking_no": order.tracking_no,
        "signed_at": order.signed_at.isoformat() if order.signed_at else None,
    }
