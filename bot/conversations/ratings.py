"""What shoppers think of the help they got."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations.models import Message, Rating
from bot.store import Store

STARS = range(1, 6)
LONGEST_COMMENT = 500


def rate(
    store: Store, conversation_id: str, stars: int, comment: str | None, now: datetime
) -> None:
    """Keep a rating of 1 to 5 stars. Raises ValueError for other numbers or a longer comment."""
    if stars not in STARS or len(comment or "") > LONGEST_COMMENT:
        raise ValueError("a rating has 1 to 5 stars and a short comment")
    with store.writing() as session:
        session.add(
            Rating(
                conversation_id=conversation_id,
                stars=stars,
                comment=comment or None,
                agent_name=_helper(session, conversation_id),
                at=now,
            )
        )


def _helper(session: Session, conversation_id: str) -> str | None:
    """Whose help it was last: a human's name, who may have left just now; None for the bot."""
    last = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author.in_(("bot", "agent")))
        .order_by(Message.id.desc())
        .limit(1)
    ).one_or_none()
    return last.name if last else None
