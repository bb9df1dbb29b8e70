"""The request form has ended: after a yes the case is filed, otherwise there is nothing to do."""

from actions.action import TurnAction
from actions.afterwards import afterwards
from actions.case_words import say_filed
from actions.refusing import note_refusal
from actions.request_notes import forget_request
from actions.turn import Turn
from bot.cases.filing import Changed, agreed_request, file_case


class ActionSettleRequest(TurnAction):
    """Files what was agreed to, and only then says so."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_settle_request"

    def answer(self, turn: Turn) -> None:
        """File the case and say what happens next."""
        if turn.slots.get("confirmed"):
            _file(turn)
        afterwards(turn)


def _file(turn: Turn) -> None:
    decision_id = str(turn.slots["decision_id"])
    with turn.store.reading() as session:
        request = agreed_request(
            session,
            decision_id,
            turn.shopper_id,
            turn.conversation_id,
            turn.inbound,
            turn.slots.get("photos") or (),
            turn.slots.get("replaces"),
        )
    if request is None:
        raise LookupError("the decision that was agreed to is not this conversation's")
    filed = file_case(turn.store, request, decision_id, turn.now, turn.is_open)
    turn.note(confirmed=None)
    if isinstance(filed, Changed):
        turn.say("case.changed")
        turn.open_form()  # the form says the verdict as it is now and asks again
        return
    turn.note(wish_before=turn.slots.get("wish"))
    if filed.fresh and turn.slots.get("replaces"):
        turn.say("case.change_done", case_no=turn.slots["replaces"])
    if turn.slots.get("refused_before"):
        note_refusal(turn, filed.case)
    else:
        say_filed(turn, filed.case)
    forget_request(turn)
