"""Quality problems (R-2): how it was used, what is wrong, a photo that is outstanding, a review."""

import pytest

from bot import clock
from bot.cases import steps
from bot.policy import Route
from tests.dialogues.buyer import (
    IN_TRANSIT,
    RETURNS,
    SERVICE,
    SIGNED,
    Buyer,
    names_day,
    working_days_later,
)

REVIEW_DAYS = 2
OPENINGS = [
    # What is said first, how it was used, what is wrong if that is still asked, the yes.
    ("水壶坏了想处理一下", "就正常烧水呀", "加热几分钟自己跳闸，换插座也不行", "提交吧"),
    ("收到的这个有毛病", "没有摔也没磕碰", "底座跟壶身接触不上，要按着才通电", "嗯嗯，可以"),
    ("质量太差了，怎么弄", "平平常常地用", "内胆焊缝渗水，一摸一手", "好的麻烦提交"),
    (
        "The kettle is faulty",
        "just normal use",
        "it switches itself off after a minute",
        "yes submit",
    ),
    (
        "The thing you sent me doesn't work properly",
        "I used it as described in the manual",
        "the lid doesn't close any more",
        "go ahead please",
    ),
]


def under_review(buyer: Buyer) -> str:
    """A fault that waits for a reviewer; the number of its case."""
    buyer.buys(**SIGNED)
    buyer.says("水壶坏了想处理一下", "就正常烧水呀", "加热几分钟自己跳闸", "提交")
    assert (buyer.case["kind"], buyer.case["status"]) == ("quality", "review")
    case_no: str = buyer.case["case_no"]
    return case_no


@pytest.mark.parametrize(("opening", "use", "fault", "yes"), OPENINGS)
def test_a_fault_is_asked_about_and_goes_to_a_reviewer(
    buyer: Buyer, opening: str, use: str, fault: str, yes: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.say(opening)
    if buyer.question == "quality_problem":
        buyer.press(buyer.titles[0])
    assert buyer.question == "normal_use"
    buyer.say(use)
    if buyer.question != "confirm":
        buyer.say(fault)
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["clauses"] == ["R-2"]
    assert buyer.untouched
    said = buyer.say(yes)
    assert (buyer.case["kind"], buyer.case["status"]) == ("quality", "review")
    assert buyer.case["evidence"]["photo_outstanding"] is True
    assert buyer.case["evidence"]["description"]
    assert buyer.case["case_no"] in said
    due = working_days_later(REVIEW_DAYS)
    assert names_day(said, due) or f"{due.day} {due:%B}" in said
    assert "照片" in said or "photo" in said
    assert "待补" in said or "outstanding" in said


def test_what_is_told_at_once_is_not_asked_again(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.say("按说明书用的，第二回烧水壶嘴就裂开漏水了")
    assert buyer.question == "confirm", buyer
    buyer.say("提交")
    assert "漏水" in buyer.case["evidence"]["description"]


@pytest.mark.parametrize(
    ("opening", "use"),
    [
        ("水壶坏了想处理一下", "被我家猫打翻摔地上了"),
        ("水壶坏了想处理一下", "不太正常，我拿它煮过火锅进水了"),
        ("The kettle is faulty", "to be honest I dropped it in the sink"),
    ],
)
def test_abnormal_use_is_refused_by_its_clause_with_what_is_left(
    buyer: Buyer, opening: str, use: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.say(opening)
    said = buyer.say(use)
    assert "X-E" in said
    assert buyer.can_get_a_human
    assert buyer.question is None
    assert buyer.untouched


def test_abnormal_use_taken_back_goes_to_a_reviewer(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    assert "X-E" in buyer.says("水壶坏了想处理一下", "是摔过")
    buyer.say("啊我说错了，摔的是另一个，这个一直正常用的")
    if buyer.question != "confirm":
        buyer.say("开关按下去弹回来")
    buyer.say("提交审核吧")
    assert buyer.case["status"] == "review"


@pytest.mark.parametrize("drop", ["算了，不弄了", "太麻烦，不报了", "never mind, leave it"])
@pytest.mark.parametrize("answers", [(), ("就正常烧水呀",)])
def test_it_can_be_dropped_at_every_question(
    buyer: Buyer, answers: tuple[str, ...], drop: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.says("水壶坏了想处理一下", *answers, drop)
    assert buyer.question is None
    buyer.say("确认")
    assert buyer.untouched


@pytest.mark.parametrize(
    ("aside", "word"),
    [("审核要多久啊", "OP-2"), ("来回邮费你们出吗", "运费"), ("发不了图怎么办", "照片")],
)
def test_a_question_in_between_is_answered_and_it_goes_on(
    buyer: Buyer, aside: str, word: str
) -> None:
    buyer.buys(**SIGNED)
    buyer.says("水壶坏了想处理一下", "就正常烧水呀")
    assert word in buyer.say(aside)
    buyer.says("加热几分钟自己跳闸，换插座也不行", "提交")
    assert "跳闸" in buyer.case["evidence"]["description"]


def test_anger_in_between_is_met_and_it_goes_on(buyer: Buyer) -> None:
    buyer.buys(**SIGNED)
    buyer.say("水壶坏了想处理一下")
    said = buyer.say("真是服了你们，什么破玩意儿，气死我了")
    assert "对不起" in said or "抱歉" in said
    assert buyer.can_get_a_human
    buyer.says("就正常烧水呀", "加热几分钟自己跳闸", "提交")
    assert buyer.case["status"] == "review"


@pytest.mark.parametrize(
    ("wants_to_know", "by_shop"),
    [("审核好了没", "运费商城承担"), ("Any news on my review?", "shop pays")],
)
def test_an_approved_return_is_told_with_its_way_back(
    buyer: Buyer, wants_to_know: str, by_shop: str
) -> None:
    steps.approve(buyer.product.store, under_review(buyer), clock.now(), Route.RETURN_BY_SHOP)
    said = buyer.say(wants_to_know)
    assert buyer.case["case_no"] in said
    address = buyer.say("地址给我" if by_shop[0] == "运" else "where do I send it?")
    assert RETURNS["TUANBAO_RETURN_ADDRESS"] in said + address
    payer = buyer.say("邮费谁掏" if by_shop[0] == "运" else "who pays for the postage?")
    assert by_shop in payer
    buyer.say("寄了，顺丰SF1234567890123" if by_shop[0] == "运" else "sent it, SF1234567890123")
    assert buyer.case["status"] == "in_transit_back"
    steps.arrived(buyer.product.store, buyer.case["case_no"], clock.now())
    assert buyer.balance == 12990


def test_an_approved_exchange_is_told(buyer: Buyer) -> None:
    steps.approve(buyer.product.store, under_review(buyer), clock.now(), Route.EXCHANGE_BY_SHOP)
    said = buyer.say("我那个坏水壶审下来怎么说")
    assert buyer.case["case_no"] in said
    assert "换" in said
    assert buyer.balance == 0


@pytest.mark.parametrize(
    ("wants_to_know", "word"),
    [("审核结果出来了吗", "没有通过"), ("is my review done?", "turned down")],
)
def test_a_rejected_one_is_told_and_a_human_is_on_offer(
    buyer: Buyer, wants_to_know: str, word: str
) -> None:
    case_no = under_review(buyer)
    steps.reject(buyer.product.store, case_no, clock.now())
    said = buyer.say(wants_to_know)
    assert case_no in said
    assert word in said
    assert buyer.can_get_a_human
    said = buyer.say("我要退货" if word[0] == "没" else "I want to return it")
    assert case_no in said, "row 2: that case is shown"
    assert buyer.can_get_a_human


@pytest.mark.parametrize(
    ("order", "text", "says"),
    [
        (SERVICE, "足疗技师手法质量太差了，我要处理", "投诉"),
        (IN_TRANSIT, "快递还没签收，听说里面已经摔碎了，东西坏了", "投诉"),
    ],
)
def test_a_fault_of_anything_but_signed_goods_is_a_complaint(
    buyer: Buyer, order: dict[str, str], text: str, says: str
) -> None:
    buyer.buys(**order)
    buyer.say(text)
    assert says in " ".join([*buyer.titles, buyer.heard[-1]["answer"]])
    assert buyer.cases == []


def test_the_item_is_corrected_to_another_order(buyer: Buyer) -> None:
    buyer.buys("双层防烫电热水壶", **SIGNED)
    quilt = buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED)
    buyer.say("水壶坏了想处理一下")
    buyer.say("不对，坏的是四件套")
    buyer.says("就正常铺着", "缝线全开了，裂一大口子", "提交")
    assert buyer.case["order_no"] == quilt


def test_two_odd_answers_offer_a_human_who_hears_what_is_known(buyer: Buyer) -> None:
    order_no = buyer.buys(**SIGNED)
    buyer.say("水壶坏了想处理一下")
    buyer.say("嗄嗄嗄咘")
    said = buyer.say("氪氙氡钫镭")
    assert order_no in said
    assert buyer.can_get_a_human
    assert buyer.question == "normal_use"


@pytest.mark.parametrize(
    ("opening", "no_description"),
    [
        ("这个水壶有质量问题", "对的，正常用的"),
        ("The kettle has a quality problem", "how do I add a picture"),
    ],
)
def test_what_only_answers_or_asks_is_no_description(
    buyer: Buyer, opening: str, no_description: str
) -> None:
    buyer.buys("双层电热水壶 kettle", **SIGNED)
    buyer.say(opening)
    buyer.press(buyer.titles[0])
    assert buyer.question is None
    buyer.say(no_description)
    assert buyer.question is None
    assert buyer.decisions == []


@pytest.mark.parametrize(
    ("language", "aside"),
    [
        ("zh", "我要退款"),
        ("zh", "没有照片"),
        ("zh", "照片回头给你行不"),
        ("en", "I want my money back"),
        ("en", "I don't have a photo"),
    ],
)
def test_only_a_yes_submits_it(buyer: Buyer, language: str, aside: str) -> None:
    opening, use, fault, yes = OPENINGS[0 if language == "zh" else -2]
    buyer.buys(**SIGNED)
    buyer.says(opening, use)
    if buyer.question != "confirm":
        buyer.say(fault)
    said = buyer.say(aside)
    assert buyer.question == "confirm"
    assert buyer.untouched
    assert "没" not in said.splitlines()[0] or "没关系" in said
    buyer.say(yes)
    assert buyer.case["status"] == "review"
