"""What a number of units is worth, in fen."""


def amount_for_units(
    *, paid_fen: int, quantity: int, units: int, units_left: int, left_fen: int
) -> int:
    """The refund for `units` of an order, in fen.

    Paid amount × units / quantity, rounded down; the last units take what is left, so that partial
    refunds add up to what was paid. Raises ValueError for units that are not there.
    """
    if not 1 <= units <= units_left <= quantity:
        raise ValueError(f"{units} of {units_left} units left")
    if units == units_left:
        return left_fen
    return paid_fen * units // quantity
