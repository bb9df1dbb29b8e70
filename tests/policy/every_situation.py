"""Situations by the thousand: drawn at random for the properties, and a grid of every kind."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from bot.policy import SHANGHAI, Delivery, Facts, Kind, OrderFacts, Standing, Wish
from tests.policy.situations import at, order, wants

UNSIGNED = (Delivery.NOT_SHIPPED, Delivery.IN_TRANSIT)
DELIVERIES = dict.fromkeys(Kind, (Delivery.NONE,)) | {Kind.GOODS: (*UNSIGNED, Delivery.SIGNED)}
MOSTLY_FREE = (*(None,) * 6, *Standing)

minutes = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=16))
payments = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=datetime(2026, 11, 20),  # noqa: DTZ001
    timezones=st.just(SHANGHAI),
)


@st.composite
def orders(
    draw: st.DrawFn,
    kinds: tuple[Kind, ...] = tuple(Kind),
    standings: tuple[Standing | None, ...] = (None,),
) -> OrderFacts:
    kind = draw(st.sampled_from(kinds))
    delivery = draw(st.sampled_from(DELIVERIES[kind]))
    paid_at = draw(payments)
    quantity = draw(st.integers(1, 5))
    paid_fen = draw(st.integers(0, 400000))
    units_left = draw(st.integers(1, quantity))
    gone_fen = paid_fen * (quantity - units_left) // quantity
    standing = draw(st.sampled_from(standings))
    return OrderFacts(
        order_no=draw(st.text(max_size=4)),
        kind=kind,
        delivery=delivery,
        seven_day_refund=draw(st.booleans()),
        quantity=quantity,
        paid_fen=paid_fen,
        paid_at=paid_at,
        signed_at=paid_at + draw(minutes) if delivery is Delivery.SIGNED else None,
        consumed_at=paid_at if kind is Kind.SERVICE and draw(st.booleans()) else None,
        first_purchase=draw(st.booleans()),
        rebate_paid=draw(st.booleans()),
        recalled=draw(st.sampled_from((False, False, False, True))),
        units_left=units_left,
        left_fen=paid_fen - gone_fen,
        standing=standing,
        standing_case="C1" if standing else None,
    )


@st.composite
def situations(draw: st.DrawFn, standings: tuple[Standing | None, ...] = MOSTLY_FREE) -> Facts:
    """A wish about an order (now and then an unknown one), every answer given."""
    bought = draw(orders(standings=standings))
    units = st.none() | st.integers(1, bought.units_left)
    return Facts(
        wish=draw(st.sampled_from(Wish)),
        asked_at=(bought.signed_at or bought.paid_at) + draw(minutes),
        order=draw(st.sampled_from((bought,) * 9 + (None,))),
        quality_problem=draw(st.booleans()),
        normal_use=draw(st.booleans()),
        description=draw(st.text(max_size=4)),
        used=draw(st.booleans()),
        complete=draw(st.booleans()),
        units=draw(units),
    )


def grid() -> Iterator[Facts]:
    """One situation of every kind that the rows tell apart."""
    places = [(kind, delivery) for kind in Kind for delivery in DELIVERIES[kind]]
    days = ("2026-11-05", "2026-11-10", "2026-11-12")
    flags = product((True, False), repeat=4)
    answers = list(product((True, False), repeat=4))
    for wish, (kind, delivery), day, (supported, consumed, recalled, dear) in product(
        Wish, places, days, list(flags)
    ):
        bought = order(
            kind,
            delivery,
            seven_day_refund=supported,
            consumed_at=at("2026-11-04") if consumed and kind is Kind.SERVICE else None,
            signed_at=at("2026-11-04") if delivery is Delivery.SIGNED else None,
            recalled=recalled,
            paid_fen=200001 if dear else 200000,
            first_purchase=dear,
            rebate_paid=dear,
        )
        for problem, normal, used, complete in (
            answers if delivery is Delivery.SIGNED else answers[:1]
        ):
            yield wants(
                wish,
                bought,
                day,
                quality_problem=problem,
                normal_use=normal,
                description="开不了机",
                used=used,
                complete=complete,
            )
