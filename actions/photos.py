"""Photos of a fault: kept with the request under way, or added to the case that waits for one."""

import re

from actions.answers import human
from actions.case_words import after
from actions.orders import payload
from actions.owned import open_cases
from actions.turn import Turn
from bot.cases import steps
from bot.cases.models import Case
from bot.conversations.uploads import find

MOST = 9  # of one request
_NONE = re.compile(
    r"(?:没有?|无|冇)(?:有|拍|存|留)?(?:照片?|图片?|相片)|(?:照片?|图片?)(?:没|不|待会|等会|晚点|回头)"
    r"|\b(?:no|without)(?: any)? (?:photos?|pictures?|pics?)\b"
    r"|(?:don't|do not|didn't|haven't|can't)[a-z' ]{0,15} (?:photos?|pictures?|pics?)\b"
)


def take_photo(turn: Turn) -> bool:
    """Take the picture that the message carries; False where it carries none."""
    upload_id = _own(turn)
    if upload_id is None:
        return False
    if turn.requested:
        kept = [*(turn.slots.get("photos") or []), upload_id][-MOST:]
        turn.note(photos=kept, misunderstood=0)
        turn.say("case.photo_taken", count=len(kept))
        return True
    case = _waiting(turn)
    if case is None:
        _ask_what_for(turn)
        return True
    case = steps.add_photo(turn.store, case.case_no, upload_id, turn.now, turn.is_open)
    turn.say(
        "case.photo_added",
        after(turn),
        case_no=case.case_no,
        count=len(case.evidence["photos"]),
    )
    return True


def take_lack_of_photo(turn: Turn) -> bool:
    """Say that a photo may follow, to who has none when the request is to be agreed to."""
    lacks = turn.requested == "confirmed" and turn.slots.get("description")
    if turn.pressed or not lacks or not _NONE.search(turn.normalised):
        return False
    turn.note(misunderstood=0)
    turn.say("case.photo_later")
    return True


def _own(turn: Turn) -> str | None:
    """The picture's id, if it is one of this conversation's; the front says so, never the text."""
    upload_id = turn.value("photo") if turn.pressed else None
    if upload_id is None:
        return None
    with turn.store.reading() as session:
        return upload_id if find(session, turn.conversation_id, upload_id) else None


def _waiting(turn: Turn) -> Case | None:
    """The open case that a photo belongs to: one under review for a fault."""
    reviewed = [case for case in open_cases(turn) if "description" in case.evidence]
    outstanding = [case for case in reviewed if case.evidence.get("photo_outstanding")]
    return next(iter(outstanding or reviewed), None)


def _ask_what_for(turn: Turn) -> None:
    turn.say(
        "case.photo_what_for",
        [
            turn.button("answers.button_quality", payload("report_quality")),
            turn.button("answers.button_complain", payload("complain")),
            human(turn),
        ],
    )
