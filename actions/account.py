"""The shopper's account and orders."""

from actions.answers import answers, human
from actions.owned import account
from actions.taking_up import list_orders, take_up_order
from actions.turn import Turn
from actions.wording import day_text
from bot.policy import clause_text, local_day, parameters_on, yuan

LATEST_MOVEMENTS = 3


@answers("ask_orders")
def tell_orders(turn: Turn) -> None:
    """The order that is named with what can be done about it, or all of them."""
    if turn.pressed or turn.requested or not take_up_order(turn):
        list_orders(turn)


@answers("ask_balance")
def tell_balance(turn: Turn) -> None:
    """The account's balance and last movements, and what it is good for (B-1)."""
    own = account(turn, LATEST_MOVEMENTS)
    if own is None:
        turn.say("visitor.sign_in", [human(turn)])
        return
    balance, entries = own
    lines = [
        turn.text_of(
            "answers.movement",
            on=day_text(local_day(entry.at), turn.language),
            amount=yuan(entry.amount_fen),
            case_no=entry.case_no,
        )
        for entry in entries
    ]
    use = clause_text("B-1", turn.language, parameters_on(local_day(turn.now)))
    turn.say(
        "answers.balance",
        [
            turn.button("answers.button_status", "/ask_case_status"),
            turn.button("answers.button_orders", "/ask_orders"),
        ],
        balance=yuan(balance),
        movements="".join(lines),
        use=use,
    )
