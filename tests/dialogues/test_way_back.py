"""The way back to its end: refusing, sending, exchanging, until the money or the new item is there.

Each shopper has filed the request before and comes back with what has happened since.
"""

import pytest

from bot import clock
from bot.cases import steps
from bot.policy import Route
from tests.dialogues.buyer import IN_TRANSIT, Buyer, today, working_days_later
from tests.dialogues.conftest import RETURNS
from tests.dialogues.parcels import (
    AURORA,
    KETTLE,
    NIMBUS,
    OTHER_PARCEL,
    QUILT,
    Language,
    arrives,
    case_of,
    check_language,
    complaints,
    files,
    is_sorry,
    moves,
    named,
    offers,
    on_its_way,
    signed_for,
)

SF = "SF1234567890123"
REFUSED = ("in_transit_back", "shopper")
FAULT = ("有质量问题", "是，正常使用")


def to_refuse(buyer: Buyer, language: Language = "zh") -> str:
    """A parcel whose refund waits for its refusal."""
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    return files(buyer, "refund", language)


def to_send(buyer: Buyer, language: Language = "zh", wish: str = "return") -> str:
    """A return or exchange that waits for its parcel."""
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    return files(buyer, wish, language)


def check_promise(buyer: Buyer, case_no: str, said: str) -> None:
    """What was noted is said with its case; the date is promised only once the goods are back."""
    assert case_no in said
    assert case_of(buyer, case_no)["due_on"] is None
    assert "3" in said, "the working days from the arrival on"


# Straight


@pytest.mark.parametrize(
    ("language", "text", "later"),
    [
        ("zh", "小哥刚才上门，我没要，叫他原样拉回去了", "我那笔钱回来没有呀"),
        ("zh", "我把它拒啦，跟着要做啥", "钱啥时候给我"),
        ("en", "I turned the courier away this morning", "So has my refund been paid?"),
        ("en", "ok done, i told the driver i don't accept it and he took it", "is my money there?"),
    ],
)
def test_a_refusal_is_followed_until_the_money_is_there(
    buyer: Buyer, language: Language, text: str, later: str
) -> None:
    case_no = to_refuse(buyer, language)
    said = buyer.say(text)
    assert moves(buyer, case_no)[-1] == REFUSED
    assert "¥129.90" in said
    check_promise(buyer, case_no, said)
    check_language(buyer, language)
    arrives(buyer, case_no)
    said = buyer.say(later)
    assert case_no in said
    assert "¥129.90" in said
    assert "账户" in said or "account" in said
    assert named(today(), language) in said, "the day it was paid"
    assert buyer.balance == 12990
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("zh", "派件的死活不让我拒，非说必须先签", "拒收"),
        ("zh", "人家直接塞进柜子就走了，我上哪儿拒去", "驿站"),
        ("en", "The driver refuses to take it back!", "refuse"),
        ("en", "He just left it in the locker, so how am I supposed to refuse it?", "locker"),
    ],
)
def test_who_cannot_refuse_it_is_told_what_to_do(
    buyer: Buyer, language: Language, text: str, word: str
) -> None:
    case_no = to_refuse(buyer, language)
    said = buyer.say(text)
    assert word in said
    assert buyer.can_get_a_human
    assert case_of(buyer, case_no)["status"] == "awaiting_refusal"
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "坏了，我爸不晓得，替我把快递收进来了"),
        ("en", "My mum didn't know and signed for it, so I can't refuse it any more"),
    ],
)
def test_a_refusal_that_failed_goes_on_as_a_return(
    buyer: Buyer, language: Language, text: str
) -> None:
    number = buyer.buys(KETTLE, paid=3, deal_id="D-refusal-failed", **on_its_way(2))
    case_no = files(buyer, "refund", language)
    buyer.buys(KETTLE, order_no=number, paid=3, deal_id="D-refusal-failed", **signed_for(0))
    said = buyer.say(text)
    assert "签收" in said or "signed" in said, "what the data says"
    check_language(buyer, language)
    buyer.press("改为寄回" if language == "zh" else "Return it instead")
    for answer in (
        ("没有质量问题", "没用过", "都齐全")
        if language == "zh"
        else (
            "just do not want",
            "Not used",
            "All there",
        )
    ):
        buyer.press(answer)
    said = buyer.press_yes()
    old, new = case_of(buyer, case_no), buyer.cases[-1]
    assert old["status"] == "withdrawn"
    assert (new["order_no"], new["status"]) == (number, "awaiting_return")
    assert RETURNS["TUANBAO_RETURN_ADDRESS"] in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "waybill"),
    [
        ("zh", f"东西寄走啦，顺丰{SF}", SF),
        ("zh", "退回去了哈，单号 sf 1234 5678 90123", SF),
        ("zh", "已交给快递员，運單號ＹＴ８８００１１２２３３４４５，你登记一下", "YT8800112233445"),
        ("zh", "73111222333444", "73111222333444"),
        ("en", f"Posted it an hour ago, the tracking is {SF}", SF),
        ("en", "It's on its way back to you. JD tracking: JDVA12345678901", "JDVA12345678901"),
    ],
)
def test_the_waybill_is_kept_and_the_return_is_on_its_way(
    buyer: Buyer, language: Language, text: str, waybill: str
) -> None:
    case_no = to_send(buyer, language)
    said = buyer.say(text)
    case = case_of(buyer, case_no)
    assert case["status"] == "in_transit_back"
    assert case["evidence"]["waybill"] == waybill
    assert waybill in said
    assert "发给我" not in said, "the number has just been said"
    assert "send me the waybill" not in said
    check_promise(buyer, case_no, said)
    check_language(buyer, language)
    arrives(buyer, case_no)
    assert case_of(buyer, case_no)["due_on"] == working_days_later(3).isoformat()
    assert buyer.balance == 12990


@pytest.mark.parametrize(
    ("language", "sent", "number"),
    [
        ("zh", "我今早把它寄走了", f"喏，{SF}"),
        ("en", "I dropped it off at the post office today", f"here you go: {SF}"),
    ],
)
def test_who_has_sent_it_is_asked_for_the_number(
    buyer: Buyer, language: Language, sent: str, number: str
) -> None:
    case_no = to_send(buyer, language)
    said = buyer.say(sent)
    assert "单号" in said or "waybill" in said
    assert case_no in said
    assert case_of(buyer, case_no)["status"] == "awaiting_return"
    check_language(buyer, language)
    assert SF in buyer.say(number)
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "where", "whose", "payer"),
    [
        ("zh", "收货地址再给我发一遍呗", "邮费算谁的哦", "您"),
        ("en", "What address should I ship it to?", "Do I have to pay for shipping?", "You pay"),
    ],
)
def test_address_and_fee_of_an_own_return_are_told_again(
    buyer: Buyer, language: Language, where: str, whose: str, payer: str
) -> None:
    case_no = to_send(buyer, language)
    said = buyer.say(where)
    assert all(value in said for value in RETURNS.values())
    assert case_no in said
    check_language(buyer, language)
    said = buyer.say(whose)
    assert payer in said
    assert "商城承担" not in said
    assert "shop pays" not in said
    assert case_no in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("route", "kind"), [(Route.RETURN_BY_SHOP, "return"), (Route.EXCHANGE_BY_SHOP, "exchange")]
)
def test_after_a_quality_review_the_shop_pays_and_the_case_goes_to_its_end(
    buyer: Buyer, route: Route, kind: str
) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    buyer.say("我要退货")
    for title in FAULT:
        buyer.press(title)
    buyer.say("烧到一半自己断电，试了三四回都这样")
    buyer.press_yes()
    case_no = buyer.case["case_no"]
    steps.approve(buyer.product.store, case_no, clock.now(), route)
    said = buyer.say("我那个审得怎么样啦")
    assert case_no in said
    assert "通过" in said
    assert "按登记时的步骤" not in said, "no steps were told when it was submitted"
    said = buyer.say("那运费是你们出还是我出")
    assert "商城" in said
    assert "您先付" not in said
    assert RETURNS["TUANBAO_RETURN_ADDRESS"] in buyer.say("寄到哪里去呢，地址给一个")
    buyer.say(f"给你们发过去了，{SF}")
    case = buyer.case
    assert (case["kind"], case["status"]) == (kind, "in_transit_back")
    arrives(buyer, case_no)
    if kind == "exchange":
        steps.exchanged(buyer.product.store, case_no, clock.now())
    said = buyer.say("现在弄到哪步了")
    assert case_no in said
    assert buyer.case["status"] == ("exchanged" if kind == "exchange" else "refunded")
    assert ("新商品寄出" in said) == (kind == "exchange")
    assert buyer.balance == (0 if kind == "exchange" else 12990)


@pytest.mark.parametrize(
    ("language", "sent", "before", "after", "told"),
    [
        (
            "zh",
            f"旧的寄过去了 {SF}",
            "新的那个给我发了没",
            "换的新壶寄出来了吗",
            "新商品寄出",
        ),
        (
            "en",
            f"I've sent the old one off, {SF}",
            "Have you sent me the new one yet?",
            "And now, has the replacement gone out?",
            "replacement sent",
        ),
    ],
)
def test_an_exchange_is_followed_until_the_new_item_is_sent(
    buyer: Buyer, language: Language, sent: str, before: str, after: str, told: str
) -> None:
    case_no = to_send(buyer, language, "exchange")
    said = buyer.say(sent)
    assert case_no in said
    assert "退款" not in said
    assert "refund" not in said.lower()
    assert "工作日" not in said, "no date is promised for an exchange"
    assert "working day" not in said
    assert case_of(buyer, case_no)["status"] == "in_transit_back"
    arrives(buyer, case_no)
    said = buyer.say(before)
    assert case_no in said
    assert told not in said
    check_language(buyer, language)
    steps.exchanged(buyer.product.store, case_no, clock.now())
    said = buyer.say(after)
    assert case_no in said
    assert told in said
    assert "¥" not in said
    check_language(buyer, language)
    assert buyer.balance == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "快递来我没收，让他退了，钱能退我吗"),
        ("en", "I didn't accept the parcel when it came, I don't want it any more"),
    ],
)
def test_who_refused_before_asking_is_not_told_to_refuse_again(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    buyer.say(text)
    assert buyer.question == "confirm"
    check_language(buyer, language)
    said = buyer.press_yes()
    assert buyer.case["status"] in ("awaiting_refusal", "in_transit_back")
    assert "不要签收" not in said, "it has been refused already"
    assert "do not sign" not in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", f"壶我已经给你们退回去了啊，{SF}"),
        ("en", f"I already mailed the kettle back to you, number {SF}"),
    ],
)
def test_who_sent_it_unasked_is_led_to_a_request(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    said = buyer.say(text)
    assert said
    assert offers(buyer, "request_return") or buyer.question == "quality_problem"
    assert "没有查到订单" not in said, "it is no order number"
    assert "could not find order" not in said
    check_language(buyer, language)
    assert buyer.untouched


# Correction


@pytest.mark.parametrize(
    ("language", "correction"),
    [
        ("zh", "抄错了，正确的是SF9876543210987"),
        ("en", "Oops, wrong number. It's SF9876543210987"),
    ],
)
def test_a_wrong_waybill_is_corrected(buyer: Buyer, language: Language, correction: str) -> None:
    case_no = to_send(buyer, language)
    buyer.say(SF)
    said = buyer.say(correction)
    assert "SF9876543210987" in said
    assert buyer.case["evidence"]["waybill"] == "SF9876543210987"
    assert (buyer.case["case_no"], buyer.case["status"]) == (case_no, "in_transit_back")
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "titles", "which", "other"),
    [
        ("zh", (KETTLE, QUILT), "四件套的我寄走了", "不对，寄的是水壶"),
        ("en", (NIMBUS, AURORA), "I've mailed the Aurora", "Sorry, no, it was the Nimbus"),
    ],
)
def test_the_waybill_goes_to_the_return_that_was_meant_in_the_end(
    buyer: Buyer, language: Language, titles: tuple[str, str], which: str, other: str
) -> None:
    first = buyer.buys(titles[0], paid=3, **signed_for(1))
    buyer.buys(titles[1], paid=4, **signed_for(2))
    for title in titles:
        files(buyer, "return", language, title.split()[0][:4])
    buyer.says(which, other, SF)
    waybills = {case["order_no"]: case["evidence"].get("waybill") for case in buyer.cases}
    assert waybills.pop(first) == SF
    assert list(waybills.values()) == [None]


def test_a_refusal_told_too_soon_is_taken_back(buyer: Buyer) -> None:
    case_no = to_refuse(buyer)
    buyer.say("快递我没要，退回了")
    said = buyer.say("哎等等搞错了，那是别家的包裹，这单还没送来呢")
    assert case_of(buyer, case_no)["status"] == "awaiting_refusal" or (
        buyer.can_get_a_human and case_no in said
    ), "it is put right, or a human is offered who can"


# Digression


@pytest.mark.parametrize(
    ("language", "titles", "opening", "aside", "rest"),
    [
        (
            "zh",
            (KETTLE, QUILT),
            "四件套我也想退回去",
            f"哦对，水壶那个我寄了，{SF}",
            ("没有质量问题", "没用过", "都齐全"),
        ),
        (
            "en",
            (NIMBUS, AURORA),
            "I want to send the Aurora back as well",
            f"Oh, and I've sent the Nimbus, tracking {SF}",
            ("just do not want", "Not used", "All there"),
        ),
    ],
)
def test_a_waybill_of_one_return_within_the_request_for_another(
    buyer: Buyer,
    language: Language,
    titles: tuple[str, str],
    opening: str,
    aside: str,
    rest: tuple[str, ...],
) -> None:
    buyer.buys(titles[0], paid=3, **signed_for(1))
    case_no = files(buyer, "return", language)
    second = buyer.buys(titles[1], paid=4, **signed_for(2))
    buyer.say(opening)
    assert buyer.question == "quality_problem"
    said = buyer.say(aside)
    assert SF in said
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF
    assert buyer.question == "quality_problem"
    check_language(buyer, language)
    for title in rest:
        buyer.press(title)
    buyer.press_yes()
    assert (buyer.cases[-1]["order_no"], buyer.cases[-1]["status"]) == (second, "awaiting_return")


def test_a_question_while_the_number_is_asked_for_is_answered(buyer: Buyer) -> None:
    case_no = to_send(buyer)
    buyer.say("已经交给快递了")
    said = buyer.say("钱是打回我银行卡还是哪里呀")
    assert "团购账户" in said
    assert "单号" in said, "our question comes back"
    buyer.say(SF)
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF


# Cancel


@pytest.mark.parametrize(
    ("language", "sent", "later"),
    [
        ("zh", "已经交给快递了", "单子不在手边，晚点再给你"),
        ("en", "It's been handed to the courier", "I'll send you the number later"),
    ],
)
def test_who_has_the_number_not_at_hand_may_send_it_later(
    buyer: Buyer, language: Language, sent: str, later: str
) -> None:
    case_no = to_send(buyer, language)
    said = buyer.says(sent, later)
    assert not said.startswith(("不好意思", "Sorry")), "it is clear what was said"
    assert "改地址" not in said
    assert "cannot change" not in said
    check_language(buyer, language)
    assert case_of(buyer, case_no)["status"] == "awaiting_return"
    buyer.say(SF)
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF


# Two wishes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", f"寄好了{SF}，那钱几号能回来"),
        ("en", f"Sent it with {SF}. How long until I get my money?"),
    ],
)
def test_the_waybill_is_kept_and_the_question_after_the_money_answered(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = to_send(buyer, language)
    said = buyer.say(text)
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF
    check_promise(buyer, case_no, said)
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "titles", "text"),
    [
        ("zh", (KETTLE, QUILT), "水壶已经拒收，四件套也给我退了吧"),
        ("en", (NIMBUS, AURORA), "I refused the Nimbus, and I want a refund for the Aurora too"),
    ],
)
def test_a_refusal_and_a_new_refund_in_one_sentence(
    buyer: Buyer, language: Language, titles: tuple[str, str], text: str
) -> None:
    buyer.buys(titles[0], paid=3, **on_its_way(2))
    case_no = files(buyer, "refund", language)
    second = buyer.buys(titles[1], paid=4, **on_its_way(3, **OTHER_PARCEL))
    buyer.say(text)
    assert case_of(buyer, case_no)["status"] == "in_transit_back"
    assert buyer.question == "confirm"
    check_language(buyer, language)
    buyer.press_yes()
    assert (buyer.cases[-1]["order_no"], buyer.cases[-1]["status"]) == (second, "awaiting_refusal")


@pytest.mark.parametrize("text", ["送来我没接，让他带走了", "刚刚那件我没签，退走了"])
def test_of_two_refusals_the_right_one_is_asked_for(buyer: Buyer, text: str) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    kettle = files(buyer, "refund")
    buyer.buys(QUILT, paid=4, **on_its_way(3, **OTHER_PARCEL))
    quilt = files(buyer, "refund", title="四件套")
    said = buyer.say(text)
    assert {case["status"] for case in buyer.cases} == {"awaiting_refusal"}
    assert "哪" in said
    buyer.say("四件套")
    assert case_of(buyer, quilt)["status"] == "in_transit_back"
    assert case_of(buyer, kettle)["status"] == "awaiting_refusal"


# Anger


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "气死了！快递耍无赖死活不肯拿走，你们管不管"),
        ("en", "I'm furious, the courier dumped it at my door and ran off! I can't refuse it now!"),
    ],
)
def test_anger_about_the_courier_gets_an_apology_advice_and_a_human(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = to_refuse(buyer, language)
    said = buyer.say(text)
    assert is_sorry(said, language)
    assert buyer.can_get_a_human
    assert "拒收" in said or "refuse" in said or complaints(buyer)
    assert case_of(buyer, case_no)["status"] == "awaiting_refusal"
    check_language(buyer, language)


# Misunderstanding


@pytest.mark.parametrize("text", ["单号123", "13800138000", "单号忘了抄，反正是顺丰"])
def test_what_is_no_waybill_is_not_kept(buyer: Buyer, text: str) -> None:
    case_no = to_send(buyer)
    buyer.says("已经交给快递了", text)
    assert "waybill" not in case_of(buyer, case_no)["evidence"]
    assert case_of(buyer, case_no)["status"] == "awaiting_return"
    assert "订单号" not in buyer.heard[-1]["answer"], "nothing was said of an order"
    assert "单号" in buyer.heard[-1]["answer"], "it is asked for again"
    assert buyer.say(SF)
    assert case_of(buyer, case_no)["evidence"]["waybill"] == SF


def test_the_waybill_of_the_way_here_is_not_that_of_the_way_back(buyer: Buyer) -> None:
    case_no = to_send(buyer)
    said = buyer.say(f"单号{IN_TRANSIT['tracking_no']}")
    assert "waybill" not in case_of(buyer, case_no)["evidence"]
    assert "寄回" in said, "that the number of the way back is needed"


def test_a_waybill_said_twice_is_kept_once(buyer: Buyer) -> None:
    case_no = to_send(buyer)
    for _ in range(2):
        assert SF in buyer.say(f"寄了，单号{SF}")
    assert [to for to, _ in moves(buyer, case_no)].count("in_transit_back") == 1


def test_a_waybill_said_after_the_refund_changes_nothing(buyer: Buyer) -> None:
    case_no = to_send(buyer)
    arrives(buyer, case_no)
    said = buyer.say(f"对了我寄的时候单号是{SF}")
    assert buyer.case["status"] == "refunded"
    assert "没有查到订单" not in said
    assert buyer.balance == 12990
