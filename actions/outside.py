"""What is said while no request is under way."""

import re

from actions.action import TurnAction
from actions.afterwards import afterwards
from actions.answers import ANSWERS
from actions.asked import answered, ask_again
from actions.complaints import complain_aside, complain_at_once, is_urgent
from actions.following import follow, remember_topic
from actions.proving import proves
from actions.refusing import correct_refusal
from actions.request_notes import FACTS, WISHES, corrections, is_question
from actions.sending_back import takes_waybill
from actions.several import (
    answer_others,
    complaint_besides,
    further_request,
    main_part,
    stands_apart,
    suspend_further,
)
from actions.soothing import soothe
from actions.turn import Turn
from actions.turned_up import take_found

_MAY_CORRECT = frozenset(
    {"inform", "affirm", "deny", "cancel", "change_order", "vent", "help", "out_of_scope"}
) | {"nlu_fallback", "chitchat", "ask_policy", "complain"}
_WHY_NOT = re.compile(r"凭什么|凭啥|为(什么|啥|何)|怎么(就|还)?(不|没)|\bwhy\b")
_ONLY_WHY_NOT = re.compile(
    r"那?(凭什么|凭啥|为什么|为啥|为何)(就|还)?(不给|不能|不让|不)?(我)?(退|换|行|可以|办)?[了啊呢呀吗?]*"
    r"|why( not| can't i| can i not| is that)?[?]*"
)
# After these a question of the bot's own is put again: they were no answer to it.
_ASIDES = ("ask_", "greet", "thanks", "help", "chitchat", "vent", "out_of_scope", "nlu_fallback")


class ActionAnswer(TurnAction):
    """Answers whatever is said while no request is under way."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer"

    def answer(self, turn: Turn) -> None:
        """Let the intent's topic answer, and what was asked before come back."""
        asked = turn.slots.get("asked")
        if is_urgent(turn):
            complain_at_once(turn)
        elif not (proves(turn) or answered(turn)):
            _answer(turn)
            if asked and turn.intent.startswith(_ASIDES) and not _goes_on(turn):
                ask_again(turn, asked)
        soothe(turn)
        afterwards(turn)


def _answer(turn: Turn) -> None:
    if turn.intent in WISHES or _corrects(turn) or _asks_why_not(turn):
        turn.open_form()
        return
    if _tells_of_a_parcel(turn) or follow(turn) or correct_refusal(turn):
        return
    intent = turn.intent if turn.intent in ANSWERS else "nlu_fallback"
    if intent != "nlu_fallback":
        turn.note(misunderstood=0)
    further, focus = further_request(turn), turn.slots.get("in_focus")
    if further:
        turn.ask_later()
    main = main_part(turn)
    if not takes_waybill(turn):
        ANSWERS[intent](main)
    if further and stands_apart(turn, further.text, main.normalised):
        turn.note(in_focus=focus)
    remember_topic(turn)
    complaint = complaint_besides(turn)
    if complaint and not turn.left_the_bot:
        complain_aside(turn.only(complaint), None)
    if not _goes_on(turn):
        answer_others(turn)
        _go_on_to_request(turn)


def _tells_of_a_parcel(turn: Turn) -> bool:
    """That a missing parcel was found, told in words that may look like anything."""
    return turn.intent not in ("cancel", "complain", *WISHES) and take_found(turn)


def _go_on_to_request(turn: Turn) -> None:
    """A request in the same message follows the answer, or waits for that to a question of ours."""
    if turn.slots.get("asked"):
        suspend_further(turn)
    elif further_request(turn):
        turn.open_form()


def _goes_on(turn: Turn) -> bool:
    return turn.opens_form or turn.left_the_bot


def _asks_why_not(turn: Turn) -> bool:
    """Whether the request that has just been refused is asked about: its verdict is said again."""
    refused = turn.slots.get("wish") and turn.slots.get("decision_id")
    may_ask = turn.intent in _MAY_CORRECT - {"complain"} and _WHY_NOT.search(turn.normalised)
    asks = may_ask or _ONLY_WHY_NOT.fullmatch(turn.normalised)
    return bool(refused and asks and not turn.pressed)


def _corrects(turn: Turn) -> bool:
    """Whether a fact is told anew of the request that has just been decided ("没拆，说错了")."""
    about_it = turn.slots.get("wish") and turn.slots.get("order_no")
    states = any(fact in turn.entities for fact in (*FACTS, "opened"))
    if not about_it or is_question(turn):
        return False
    return bool(corrections(turn)) or (states and turn.intent in _MAY_CORRECT)
