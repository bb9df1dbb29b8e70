"""Telling a shopper what has become of a case, without being asked."""

import json
from datetime import datetime

from bot.conversations.models import Conversation, Message
from bot.conversations.replies import own_words
from bot.store import Store


def tell_of_case(
    store: Store, conversation_id: str, event: str, case_no: str, now: datetime
) -> None:
    """Say in the conversation it was filed in that `event` befell the case, with the way to it.

    `event` is answered, arrived or exchanged.
    """
    with store.writing() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None:  # filed by no conversation of ours
            return
        payload = json.dumps({"case_no": case_no}, ensure_ascii=False)
        button = {
            "title": own_words(conversation, "button_case"),
            "payload": f"/ask_case_status{payload}",
        }
        session.add(
            Message(
                conversation_id=conversation_id,
                author="bot",
                text=own_words(conversation, f"case_{event}", case_no=case_no),
                buttons=[button],
                at=now,
            )
        )
