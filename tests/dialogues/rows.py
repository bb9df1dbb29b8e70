"""The rows of the decision tables as orders, what is said about them, and what must come of it.

Written from the policy's text; nothing here asks bot.policy what it would decide.
"""

from dataclasses import dataclass
from typing import Any

from tests.dialogues.buyer import (
    IN_TRANSIT,
    SERVICE,
    SIGNED,
    TICKET,
    UNSHIPPED,
    VOUCHER,
    on_day,
)

REBATED = {"first_purchase": "true", "rebate_paid": "true"}
EXPENSIVE = {"paid_amount": "2000.01"}
AT_THE_LIMIT = {"paid_amount": "2000.00"}
UNSUPPORTED = {"seven_day_refund": "false"}
CONSUMED = {"consumed_at": on_day(1)}
LONG_AGO = 45  # days; past every window

Answer = tuple[str, str, str]  # the question, what is typed, what the button says

DEFECT = ("quality_problem", "是的，有质量问题", "有质量问题")
NO_DEFECT = ("quality_problem", "质量没问题，就是不喜欢", "没有质量问题")
NORMAL = ("normal_use", "就是正常用的", "是，正常使用")
ABNORMAL = ("normal_use", "不小心摔了一下", "不是")
DESCRIBED = ("description", "烧水的时候底座一直跳闸，根本烧不开", "")
UNUSED = ("used", "没用过", "没用过")
USED = ("used", "已经用过几次了", "用过了")
OPENED_AND_USED = ("used", "拆开用过了", "用过了")
ALL_THERE = ("complete", "都在，一样不少", "都齐全")
NOT_ALL = ("complete", "吊牌剪掉了", "不齐全")
INTACT = (NO_DEFECT, UNUSED, ALL_THERE)
INCOMPLETE = (NO_DEFECT, UNUSED, NOT_ALL)


@dataclass(frozen=True)
class Row:
    """One way through the tables. `paid` and `signed` are days ago; `clauses` those of the row.

    `open` are the intents that a refusal must still offer, next to a human.
    """

    name: str
    order: dict[str, str]
    outcome: str
    clauses: tuple[str, ...]
    route: str | None = None
    answers: tuple[Answer, ...] = ()
    paid: int = 2
    signed: int = 1
    recalled: bool = False
    within_p4: bool | None = None
    open: tuple[str, ...] = ("complain",)

    @property
    def wish(self) -> str:
        """Signed goods are returned, all else is refunded."""
        return "return" if self.order["delivery"] == "signed" else "refund"


def approve(name: str, order: dict[str, str], *clauses: str, route: str, **rest: Any) -> Row:
    """The bot grants it by `route`."""
    return Row(name, order, "approve", clauses, route, **rest)


def review(name: str, order: dict[str, str], *clauses: str, route: str | None, **rest: Any) -> Row:
    """A human decides; `route` is followed then."""
    return Row(name, order, "review", clauses, route, **rest)


def refuse(name: str, order: dict[str, str], *clauses: str, **rest: Any) -> Row:
    """The clauses refuse it."""
    return Row(name, order, "refuse", clauses, **rest)


NOW, REFUSE_IT, RETURN = "refund_now", "refuse_delivery", "return_by_shopper"
OLD: dict[str, Any] = {"paid": LONG_AGO, "signed": LONG_AGO - 3}
QUALITY_TOO = ("report_quality", "complain")
RECALL: dict[str, Any] = {"recalled": True, **OLD}

ROW_3 = (
    approve("3 service", SERVICE | CONSUMED, "M-2", route=NOW, **RECALL),
    approve("3 ticket", TICKET | UNSUPPORTED, "M-2", route=NOW, **RECALL),
    approve("3 voucher", VOUCHER, "M-2", route=NOW, **RECALL),
    approve("3 unshipped", UNSHIPPED | UNSUPPORTED, "M-2", route=NOW, **RECALL),
    approve("3 in transit", IN_TRANSIT, "M-2", route=REFUSE_IT, **RECALL),
    approve("3 signed", SIGNED | UNSUPPORTED, "M-2", route="return_by_shop", **RECALL),
    approve("3 without P-5", UNSHIPPED | REBATED, "M-2", route=NOW, recalled=True),
    approve("3 without OP-1", SIGNED | EXPENSIVE, "M-2", route="return_by_shop", recalled=True),
    approve("3 without both", SERVICE | REBATED | EXPENSIVE, "M-2", route=NOW, recalled=True),
)
ROW_4 = (
    review("4", SIGNED, "R-2", route=None, answers=(DEFECT, NORMAL, DESCRIBED)),
    review(
        "4 past all windows", SIGNED, "R-2", route=None, answers=(DEFECT, NORMAL, DESCRIBED), **OLD
    ),
    review(
        "4 unsupported",
        SIGNED | UNSUPPORTED,
        "R-2",
        route=None,
        answers=(DEFECT, NORMAL, DESCRIBED),
    ),
    refuse("4 abnormal", SIGNED, "X-E", answers=(DEFECT, ABNORMAL)),
)
ROWS_5_TO_8 = (
    refuse("5 ticket", TICKET | UNSUPPORTED, "X-F"),
    refuse("5 ticket that supports it", TICKET, "X-F"),
    refuse("5 voucher", VOUCHER, "X-G"),
    refuse("6", SERVICE | CONSUMED, "X-B"),
    refuse("6 unsupported", SERVICE | CONSUMED | UNSUPPORTED, "X-B", paid=LONG_AGO),
    refuse("7 unsupported", SERVICE | UNSUPPORTED, "X-A"),
    refuse("7 late", SERVICE, "X-C", paid=8),
    refuse("7 both", SERVICE | UNSUPPORTED, "X-A", "X-C", paid=LONG_AGO),
    approve("8", SERVICE, "P-1", "P-2", route=NOW),
    approve("8 on the last day", SERVICE, "P-1", "P-2", route=NOW, paid=7),
)
ROWS_9_TO_11 = (
    refuse("9", UNSHIPPED | UNSUPPORTED, "X-A"),
    refuse("9 late", UNSHIPPED | UNSUPPORTED, "X-A", paid=LONG_AGO),
    approve("10", UNSHIPPED, "P-3a", route=NOW),
    approve("10 on the last day", UNSHIPPED, "P-3a", route=NOW, paid=7),
    review("11 while P-4 runs", UNSHIPPED, "X-C", "P-4", route=NOW, paid=8, within_p4=True),
    review("11 after P-4", UNSHIPPED, "X-C", "S-2", route=NOW, paid=LONG_AGO, within_p4=False),
)
ROWS_12_TO_15 = (
    refuse("12", IN_TRANSIT | UNSUPPORTED, "X-A"),
    refuse("12 late", IN_TRANSIT | UNSUPPORTED, "X-A", paid=LONG_AGO),
    approve("13", IN_TRANSIT, "P-3b", route=REFUSE_IT),
    approve("13 on the last day", IN_TRANSIT, "P-3b", route=REFUSE_IT, paid=7),
    review("14", IN_TRANSIT, "X-C", "P-4", route=REFUSE_IT, paid=8, within_p4=True),
    refuse("15", IN_TRANSIT, "X-C", paid=LONG_AGO, within_p4=False),
)
ROWS_16_TO_21 = (
    refuse("16", SIGNED, "X-B", "X-D", answers=(NO_DEFECT, USED), open=QUALITY_TOO),
    refuse("16 opened", SIGNED, "X-B", "X-D", answers=(NO_DEFECT, OPENED_AND_USED)),
    review("17 within P-1", SIGNED, "P-3c", "R-1", route=RETURN, answers=INCOMPLETE),
    refuse("17 unsupported", SIGNED | UNSUPPORTED, "R-1", answers=INCOMPLETE, open=QUALITY_TOO),
    refuse("17 late", SIGNED, "R-1", answers=INCOMPLETE, paid=8),
    approve("18", SIGNED, "P-3c", route=RETURN, answers=INTACT),
    approve("18 on the last day", SIGNED, "P-3c", route=RETURN, answers=INTACT, paid=7),
    approve("19", SIGNED, "R-1", route=RETURN, answers=INTACT, paid=8, signed=4),
    approve("19 on the last day", SIGNED, "R-1", route=RETURN, answers=INTACT, paid=12, signed=7),
    review("20", SIGNED | UNSUPPORTED, "X-A", "R-1", route=RETURN, answers=INTACT),
    refuse("21", SIGNED, "X-C", "R-1", answers=INTACT, paid=12, signed=8, open=QUALITY_TOO),
    refuse("21 unsupported", SIGNED | UNSUPPORTED, "X-A", "R-1", answers=INTACT, **OLD),
)
ON_TOP = (
    review("8 P-5", SERVICE | REBATED, "P-1", "P-2", "P-5", route=NOW),
    review("10 OP-1", UNSHIPPED | EXPENSIVE, "P-3a", "OP-1", route=NOW),
    review("13 both", IN_TRANSIT | REBATED | EXPENSIVE, "P-3b", "P-5", "OP-1", route=REFUSE_IT),
    review("18 P-5", SIGNED | REBATED, "P-3c", "P-5", route=RETURN, answers=INTACT),
    review("18 OP-1", SIGNED | EXPENSIVE, "P-3c", "OP-1", route=RETURN, answers=INTACT),
    review(
        "19 both",
        SIGNED | REBATED | EXPENSIVE,
        "R-1",
        "P-5",
        "OP-1",
        route=RETURN,
        answers=INTACT,
        paid=12,
        signed=5,
    ),
    approve("10 at the limit", UNSHIPPED | AT_THE_LIMIT, "P-3a", route=NOW),
    approve("10 first purchase", UNSHIPPED | {"first_purchase": "true"}, "P-3a", route=NOW),
    approve("10 rebate of another", UNSHIPPED | {"rebate_paid": "true"}, "P-3a", route=NOW),
)
ROWS = (*ROW_3, *ROW_4, *ROWS_5_TO_8, *ROWS_9_TO_11, *ROWS_12_TO_15, *ROWS_16_TO_21, *ON_TOP)
