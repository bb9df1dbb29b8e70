"""What units are worth, and which units a decision is about."""

import pytest

from bot.policy import Standing, amount_for_units, decide
from tests.policy.situations import (
    INTACT,
    PARAMETERS,
    exchange,
    give_back,
    in_transit,
    refund,
    service,
    signed,
    standing,
)


def worth(units, *, units_left=3, left_fen=10000):
    return amount_for_units(
        paid_fen=10000, quantity=3, units=units, units_left=units_left, left_fen=left_fen
    )


def test_units_are_worth_their_share_rounded_down():
    assert worth(1) == 3333
    assert worth(2) == 6666


def test_the_last_units_take_the_remainder():
    assert worth(1, units_left=1, left_fen=3334) == 3334
    assert worth(2, units_left=2, left_fen=6667) == 6667
    assert worth(3) == 10000


@pytest.mark.parametrize(("units", "units_left"), [(0, 3), (-1, 3), (3, 2), (4, 3), (4, 4)])
def test_units_that_are_not_there_have_no_worth(units, units_left):
    with pytest.raises(ValueError, match=f"^{units} of {units_left} units left$"):
        worth(units, units_left=units_left)


def claim(facts):
    decision = decide(facts, PARAMETERS)
    return decision.units, decision.amount_fen


THREE = {"quantity": 3}
TWO_LEFT = {"quantity": 3, "units_left": 2, "left_fen": 6667}
ONE_LEFT = {"quantity": 3, "units_left": 1, "left_fen": 3334}


def test_a_return_is_about_the_units_the_shopper_names():
    assert claim(give_back(signed(**THREE), units=2, **INTACT)) == (2, 6666)
    assert claim(give_back(signed(**TWO_LEFT), units=1, **INTACT)) == (1, 3333)


def test_a_return_without_a_number_is_about_all_that_is_left():
    assert claim(give_back(signed(**THREE), **INTACT)) == (3, 10000)
    assert claim(give_back(signed(**ONE_LEFT), **INTACT)) == (1, 3334)


def test_some_units_of_recalled_goods_may_come_back():
    assert claim(give_back(signed(recalled=True, **THREE), units=1)) == (1, 3333)


@pytest.mark.parametrize("units", [0, -1, 2])
def test_more_units_than_are_left_or_none_at_all_are_an_error(units):
    with pytest.raises(ValueError, match="of 1 units left"):
        decide(give_back(signed(**ONE_LEFT), units=units, **INTACT), PARAMETERS)


@pytest.mark.parametrize("order", [service(**THREE), in_transit(**THREE)])
def test_what_is_not_signed_for_is_refunded_whole(order):
    assert claim(refund(order, units=1)) == (3, 10000)


def test_an_exchange_is_about_units_but_no_money():
    assert claim(exchange(signed(**THREE), units=2, **INTACT)) == (2, 0)


def test_no_units_where_there_is_no_order_or_already_a_case():
    assert claim(refund(None)) == (0, 0)
    assert claim(refund(standing(service, Standing.OPEN))) == (0, 0)
