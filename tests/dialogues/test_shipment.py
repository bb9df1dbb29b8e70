"""Where the parcel is: told from the order's data, with what can be done in that state."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.dialogues.buyer import (
    SERVICE,
    UNSHIPPED,
    Buyer,
    random_number,
    today,
    working_days_later,
)
from tests.dialogues.parcels import (
    AURORA,
    KETTLE,
    NIMBUS,
    OTHER_PARCEL,
    QUILT,
    WAYBILL,
    Language,
    check_language,
    complaints,
    days_named,
    files,
    is_sorry,
    named,
    offers,
    on_its_way,
    signed_for,
)

OTHERS_WAYBILL = OTHER_PARCEL["tracking_no"]
FEET = "草本足疗90分钟 免预约"
TITLES: dict[Language, tuple[str, str]] = {"zh": (KETTLE, QUILT), "en": (NIMBUS, AURORA)}
UNCLEAR = {"zh": ("咕叽咕叽哐", "嘟嘟囔囔呜啦"), "en": ("flumph wibble zzz", "grobbly nargle pft")}


def two_parcels(buyer: Buyer, language: Language) -> tuple[str, str]:
    """Two parcels on their way, the second by another carrier."""
    first, second = TITLES[language]
    return (
        buyer.buys(first, paid=3, **on_its_way(2)),
        buyer.buys(second, paid=4, **on_its_way(3, **OTHER_PARCEL)),
    )


# Straight


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "亲，我那个壶现在走到啥地方了呀"),
        ("zh", "付完钱三天啦，东西送到哪块儿了"),
        ("zh", "請問我的包裹現在送到哪裡了呢"),
        ("en", "Morning! Any idea where my package has got to?"),
        ("en", "has my stuff been sent yet, and where is it now"),
    ],
)
def test_a_parcel_on_its_way_is_told_with_carrier_waybill_and_day(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    said = buyer.say(text)
    assert "中通快递" in said
    assert WAYBILL in said
    assert named(today() - timedelta(days=2), language) in said
    assert offers(buyer, "request_refund"), "what can be done in that state"
    assert buyer.can_get_a_human
    check_language(buyer, language)
    assert buyer.untouched
    assert complaints(buyer) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "你们给我发的是哪家的呀，中通还是圆通"),
        ("en", "Which company is delivering this, and what number do I follow it with?"),
    ],
)
def test_who_carries_it_is_told_with_the_number(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    said = buyer.say(text)
    assert "中通快递" in said
    assert WAYBILL in said
    assert "圆通" not in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "这两天能送到吗？我周六要出远门"),
        ("zh", "估计礼拜几能拿到手呢"),
        ("en", "Will it get here before Saturday? I'm travelling."),
    ],
)
def test_no_day_of_arrival_is_made_up(buyer: Buyer, language: Language, text: str) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    said = buyer.say(text)
    known = {named(today() - timedelta(days=days), language) for days in (2, 3)}
    assert days_named(said) <= known
    assert WAYBILL in said, "so that it can be looked up"
    assert buyer.can_get_a_human
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("zh", "钱早就扣了，怎么一点动静没有，还没寄吗", "没发货"),
        ("zh", "掌柜的啥时候给我寄出来呀", "没发货"),
        ("en", "I paid days ago, why haven't you posted it yet?", "not been shipped"),
    ],
)
def test_what_is_not_shipped_is_said_to_be_so_and_can_be_refunded(
    buyer: Buyer, language: Language, text: str, told: str
) -> None:
    number = buyer.buys(KETTLE, paid=3, **UNSHIPPED)
    said = buyer.say(text)
    assert told in said
    assert days_named(said) <= {named(today() - timedelta(days=3), language)}
    assert buyer.can_get_a_human
    check_language(buyer, language)
    buyer.say(next(b["payload"] for b in buyer.buttons if "request_refund" in b["payload"]))
    assert buyer.question == "confirm"
    buyer.press_yes()
    assert (buyer.case["order_no"], buyer.case["status"]) == (number, "refunded")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "卡在武汉中转站一个星期没挪窝了，咋整"),
        ("zh", "物流信息打上礼拜起就没更新过，是不是弄丢了"),
        ("en", "The tracking hasn't budged for a week. Is it lost?"),
    ],
)
def test_of_a_parcel_that_is_stuck_the_data_and_a_human_are_given(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=9, **on_its_way(8))
    said = buyer.say(text)
    assert WAYBILL in said
    assert "中通快递" in said
    assert named(today() - timedelta(days=8), language) in said
    assert buyer.can_get_a_human
    check_language(buyer, language)
    assert buyer.untouched


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "手机上写本人签收，可我压根没见着这箱东西"),
        ("zh", "说是昨天搁门口了，我回家门口啥也没有啊"),
        ("en", "Tracking claims it was delivered yesterday but there was nothing at my door"),
        ("en", "Somebody signed for my parcel and it certainly wasn't me"),
    ],
)
def test_signed_for_and_not_received_becomes_a_complaint(
    buyer: Buyer, language: Language, text: str
) -> None:
    number = buyer.buys(KETTLE, paid=3, **signed_for(1))
    said = buyer.say(text)
    (complaint,) = complaints(buyer)
    assert (complaint["category"], complaint["severity"]) == ("wrong_item", 3)
    assert (complaint["order_no"], complaint["status"]) == (number, "open")
    assert text in complaint["text"]
    assert complaint["respond_by"] == working_days_later(3).isoformat()
    assert complaint["ticket_no"] in said
    assert named(working_days_later(3), language) in said
    assert named(today() - timedelta(days=1), language) in said, "the day it was signed for"
    assert buyer.can_get_a_human
    assert buyer.owner == "bot"
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("zh", "都下单五天了包裹我还没收到啊", "在路上"),
        ("en", "I still haven't received my parcel", "on its way"),
    ],
)
def test_what_has_not_arrived_because_it_travels_is_no_complaint(
    buyer: Buyer, language: Language, text: str, told: str
) -> None:
    buyer.buys(KETTLE, paid=5, **on_its_way(4))
    said = buyer.say(text)
    assert told in said
    assert WAYBILL in said
    assert complaints(buyer) == []
    assert buyer.can_get_a_human
    check_language(buyer, language)


def test_what_is_used_at_a_merchants_is_not_waited_for(buyer: Buyer) -> None:
    buyer.buys(FEET, **SERVICE)
    said = buyer.say("足疗那个怎么还不给我寄券过来")
    assert "足疗" in said
    assert "不走快递" in said or "不用等" in said
    assert complaints(buyer) == []


def test_a_number_of_another_shopper_and_one_of_nobody_are_both_not_found(
    newcomer: Callable[[], Buyer],
) -> None:
    other, buyer = newcomer(), newcomer()
    theirs = other.buys(QUILT, paid=4, **on_its_way(3, **OTHER_PARCEL))
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    nobodys = random_number()
    said = [buyer.say(f"帮我瞧瞧{number}这单的物流") for number in (theirs, nobodys)]
    assert said[0].replace(theirs, "#") == said[1].replace(nobodys, "#")
    assert OTHERS_WAYBILL not in said[0]
    assert "四件套" not in said[0]


# Correction


@pytest.mark.parametrize(
    ("language", "first", "correction"),
    [
        ("zh", "水壶送到哪块儿了", "哎不对，我想问的是四件套"),
        ("zh", "水壶送到哪块儿了", "打错字了，是四件套那个包裹"),
        ("en", "Where's the Nimbus right now?", "Sorry, I meant the Aurora"),
    ],
)
def test_the_other_parcel_is_told_after_a_correction(
    buyer: Buyer, language: Language, first: str, correction: str
) -> None:
    two_parcels(buyer, language)
    assert WAYBILL in buyer.say(first)
    said = buyer.say(correction)
    assert OTHERS_WAYBILL in said
    assert WAYBILL not in said
    check_language(buyer, language)
    assert buyer.untouched


@pytest.mark.parametrize(
    ("language", "asked", "chosen"),
    [
        ("zh", "包裹咋还没影呢", "四件套那个"),
        ("en", "when do I get my parcel?", "the Aurora one"),
    ],
)
def test_of_two_parcels_one_is_chosen_in_words(
    buyer: Buyer, language: Language, asked: str, chosen: str
) -> None:
    numbers = two_parcels(buyer, language)
    buyer.say(asked)
    assert set(buyer.offered_orders) == set(numbers)
    check_language(buyer, language)
    said = buyer.say(chosen)
    assert OTHERS_WAYBILL in said
    assert "圆通速递" in said
    check_language(buyer, language)


# Digression


@pytest.mark.parametrize(
    ("language", "opening", "no_fault", "aside", "rest"),
    [
        (
            "zh",
            "水壶我想退回去",
            "没有质量问题",
            "对了先问一句，四件套的快递送到哪儿了？",
            ("一次都没用过", "都在盒子里，一样不缺", "行，就这么办"),
        ),
        (
            "en",
            "I'd like to send the Nimbus back",
            "just do not want",
            "By the way, where is the Aurora parcel at the moment?",
            ("never used it", "yes, everything is there", "yes please"),
        ),
    ],
)
def test_another_parcel_asked_about_within_a_return_does_not_end_it(
    buyer: Buyer,
    language: Language,
    opening: str,
    no_fault: str,
    aside: str,
    rest: tuple[str, ...],
) -> None:
    first, second = TITLES[language]
    number = buyer.buys(first, paid=3, **signed_for(1))
    buyer.buys(second, paid=4, **on_its_way(3, **OTHER_PARCEL))
    buyer.say(opening)
    buyer.press(no_fault)
    assert buyer.question == "used"
    said = buyer.say(aside)
    assert OTHERS_WAYBILL in said
    assert buyer.question == "used"
    check_language(buyer, language)
    buyer.says(*rest)
    assert (buyer.case["order_no"], buyer.case["status"]) == (number, "awaiting_return")


@pytest.mark.parametrize(
    ("language", "texts", "refund", "yes"),
    [
        (
            "zh",
            ("我买的到哪一站啦", "哪个公司送的", "大概哪天送"),
            "唉太慢了我不等了，给我退了吧",
            "嗯办吧",
        ),
        (
            "en",
            ("where has my order got to", "who is carrying it?", "which day will it come?"),
            "That's too slow, I'd rather have my money back",
            "yes, go ahead",
        ),
    ],
)
def test_from_one_question_to_the_next_and_then_a_refund(
    buyer: Buyer, language: Language, texts: tuple[str, ...], refund: str, yes: str
) -> None:
    number = buyer.buys(KETTLE, paid=3, **on_its_way(2))
    for text in texts:
        assert WAYBILL in buyer.say(text), text
        check_language(buyer, language)
    verdict = buyer.say(refund)
    assert buyer.question == "confirm"
    assert "P-3b" in verdict
    said = buyer.say(yes)
    assert WAYBILL in said, "which parcel to refuse"
    assert (buyer.case["order_no"], buyer.case["status"]) == (number, "awaiting_refusal")
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "refuse"),
    [
        ("zh", "对了，这包裹现在到什么地方啦", "拒收"),
        ("en", "btw where has the parcel got to by now?", "refuse"),
    ],
)
def test_while_its_refusal_is_awaited_the_parcel_is_not_offered_a_refund_again(
    buyer: Buyer, language: Language, text: str, refuse: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    files(buyer, "refund", language)
    said = buyer.say(text)
    assert WAYBILL in said
    assert refuse in said, "what is still to be done"
    assert "申请退款" not in said
    assert "ask for a refund" not in said
    assert not offers(buyer, "request_refund")
    check_language(buyer, language)


# Cancel


@pytest.mark.parametrize(
    ("language", "missing", "found"),
    [
        (
            "zh",
            "签收了可是我没拿到东西啊",
            "不好意思，原来门卫大爷帮我收着呢，刚才的投诉撤了吧",
        ),
        (
            "en",
            "It says signed for, but I never got it",
            "Oh, my flatmate had it all along. Please cancel that complaint.",
        ),
    ],
)
def test_a_parcel_that_turns_up_takes_the_complaint_back(
    buyer: Buyer, language: Language, missing: str, found: str
) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    buyer.say(missing)
    (complaint,) = complaints(buyer)
    said = buyer.say(found)
    assert complaint["ticket_no"] in said
    assert [c["status"] for c in complaints(buyer)] == ["withdrawn"]
    check_language(buyer, language)


def test_a_parcel_that_turns_up_is_good_news_and_no_second_complaint(buyer: Buyer) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    buyer.say("签收了可是我没拿到东西啊")
    (complaint,) = complaints(buyer)
    said = buyer.say("找着了找着了，我妈帮我拿上楼了")
    assert "您说没拿到" not in said, "the contrary was said"
    (after,) = complaints(buyer)
    assert after["status"] == "withdrawn" or any(
        complaint["ticket_no"] in b["payload"] for b in buyer.buttons
    ), "the way to take it back"


# Two wishes


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("zh", "我的包裹送到哪了？顺便看看我账户里还剩多少钱", "余额"),
        ("en", "Where's my parcel, and how much money is in my account?", "balance"),
    ],
)
def test_a_parcel_and_the_balance_are_both_told(
    buyer: Buyer, language: Language, text: str, word: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    said = buyer.say(text)
    assert WAYBILL in said
    assert word in said
    assert "¥0.00" in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "水壶我要退掉，另外帮我看下四件套走到哪了"),
        ("en", "I want to return the Nimbus, and can you tell me where the Aurora is?"),
    ],
)
def test_a_parcel_is_told_and_a_return_of_another_order_begins(
    buyer: Buyer, language: Language, text: str
) -> None:
    first, second = TITLES[language]
    number = buyer.buys(first, paid=3, **signed_for(1))
    buyer.buys(second, paid=4, **on_its_way(3, **OTHER_PARCEL))
    said = buyer.say(text)
    assert OTHERS_WAYBILL in said
    assert buyer.question == "quality_problem"
    assert number in said
    check_language(buyer, language)


# Anger


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "付款都一个礼拜了连影子都没有！！你们到底会不会做生意"),
        ("en", "This is ridiculous!! A whole week and you STILL haven't shipped my order!"),
    ],
)
def test_anger_about_the_wait_gets_an_apology_a_human_and_the_facts(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=6, **UNSHIPPED)
    said = buyer.say(text)
    assert is_sorry(said, language)
    assert buyer.can_get_a_human
    told = "没发货" if language == "zh" else "not been shipped"
    assert told in said or [c["category"] for c in complaints(buyer)] == ["late_delivery"]
    check_language(buyer, language)
    assert buyer.untouched


def test_anger_about_a_lost_parcel_is_one_complaint_that_grows(buyer: Buyer) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    said = buyer.say("根本没人给我送！居然显示已签收，骗子快递")
    assert is_sorry(said, "zh")
    said = buyer.say("我要投诉！东西没拿到还说签收了")
    (complaint,) = complaints(buyer)
    assert complaint["category"] == "wrong_item"
    assert complaint["ticket_no"] in said
    assert buyer.can_get_a_human


# Misunderstanding


@pytest.mark.parametrize(
    ("language", "asked", "chosen"),
    [("zh", "快递咋还没到呢", "四件套"), ("en", "any news about my delivery?", "Aurora")],
)
def test_two_misunderstandings_offer_a_human_and_the_parcel_can_still_be_named(
    buyer: Buyer, language: Language, asked: str, chosen: str
) -> None:
    two_parcels(buyer, language)
    buyer.say(asked)
    assert buyer.offered_orders
    buyer.says(*UNCLEAR[language])
    assert buyer.can_get_a_human
    check_language(buyer, language)
    assert chosen in buyer.say(chosen)
    assert offers(buyer, "ask_shipment") or OTHERS_WAYBILL in buyer.heard[-1]["answer"]
