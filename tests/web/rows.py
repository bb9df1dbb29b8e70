"""What the database holds of a shopper's conversation on the web."""

from sqlalchemy import select

from bot import clock
from bot.conversations.models import Conversation, Message, Rating, Upload
from tests.product import Product


def conversation_id(tuanbao: Product, shopper_id: str) -> str:
    """The id of the shopper's conversation in the chat."""
    query = select(Conversation.id).where(
        Conversation.shopper_id == shopper_id, Conversation.channel == "web"
    )
    with tuanbao.store.reading() as session:
        return session.scalars(query).one()


def said(tuanbao: Product, shopper_id: str) -> list[str]:
    """What the shopper has said, in the order it was stored."""
    return [m.text for m in messages(tuanbao, shopper_id) if m.author == "shopper"]


def messages(tuanbao: Product, shopper_id: str) -> list[Message]:
    """The conversation, in order."""
    own = Message.conversation_id == conversation_id(tuanbao, shopper_id)
    with tuanbao.store.reading() as session:
        return list(session.scalars(select(Message).where(own).order_by(Message.id)))


def add_history(tuanbao: Product, shopper_id: str, count: int, name: str = "第") -> None:
    """Let the bot have said so much more, each a number."""
    own = conversation_id(tuanbao, shopper_id)
    with tuanbao.store.writing() as session:
        for number in range(1, count + 1):
            text = f"{name}{number}条"
            session.add(
                Message(conversation_id=own, author="bot", text=text, buttons=[], at=clock.now())
            )
            session.flush()  # ids in this order


def ratings(tuanbao: Product, shopper_id: str) -> list[tuple[int, str | None, str | None]]:
    """The shopper's ratings: stars, comment, and whose help it was."""
    own = Rating.conversation_id == conversation_id(tuanbao, shopper_id)
    with tuanbao.store.reading() as session:
        return [
            (r.stars, r.comment, r.agent_name) for r in session.scalars(select(Rating).where(own))
        ]


def uploads(tuanbao: Product, shopper_id: str) -> list[str]:
    """The ids of the shopper's pictures."""
    own = Upload.conversation_id == conversation_id(tuanbao, shopper_id)
    with tuanbao.store.reading() as session:
        return list(session.scalars(select(Upload.id).where(own)))
