"""Complaints: a ticket with category, order, severity and the day of the first response."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.cases.models import Case
from bot.policy import Category
from tests.dialogues.buyer import (
    IN_TRANSIT,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    Buyer,
    names_day,
    on_day,
    today,
    working_days_later,
)
from tests.dialogues.replies import language_of_reply

# The order, and what is said of it in both languages. The usual answer takes three working days,
# what the policy calls serious takes one.
USUAL, SERIOUS = 3, 1
COMPLAINTS = [
    (
        "quality",
        USUAL,
        SIGNED,
        "这锅才两天涂层就掉渣，我要投诉质量",
        "The coating came off within two days, I want to file a complaint about the quality",
    ),
    (
        "counterfeit",
        SERIOUS,
        SIGNED,
        "我找人看过了是冒牌货，必须投诉",
        "A friend checked it and it's a knock-off, I'm filing a complaint",
    ),
    (
        "wrong_item",
        USUAL,
        SIGNED,
        "颜色发错了还少一件，我要投诉",
        "You sent the wrong colour and one piece is missing, I want to complain",
    ),
    (
        "merchant",
        USUAL,
        SERVICE,
        "店里那个人爱理不理还骂人，投诉他们",
        "The staff there were rude and shouted at us, I'd like to complain about them",
    ),
    (
        "discrimination",
        SERIOUS,
        SERVICE,
        "一听是团购的就让坐角落，原价客人随便挑，我要投诉他们歧视",
        "Group-buy customers had to wait while full-price guests walked in, I complain about that",
    ),
    (
        "page",
        USUAL,
        SERVICE,
        "页面写的跟实际完全两码事，投诉虚假宣传",
        "It's nothing like what your page shows, I want to complain about false advertising",
    ),
    (
        "extra_charge",
        USUAL,
        SERVICE,
        "进店非要多收茶位费，页面压根没写，我投诉",
        "They made me pay a cleaning fee nobody had mentioned, I want to complain",
    ),
    (
        "late_delivery",
        USUAL,
        UNSHIPPED,
        "说好当天发，到现在都没动静，投诉你们发货慢",
        "It still hasn't been shipped after all this time, I want to complain about the delay",
    ),
    (
        "support",
        USUAL,
        SERVICE,
        "上次那个客服态度敷衍得很，我要投诉客服",
        "Your support agent brushed me off last time, I want to complain about them",
    ),
    (
        "refund_late",
        USUAL,
        SERVICE,
        "说好的退款一直不到账，投诉你们拖着不退",
        "My refund still hasn't come although you promised it, I want to complain",
    ),
    (
        "other",
        USUAL,
        SERVICE,
        "我要投诉，天天给我发广告短信烦死人",
        "I'd like to complain, you keep sending me adverts by text",
    ),
]
EACH = [
    pytest.param(category, days, order, text, language, id=f"{category} {language}")
    for category, days, order, *texts in COMPLAINTS
    for language, text in zip(("zh", "en"), texts, strict=True)
]
# Nobody complains of these about an order.
NOT_OF_AN_ORDER = ("support",)


@pytest.mark.parametrize(("category", "days", "order", "text", "language"), EACH)
def test_each_category_becomes_a_ticket_with_its_day(
    buyer: Buyer, category: str, days: int, order: dict[str, str], text: str, language: str
) -> None:
    order_no = buyer.buys(**order)
    said = buyer.say(text)
    ticket = buyer.complaint
    assert (ticket.category, ticket.severity) == (category, 2 if days == SERIOUS else 3)
    assert ticket.order_no == (None if category in NOT_OF_AN_ORDER else order_no)
    assert ticket.respond_by == working_days_later(days)
    assert ticket.ticket_no in said
    assert said_day(said, language, ticket.respond_by)
    assert language_of_reply(said, buyer.data) == language
    assert buyer.can_get_a_human or buyer.question == "normal_use", "R-2 goes on by itself"
    assert buyer.owner == "bot"
    assert buyer.untouched


def said_day(text: str, language: str, day: date) -> bool:
    """Whether the day is named as the language writes it."""
    return names_day(text, day) if language == "zh" else f"{day.day} {day:%B}" in text


def test_every_category_is_complained_of() -> None:
    assert {category for category, *_ in COMPLAINTS} == set(Category)


@pytest.mark.parametrize(
    "text", ["退款过期了还不给，我投诉", "You are late with my money, this is a complaint"]
)
def test_a_refund_past_its_promised_date_is_a_serious_complaint(buyer: Buyer, text: str) -> None:
    buyer.buys(paid=9, **UNSHIPPED)
    buyer.says("我要退款", "提交审核")
    with buyer.product.store.writing() as session:
        late = update(Case).where(Case.case_no == buyer.case["case_no"])
        session.execute(late.values(due_on=working_days_later(1, today().replace(year=2025))))
    said = buyer.say(text)
    assert (buyer.complaint.category, buyer.complaint.severity) == ("refund_late", 2)
    assert buyer.complaint.ticket_no in said


@pytest.mark.parametrize(
    ("first", "more", "added"),
    [
        (
            "店里那个人爱理不理还骂人，投诉他们",
            "还有，他们后来把我晾在那一个钟头，也给我写进投诉里",
            "一个钟头",
        ),
        (
            "The staff there were rude and shouted at us, I'd like to complain about them",
            "Also complain that the waiter laughed at us",
            "laughed",
        ),
    ],
)
def test_what_is_added_is_kept_with_the_same_ticket(
    buyer: Buyer, first: str, more: str, added: str
) -> None:
    buyer.buys(**SERVICE)
    buyer.say(first)
    ticket = buyer.complaint.ticket_no
    assert ticket in buyer.say(more)
    assert buyer.complaint.ticket_no == ticket
    assert first in buyer.complaint.text
    assert added in buyer.complaint.text


@pytest.mark.parametrize(
    "texts",
    [
        ("我要投诉商家虚假宣传", "图片和实物不符，颜色完全不一样", "漏发了一件"),
        (
            "I want to complain about the false advertising",
            "the colour is nothing like the picture",
            "and one piece is missing",
        ),
    ],
)
def test_what_follows_is_added_to_the_ticket_and_said(buyer: Buyer, texts: tuple[str, ...]) -> None:
    buyer.buys(**SIGNED)
    buyer.say(texts[0])
    ticket = buyer.complaint.ticket_no
    for text in texts[1:]:
        assert ticket in buyer.say(text)
    assert buyer.complaint.text == "\n".join(texts)


@pytest.mark.parametrize(
    ("complaint", "wish", "back"),
    [
        ("店里那个人爱理不理还骂人，投诉他们", "我要退款", "撤回投诉"),
        ("I'd like to complain, the staff were rude", "I want a refund", "withdraw my complaint"),
    ],
)
@pytest.mark.parametrize("pressed", [False, True])
def test_a_complaint_is_taken_back_within_a_request_which_goes_on(
    buyer: Buyer, complaint: str, wish: str, back: str, pressed: bool
) -> None:
    buyer.buys(**SIGNED)
    buyer.say(complaint)
    payload = buyer.buttons[-1]["payload"]
    buyer.say(wish)
    buyer.say(payload if pressed else back)
    assert buyer.complaint.status == "withdrawn"
    assert buyer.question == "quality_problem"


def test_a_complaint_of_another_kind_is_another_ticket(buyer: Buyer) -> None:
    buyer.buys(**SERVICE)
    buyer.says("店里那个人爱理不理还骂人，投诉他们", "另外还乱加收费，页面没写，这个也投诉")
    assert [c.category for c in buyer.complaints] == ["merchant", "extra_charge"]


@pytest.mark.parametrize(
    ("opening", "answer", "which"),
    [
        ("我要投诉", "四件套那单", "四件套"),
        ("想投诉个事", "第一个", "水壶"),
        ("I want to make a complaint", "the one with the kettle", "水壶"),
    ],
)
def test_of_several_orders_it_is_asked_which_then_what_happened(
    buyer: Buyer, opening: str, answer: str, which: str
) -> None:
    numbers = {
        "水壶": buyer.buys("双层电热水壶 kettle", paid=2, **SIGNED),
        "四件套": buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED),
    }
    buyer.say(opening)
    assert sorted(buyer.offered_orders) == sorted(numbers.values())
    buyer.say(answer)
    assert buyer.complaints == []
    buyer.say(
        "收到的时候盒子里是空的" if "我" in opening or "想" in opening else "The box came empty"
    )
    assert buyer.complaint.order_no == numbers[which]


@pytest.mark.parametrize(
    ("opening", "none", "story"),
    [
        ("我要投诉", "跟订单没关系", "你们网站老是打不开"),
        ("I want to make a complaint", "it's not about an order", "your site keeps crashing"),
    ],
)
def test_a_complaint_may_be_about_no_order(
    buyer: Buyer, opening: str, none: str, story: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.buys("长绒棉四件套", paid=4, **UNSHIPPED)
    buyer.says(opening, none, story)
    assert buyer.complaint.order_no is None
    assert story in buyer.complaint.text


@pytest.mark.parametrize("drop", ["算了不投诉了", "没事了，当我没说", "forget it, no complaint"])
def test_a_complaint_is_dropped_while_it_is_asked_for(buyer: Buyer, drop: str) -> None:
    buyer.buys(**SIGNED)
    buyer.buys("长绒棉四件套", paid=4, **UNSHIPPED)
    buyer.says("我要投诉", drop)
    assert buyer.complaints == []
    buyer.say("你好")
    assert buyer.complaints == []


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("店里那个人爱理不理还骂人，投诉他们", "撤回投诉"),
        ("The staff there were rude, I'd like to complain about them", "Take the complaint back"),
    ],
)
def test_a_ticket_is_taken_back_by_its_button(buyer: Buyer, text: str, back: str) -> None:
    buyer.buys(**SERVICE)
    buyer.say(text)
    said = buyer.press(back)
    assert buyer.complaint.status == "withdrawn"
    assert buyer.complaint.ticket_no in said


@pytest.mark.parametrize("words", ["算了，投诉撤了吧", "那个投诉不要了，撤掉", "不用了撤回吧"])
def test_a_ticket_is_taken_back_in_words(buyer: Buyer, words: str) -> None:
    buyer.buys(**SERVICE)
    buyer.says("店里那个人爱理不理还骂人，投诉他们", words)
    assert buyer.complaint.status == "withdrawn"


def test_the_order_of_a_complaint_is_corrected_before_it_is_written(buyer: Buyer) -> None:
    buyer.buys("双层防烫电热水壶", paid=2, **SIGNED)
    quilt = buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED)
    buyer.says("我要投诉", "水壶", "不对，是四件套那单", "到手就开线，洗都没洗")
    assert buyer.complaint.order_no == quilt


@pytest.mark.parametrize(
    ("question", "answered"),
    [("投诉多久有回音", "工作日"), ("退的话会扣我钱吗", "P-2"), ("我余额有多少", "余额")],
)
def test_a_question_before_the_story_is_answered_and_the_story_is_still_asked(
    buyer: Buyer, question: str, answered: str
) -> None:
    buyer.buys(**SERVICE)
    buyer.say("我要投诉")
    assert answered in buyer.say(question)
    assert buyer.complaints == []
    buyer.say("预约好的时间去了没人理，白跑一趟")
    assert "白跑" in buyer.complaint.text


@pytest.mark.parametrize(
    ("wish", "complaint", "yes"),
    [
        ("足疗给我退了", "店员态度恶劣，我还要投诉他", "行，退吧"),
        ("refund the massage", "I also want to complain about the rude staff", "yes, refund it"),
    ],
)
def test_a_complaint_within_a_refund_is_filed_and_the_refund_goes_on(
    buyer: Buyer, wish: str, complaint: str, yes: str
) -> None:
    order_no = buyer.buys("草本足疗 massage", **SERVICE)
    buyer.say(wish)
    said = buyer.say(complaint)
    assert buyer.complaint.order_no == order_no
    assert buyer.complaint.ticket_no in said
    assert buyer.question == "confirm"
    buyer.say(yes)
    assert buyer.case["status"] == "refunded"


@pytest.mark.parametrize(
    ("order", "text", "category"),
    [
        (IN_TRANSIT, "快递半个月了都没动，我要投诉送货慢", "late_delivery"),
        (SIGNED, "显示签收了可我根本没拿到", "wrong_item"),
    ],
)
def test_a_parcels_trouble_is_a_complaint_about_that_order(
    buyer: Buyer, order: dict[str, str], text: str, category: str
) -> None:
    order_no = buyer.buys(paid=16, shipped_at=on_day(15), **order)
    buyer.say(text)
    assert (buyer.complaint.category, buyer.complaint.order_no) == (category, order_no)
