"""One turn of a conversation, as the actions see it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from actions.hearing import Part, heard
from actions.product_words import product_name
from actions.wording import Language, language_of, sentence
from bot import clock
from bot.conversations.inbox import Asker, asker_of, turn_is_open
from bot.conversations.ownership import Owner
from bot.orders.book import orders_of
from bot.settings import settings
from bot.store import Store, open_store

Button = dict[str, str]


@cache
def store() -> Store:
    """The store of this process."""
    return open_store(settings().database)


@dataclass
class Turn:
    """What was said, by whom, what is remembered, and what is answered.

    The shopper comes from the conversation's row, never from a slot or the text; a `visitor` may
    see no more of that shopper's than `only_order`. `inbound` is the stored message that this turn
    answers, `address` a digest of where it came from. `guesses` are the intents it may have, the
    likeliest first; `parts` its clauses where it has several; `whole` the turn that this is a part
    of.
    """

    store: Store
    conversation_id: str
    shopper_id: str
    inbound: int
    token: str
    address: str
    text: str
    normalised: str
    intent: str
    entities: dict[str, list[str]]
    slots: dict[str, Any]
    form_active: bool
    language: Language
    now: datetime
    visitor: bool = False
    only_order: str | None = None
    guesses: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    whole: "Turn | None" = None
    said: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)

    @property
    def opens_form(self) -> bool:
        """Whether the request form takes over after this answer."""
        return "opens_form" in self.marks

    def open_form(self) -> None:
        """Let the request form take over after this answer."""
        self.marks.add("opens_form")

    @property
    def left_the_bot(self) -> bool:
        """Whether this turn has put the conversation in the human queue."""
        return "left_the_bot" in self.marks

    def leave_the_bot(self) -> None:
        """Note that the conversation has been put in the human queue."""
        self.marks.add("left_the_bot")

    @property
    def may_ask(self) -> bool:
        """Whether an answer may ask something; one question at a time, and a form's comes last."""
        return self.requested is None and "asks_later" not in self.marks

    def ask_later(self) -> None:
        """Note that this turn ends with a question already."""
        self.marks.add("asks_later")

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed rather than something typed."""
        return self.text.startswith("/")

    @property
    def requested(self) -> str | None:
        """The answer the form has asked for."""
        return self.slots.get("requested_slot") if self.form_active else None

    def value(self, entity: str) -> str | None:
        """The entity's one value; None where there is none or the message contradicts itself."""
        values = set(self.entities.get(entity, []))
        return values.pop() if len(values) == 1 else None

    def only(self, part: Part) -> "Turn":
        """The turn as if only `part` had been said; what it says and notes is this turn's."""
        return replace(
            self,
            whole=self.entire,
            text=part.text,
            normalised=part.text,
            intent=part.intent,
            entities=part.entities,
            parts=[],
        )

    def about(self, order_no: str, intent: str) -> "Turn":
        """The turn as if `intent` had been said of this order; the text stays the shopper's."""
        return replace(
            self,
            normalised=order_no.lower(),
            intent=intent,
            entities={"order_no": [order_no]},
            parts=[],
        )

    @property
    def entire(self) -> "Turn":
        """The turn with all of the message."""
        return self.whole or self

    def note(self, **slots: Any) -> None:
        """Remember values in slots."""
        self.slots.update(slots)
        self.changes.update(slots)

    def text_of(self, key: str, **values: Any) -> str:
        """A sentence in the shopper's language."""
        return sentence(key, self.language, **values)

    def may_see(self, order_no: str | None) -> bool:
        """Whether what belongs to the shopper's order may be shown in this conversation."""
        return not self.visitor or (order_no is not None and order_no == self.only_order)

    def say(
        self,
        key: str,
        buttons: Iterable[Button] = (),
        card: dict[str, Any] | None = None,
        **values: Any,
    ) -> None:
        """Answer with a sentence, what to press next, and what a screen can show beside it."""
        said = {"text": self.text_of(key, **values), "buttons": list(buttons), "card": card}
        self.said.append(said)

    def only_last_to_press(self) -> None:
        """What can be pressed belongs to the question that comes last, here or in the form."""
        for reply in self.said if self.opens_form else self.said[:-1]:
            reply["buttons"] = []

    def button(self, key: str, payload: str, **values: Any) -> Button:
        """A button titled in the shopper's language."""
        return {"title": self.text_of(key, **values), "payload": payload}

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction of this turn. Raises LookupError where the front has given the turn up."""
        with self.store.writing() as session:
            if not self.is_open(session):
                raise LookupError("the turn has been given up")
            yield session

    def is_open(self, session: Session) -> bool:
        """Whether the front still waits for this turn; asked before anything is written."""
        return turn_is_open(session, self.conversation_id, self.token)


def open_turn(tracker: dict[str, Any]) -> Turn:
    """The turn of a tracker as Rasa sends it. Raises LookupError for an unknown conversation."""
    latest = tracker["latest_message"]
    metadata = latest.get("metadata") or {}
    text = latest.get("text") or ""
    slots = dict(tracker["slots"])
    conversation_id = tracker["sender_id"]
    normalised = latest.get("normalised") or text.lower()
    with store().reading() as session:
        asker = asker_of(session, conversation_id)
        names = [] if text.startswith("/") else _product_names(session, asker)
    form_active = (tracker.get("active_loop") or {}).get("name") == "request_form"
    # A form that this very message opens has asked for nothing yet.
    asking = form_active and slots.get("requested_slot") is not None
    message = heard(normalised, latest, names, asking)
    language = language_of(text, slots.get("language") or "zh")
    turn = Turn(
        store=store(),
        conversation_id=conversation_id,
        shopper_id=asker.shopper_id,
        visitor=asker.visitor,
        only_order=asker.only_order,
        inbound=int(metadata.get("inbound", 0)),
        token=str(metadata.get("token", "")),
        address=str(metadata.get("address", "")),
        text=text,
        normalised=normalised,
        intent=message.intent,
        entities=message.entities,
        slots=slots,
        form_active=form_active,
        language=language,
        now=clock.now(),
        guesses=[guess["name"] for guess in latest.get("intent_ranking") or []],
        parts=[heard(part["text"], part, names, asking) for part in latest.get("parts") or []],
    )
    if asker.owner is not Owner.BOT:  # an earlier action of this turn has handed over
        turn.leave_the_bot()
    # Always a change: a validation action that sets nothing counts as a rejection of the form.
    turn.note(language=language)
    return turn


def _product_names(session: Session, asker: Asker) -> list[str]:
    orders = orders_of(session, asker.shopper_id)
    return [
        product_name(order)
        for order in orders
        if not asker.visitor or order.order_no == asker.only_order
    ]
