"""Danger reaches the human queue at once (M-1); what only sounds like it does not."""

import pytest

from bot import clock
from bot.conversations import queue
from bot.policy import Danger
from tests.dialogues.buyer import SERVICE, SIGNED, UNSHIPPED, Buyer, today
from tests.dialogues.replies import language_of_reply

DANGERS = [
    ("injury", "壶盖炸开把我手烫伤了", "The lid flew off and I burned my hand badly"),
    ("injury", "面霜抹完整张脸又红又肿起疹子了", "I had an allergic reaction to your cream"),
    (
        "food_safety",
        "昨晚在店里吃完全家上吐下泻",
        "We all ate there and my kids have been vomiting",
    ),
    (
        "injury",
        "被你们这玩意儿烫伤了，你们管不管？",
        "I got burned by this thing, is that your problem?",
    ),
    ("food_safety", "孩子喝完拉肚子，怎么办啊", "My son ate it and threw up, what do I do?"),
    ("food_safety", "蛋糕里吃出一只蟑螂", "There was a cockroach in my cake"),
    ("fire", "充着电突然冒烟着火了", "It caught fire while it was charging"),
    ("law", "再不解决我就打12315起诉你们", "My lawyer will be in touch, I'm going to sue you"),
    ("media", "等着我发抖音曝光你们吧", "I'll post this all over social media"),
    ("distress", "被你们逼得我都不想活了", "I can't take it any more, I want to die"),
]
EACH = [
    pytest.param(danger, text, language, id=f"{danger} {text}")
    for danger, *texts in DANGERS
    for language, text in zip(("zh", "en"), texts, strict=True)
]
NO_DANGER = [
    "没有人受伤，就是想退货",
    "这壶会不会着火啊，有点担心",
    "这款是防烫的吗",
    "我不是过敏体质，就是不喜欢这个味道，想退",
    "放心我不会去曝光你们的，帮我退了就行",
    "我没打算起诉，就想把钱退了",
    "nobody got hurt, I just want to return it",
    "Could this kettle catch fire?",
    "I'm not going to sue anyone, just refund me please",
]


@pytest.mark.parametrize(("danger", "text", "language"), EACH)
def test_danger_goes_to_a_human_at_once_with_a_ticket(
    buyer: Buyer, danger: str, text: str, language: str
) -> None:
    order_no = buyer.buys(**SIGNED)
    said = buyer.say(text)
    assert buyer.owner == "queue"
    ticket = buyer.complaint
    assert danger in ticket.dangers
    assert (ticket.severity, ticket.order_no) == (1, order_no)
    assert ticket.respond_by == today()
    assert ticket.ticket_no in said
    assert language_of_reply(said, buyer.data) == language
    assert text in ticket.text
    with buyer.product.store.reading() as session:
        reasons = {row["conversation_id"]: row["reason"] for row in queue.waiting(session)}
    assert reasons[buyer.conversation_id] == "severity_1"
    assert buyer.untouched


def test_every_danger_is_said() -> None:
    assert {danger for danger, *_ in DANGERS} == set(Danger)


@pytest.mark.parametrize("text", NO_DANGER)
def test_what_is_denied_or_only_asked_is_no_danger(buyer: Buyer, text: str) -> None:
    buyer.buys(**SIGNED)
    buyer.say(text)
    assert buyer.owner == "bot"
    assert buyer.complaints == []


@pytest.mark.parametrize(
    ("opening", "answers", "text"),
    [
        ("我要退货", (), "倒水的时候把手烫伤了，起了好大的泡"),
        ("我要退货", ("有质量问题",), "漏电把孩子电到了，现在在医院"),
        ("我要退货", ("没有质量问题", "没用过", "都齐全"), "再不给退我就找律师告你们"),
        ("I want to return it", ("Yes, a quality problem",), "it exploded and cut my arm"),
    ],
)
def test_danger_in_the_middle_of_a_request_goes_to_a_human_with_its_order(
    buyer: Buyer, opening: str, answers: tuple[str, ...], text: str
) -> None:
    kettle = buyer.buys("双层防烫电热水壶", **SIGNED)
    buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED)
    buyer.say(opening)
    buyer.press("电热水壶")
    for answer in answers:
        buyer.press(answer)
    buyer.say(text)
    assert buyer.owner == "queue"
    assert (buyer.complaint.severity, buyer.complaint.order_no) == (1, kettle)
    queue.release(buyer.product.store, buyer.conversation_id, clock.now())
    buyer.say("确认")
    assert buyer.untouched


@pytest.mark.parametrize("text", ["锅把断了把脚烫伤了", "the handle broke and I burned my foot"])
def test_danger_in_the_middle_of_a_complaint_needs_no_order(buyer: Buyer, text: str) -> None:
    buyer.buys(**SIGNED)
    buyer.buys("长绒棉四件套", paid=4, **UNSHIPPED)
    buyer.say("我要投诉")
    buyer.say(text)
    assert buyer.owner == "queue"
    assert buyer.complaint.severity == 1


def test_a_complaint_that_turns_dangerous_becomes_urgent_and_stays_one_ticket(
    buyer: Buyer,
) -> None:
    buyer.buys(**SERVICE)
    buyer.say("店里那个人爱理不理还骂人，投诉他们")
    ticket = buyer.complaint.ticket_no
    assert buyer.complaint.severity == 3
    buyer.say("我要投诉这家店的人，他还推我，我摔骨折了")
    assert (buyer.complaint.ticket_no, buyer.complaint.severity) == (ticket, 1)
    assert buyer.owner == "queue"


def test_danger_is_heard_beside_a_wish(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.say("我要退货，这壶漏电把我电到了")
    assert buyer.owner == "queue"
    assert buyer.complaint.severity == 1
    assert buyer.untouched


def test_somebody_without_orders_in_danger_is_served_too(buyer: Buyer) -> None:
    said = buyer.say("朋友送的饼吃完食物中毒了")
    assert buyer.owner == "queue"
    assert buyer.complaint.order_no is None
    assert "就医" in said
