"""How a request stands: what has happened, what is next, by when; past the date an apology."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.cases import steps
from bot.cli import app
from tests.dialogues.buyer import Buyer, today, working_days_later
from tests.dialogues.parcels import (
    AURORA,
    KETTLE,
    NIMBUS,
    QUILT,
    Language,
    arrives,
    case_of,
    check_language,
    complaints,
    days_named,
    files,
    is_sorry,
    last_replies,
    let_the_date_pass,
    named,
    on_its_way,
    signed_for,
)
from tests.dialogues.test_shipment import UNCLEAR

SF = "SF1234567890123"
REBATED = {"first_purchase": "true", "rebate_paid": "true"}


def under_review(buyer: Buyer, language: Language = "zh", title: str = KETTLE) -> str:
    """A refund that a human has to look at first (P-5)."""
    buyer.buys(title, paid=3, **on_its_way(2, **REBATED))
    return files(buyer, "refund", language, title.split()[0][:4])


# Straight


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "我那笔钱走到哪个环节啦"),
        ("zh", "审核有没有结果了呀，等着呢"),
        ("zh", "钱几号能回来"),
        ("en", "What's happening with my refund?"),
        ("en", "When will I get my money back?"),
    ],
)
def test_a_review_is_told_with_its_beginning_its_state_and_its_date(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = under_review(buyer, language)
    said = buyer.say(text)
    assert case_no in said
    assert "审核" in said or "review" in said
    assert named(today(), language) in said, "when it was asked for"
    assert named(working_days_later(2), language) in said, "by when it is answered"
    assert complaints(buyer) == []
    assert buyer.can_get_a_human
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "happened"),
    [
        ("zh", "麻烦看看我的退货现在什么情况", ("提交", SF, "收到", "账户")),
        ("en", "Could you give me an update on my return?", ("request", SF, "received", "account")),
    ],
)
def test_a_return_that_is_over_is_told_step_by_step(
    buyer: Buyer, language: Language, text: str, happened: tuple[str, ...]
) -> None:
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    case_no = files(buyer, "return", language)
    buyer.say(SF)
    arrives(buyer, case_no)
    said = buyer.say(text)
    places = [said.find(word, said.find("\n")) for word in happened]
    assert -1 not in places, said
    assert places == sorted(places)
    assert case_no in said
    assert "¥129.90" in said
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("zh", "审核结果下来了吧，是过了还是没过", "没有通过"),
        ("zh", "审了半天到底给不给退", "没有通过"),
        ("en", "Did they approve my refund?", "turned down"),
    ],
)
def test_a_review_that_was_turned_down_is_told_with_a_human(
    buyer: Buyer, language: Language, text: str, told: str
) -> None:
    case_no = under_review(buyer, language)
    steps.reject(buyer.product.store, case_no, clock.now())
    said = buyer.say(text)
    assert case_no in said
    assert told in said
    assert buyer.can_get_a_human
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("zh", "审批下来没有哇", "拒收"),
        ("en", "Is there a decision on my request yet?", "refuse"),
    ],
)
def test_once_approved_the_next_thing_to_do_is_told(
    buyer: Buyer, language: Language, text: str, told: str
) -> None:
    case_no = under_review(buyer, language)
    steps.approve(buyer.product.store, case_no, clock.now())
    said = buyer.say(text)
    assert case_no in said
    assert told in said.partition("\n")[2]
    assert days_named(said) == {named(today(), language)}, "no date before the goods are back"
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "我的退款办得如何了"), ("en", "Where is my refund?")]
)
def test_without_a_case_there_is_nothing_to_tell_but_a_way_on(
    buyer: Buyer, language: Language, text: str
) -> None:
    buyer.buys(KETTLE, paid=3, **on_its_way(2))
    said = buyer.say(text)
    assert "没有" in said or "no refund" in said
    assert buyer.buttons
    check_language(buyer, language)
    assert buyer.untouched


def test_the_case_of_another_shopper_is_not_told(newcomer: Callable[[], Buyer]) -> None:
    other, buyer = newcomer(), newcomer()
    theirs = under_review(other)
    buyer.buys(QUILT, paid=3, **on_its_way(2))
    said = buyer.say(f"案件{theirs}处理到什么程度了")
    assert "审核中" not in said
    assert "水壶" not in said
    assert buyer.buttons


@pytest.mark.parametrize("decision", ["approve", "reject"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_answer_to_a_review_is_told_without_being_asked_for(
    buyer: Buyer, language: Language, decision: str
) -> None:
    case_no = under_review(buyer, language)
    assert "在这里通知您" in last_replies(buyer)[-1] or "hear from us" in last_replies(buyer)[-1]
    before = last_replies(buyer)
    result = CliRunner().invoke(app, ["reviews", decision, case_no])
    assert result.exit_code == 0, result.output
    told = last_replies(buyer)[len(before) :]
    assert any(case_no in text for text in told), "it was promised to be told here"


# Past the date


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "不是说好给答复的吗，结果呢"),
        ("zh", "钱咋还没回来，都过了日子了"),
        ("zh", "退款啥时候能到"),
        ("en", "You promised me an answer by now. What's the status?"),
        ("en", "When will the money arrive?"),
    ],
)
def test_past_its_date_there_is_an_apology_a_complaint_and_a_human(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = under_review(buyer, language)
    due = let_the_date_pass(buyer, case_no)
    said = buyer.say(text)
    (complaint,) = complaints(buyer)
    assert (complaint["category"], complaint["severity"]) == ("refund_late", 2)
    assert complaint["order_no"] == buyer.case["order_no"]
    assert complaint["respond_by"] == working_days_later(1).isoformat()
    assert complaint["ticket_no"] in said
    assert case_no in said
    assert named(due, language) in said, "the date that was not kept"
    assert named(working_days_later(1), language) in said, "the date of the answer"
    assert is_sorry(said, language)
    assert buyer.can_get_a_human or buyer.owner == "queue"
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text", "promise"),
    [
        ("zh", "帮我看下退款审到哪了", "最晚{}答复您"),
        ("en", "What's the status of my refund?", "You will have an answer by {}"),
    ],
)
def test_a_date_in_the_past_is_not_promised_again(
    buyer: Buyer, language: Language, text: str, promise: str
) -> None:
    case_no = under_review(buyer, language)
    due = let_the_date_pass(buyer, case_no)
    said = buyer.say(text)
    assert case_no in said
    assert promise.format(named(due, language)) not in said


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh", ("退款进展怎么样了", "还是没动静啊，给我催催", "我那笔退款到底怎么了")),
        ("en", ("any progress on my refund", "still nothing?", "what about my refund now")),
    ],
)
def test_asked_again_past_its_date_there_is_still_one_complaint(
    buyer: Buyer, language: Language, texts: tuple[str, ...]
) -> None:
    case_no = under_review(buyer, language)
    let_the_date_pass(buyer, case_no)
    buyer.says(*texts)
    (complaint,) = complaints(buyer)
    assert complaint["severity"] == 2
    assert complaint["ticket_no"] in buyer.heard[-1]["answer"]


def test_on_the_date_itself_nothing_is_late(buyer: Buyer) -> None:
    case_no = under_review(buyer)
    let_the_date_pass(buyer, case_no, days=0)
    said = buyer.say("我的退款处理得怎样了")
    assert named(today(), "zh") in said
    assert not is_sorry(said, "zh")
    assert complaints(buyer) == []


# Correction


@pytest.mark.parametrize(
    ("language", "titles", "asked", "chosen", "correction"),
    [
        ("zh", (KETTLE, QUILT), "退款都到哪一步了呀", "水壶的", "不是这个，我说的是四件套"),
        (
            "en",
            (NIMBUS, AURORA),
            "How are my refunds coming along?",
            "the Nimbus",
            "No, I meant the Aurora one",
        ),
    ],
)
def test_of_two_cases_one_is_chosen_and_then_the_other(
    buyer: Buyer,
    language: Language,
    titles: tuple[str, str],
    asked: str,
    chosen: str,
    correction: str,
) -> None:
    first, second = (under_review(buyer, language, title) for title in titles)
    said = buyer.say(asked)
    assert first in said
    assert second in said
    check_language(buyer, language)
    said = buyer.say(chosen)
    assert first in said
    assert second not in said
    assert named(working_days_later(2), language) in said
    said = buyer.say(correction)
    assert second in said
    assert first not in said
    assert named(working_days_later(2), language) in said
    check_language(buyer, language)


# Digression


@pytest.mark.parametrize(
    ("language", "titles", "opening", "aside", "rest"),
    [
        (
            "zh",
            (KETTLE, QUILT),
            "四件套也不想留了，退货",
            "等下，水壶那笔退款批了没有？",
            ("没有质量问题", "没用过", "都齐全"),
        ),
        (
            "en",
            (NIMBUS, AURORA),
            "I'd also like to return the Aurora",
            "Hang on, has my Nimbus refund been approved?",
            ("just do not want", "Not used", "All there"),
        ),
    ],
)
def test_a_question_after_one_case_does_not_end_the_request_for_another(
    buyer: Buyer,
    language: Language,
    titles: tuple[str, str],
    opening: str,
    aside: str,
    rest: tuple[str, ...],
) -> None:
    case_no = under_review(buyer, language, titles[0])
    number = buyer.buys(titles[1], paid=4, **signed_for(2))
    buyer.say(opening)
    assert buyer.question == "quality_problem"
    said = buyer.say(aside)
    assert case_no in said
    assert named(working_days_later(2), language) in said
    assert buyer.question == "quality_problem"
    check_language(buyer, language)
    for title in rest:
        buyer.press(title)
    buyer.press_yes()
    assert (buyer.cases[-1]["order_no"], buyer.cases[-1]["status"]) == (number, "awaiting_return")


# Two wishes


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("zh", "退款办到哪了，另外我账上现在有多少钱", "余额"),
        ("en", "How far is my refund, and what's my balance?", "balance"),
    ],
)
def test_the_state_and_the_balance_are_both_told(
    buyer: Buyer, language: Language, text: str, word: str
) -> None:
    case_no = under_review(buyer, language)
    said = buyer.say(text)
    assert case_no in said
    assert word in said
    assert "¥0.00" in said
    check_language(buyer, language)


# Anger


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "退个钱磨磨唧唧！！都拖了多少天了，信不信我给差评"),
        ("en", "Days and days and STILL no refund, you people are useless!!"),
    ],
)
def test_anger_past_the_date_is_the_same_complaint_and_a_human(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = under_review(buyer, language)
    let_the_date_pass(buyer, case_no)
    said = buyer.say(text)
    assert is_sorry(said, language)
    assert buyer.can_get_a_human or buyer.owner == "queue"
    (complaint,) = complaints(buyer)
    assert (complaint["category"], complaint["severity"]) == ("refund_late", 2)
    assert complaint["order_no"] == case_of(buyer, case_no)["order_no"]
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "怎么审这么久啊，烦死个人"),
        ("en", "Why on earth does the review take this long? So annoying!"),
    ],
)
def test_anger_before_the_date_gets_an_apology_the_date_and_a_human(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = under_review(buyer, language)
    said = buyer.say(text)
    assert is_sorry(said, language)
    assert buyer.can_get_a_human
    assert case_no in said or complaints(buyer)
    assert named(working_days_later(2), language) in said or complaints(buyer)
    assert all(complaint["severity"] == 3 for complaint in complaints(buyer)), "nothing is late"
    check_language(buyer, language)


# Cancel


def test_after_the_state_the_request_can_be_taken_back_by_its_button(buyer: Buyer) -> None:
    case_no = under_review(buyer)
    buyer.say("我那个审核的结果出了没")
    buyer.press("撤销")
    if case_of(buyer, case_no)["status"] == "review":  # it is asked once more
        buyer.say("嗯，撤掉")
    assert case_of(buyer, case_no)["status"] == "withdrawn"
    said = buyer.say("那现在是啥状态")
    assert case_no in said
    assert "撤销" in said
    assert named(working_days_later(2), "zh") not in said, "nothing is promised any more"


# Misunderstanding


@pytest.mark.parametrize(
    ("language", "titles", "asked", "chosen"),
    [
        ("zh", (KETTLE, QUILT), "两笔退款都咋样了", "四件套"),
        ("en", (NIMBUS, AURORA), "what is going on with my refunds?", "Aurora"),
    ],
)
def test_two_misunderstandings_offer_a_human_and_the_case_can_still_be_named(
    buyer: Buyer, language: Language, titles: tuple[str, str], asked: str, chosen: str
) -> None:
    _, second = (under_review(buyer, language, title) for title in titles)
    buyer.say(asked)
    buyer.says(*UNCLEAR[language])
    assert buyer.can_get_a_human
    check_language(buyer, language)
    said = buyer.say(chosen)
    assert second in said
    assert buyer.can_get_a_human


def test_a_case_number_of_nobody_is_not_found(buyer: Buyer) -> None:
    under_review(buyer)
    number = f"C{(today() - timedelta(days=9)):%y%m%d}ZZZZZZ"
    said = buyer.say(f"案件号{number}什么进展")
    assert f"案件{number}（" not in said
    assert buyer.buttons
