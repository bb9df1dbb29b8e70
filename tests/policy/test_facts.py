"""Facts as plain JSON, the way a decision record keeps them."""

import json

from bot.policy import Standing, facts_from_json
from tests.policy.situations import at, give_back, refund, service, signed, standing

RECORDED = {
    "wish": "return",
    "asked_at": "2026-11-08T12:00:00+08:00",
    "order": {
        "order_no": "T1",
        "kind": "goods",
        "delivery": "signed",
        "seven_day_refund": True,
        "quantity": 1,
        "paid_fen": 10000,
        "paid_at": "2026-11-02T10:00:00+08:00",
        "signed_at": "2026-11-06T15:00:00+08:00",
        "consumed_at": None,
        "first_purchase": False,
        "rebate_paid": False,
        "recalled": False,
        "units_left": 1,
        "left_fen": 10000,
        "standing": None,
        "standing_case": None,
    },
    "quality_problem": True,
    "normal_use": True,
    "description": "开不了机",
    "used": None,
    "complete": None,
    "units": 1,
}


def test_facts_are_recorded_as_plain_json():
    facts = give_back(
        signed(), quality_problem=True, normal_use=True, description="开不了机", units=1
    )
    assert json.loads(json.dumps(facts.to_json())) == RECORDED
    assert facts_from_json(RECORDED) == facts


def test_what_was_read_back_has_its_own_types_again():
    facts = facts_from_json(
        refund(standing(service, Standing.REJECTED, consumed_at=at("2026-11-04"))).to_json()
    )
    assert facts.order.standing is Standing.REJECTED
    assert facts.order.consumed_at == at("2026-11-04")
    assert repr(facts.wish) == "<Wish.REFUND: 'refund'>"
    assert repr(facts.order.kind) == "<Kind.SERVICE: 'service'>"
    assert repr(facts.order.delivery) == "<Delivery.NONE: 'none'>"


def test_an_unknown_order_is_recorded_too():
    assert facts_from_json(refund(None).to_json()) == refund(None)
