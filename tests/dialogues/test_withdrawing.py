"""A filed request is taken back or changed while nothing has been done about it."""

from typing import Any

import pytest

from bot import clock
from bot.cases import steps
from tests.dialogues.buyer import UNSHIPPED, Buyer, random_number
from tests.dialogues.parcels import (
    AURORA,
    KETTLE,
    NIMBUS,
    QUILT,
    Language,
    arrives,
    case_of,
    check_language,
    files,
    is_sorry,
    moves,
    offers,
    on_its_way,
    signed_for,
)
from tests.dialogues.test_shipment import UNCLEAR
from tests.dialogues.test_timeline import under_review

SF = "SF1234567890123"
THREE = {"quantity": "3", "unit_price": "30.00", "paid_amount": "90.00"}
INTACT: dict[Language, tuple[str, ...]] = {
    "zh": ("没有质量问题", "没用过", "都齐全"),
    "en": ("just do not want", "Not used", "All there"),
}


def filed(buyer: Buyer, status: str, language: Language = "zh") -> str:
    """A case of that status."""
    if status == "review":
        return under_review(buyer, language)
    if status == "awaiting_refusal":
        buyer.buys(KETTLE, paid=3, **on_its_way(2))
        return files(buyer, "refund", language)
    buyer.buys(KETTLE, paid=3, **signed_for(1))
    return files(buyer, "return", language)


def two_returns(buyer: Buyer, language: Language) -> tuple[str, str]:
    """Two orders, both to be sent back."""
    titles = (KETTLE, QUILT) if language == "zh" else (NIMBUS, AURORA)
    for number, title in enumerate(titles):
        buyer.buys(title, paid=3 + number, **signed_for(1))
    first, second = (files(buyer, "return", language, title[:4]) for title in titles)
    return first, second


def statuses(buyer: Buyer) -> list[str]:
    """Of all cases, the oldest first."""
    return [case["status"] for case in buyer.cases]


# Straight


@pytest.mark.parametrize(
    ("language", "status", "text", "yes"),
    [
        ("zh", "review", "退款我不想弄了，帮我把申请收回来", "嗯撤吧"),
        ("zh", "awaiting_return", "想了想这个壶我还是留着用，那个申请取消掉吧", "对的"),
        ("zh", "awaiting_refusal", "之前提的那个退款麻烦撤一下哈，我又想要了", "没错，撤了"),
        ("zh", "awaiting_return", "退货申请我想撤掉", "是的撤吧"),
        ("zh", "awaiting_return", "退货不办了，把申请撤了", "嗯嗯"),
        ("en", "review", "I've changed my mind, please drop my refund request", "yep"),
        ("en", "awaiting_return", "I'd like to withdraw my return request", "Yes."),
        ("en", "awaiting_refusal", "I want to take my request back", "yes, I'm sure"),
        (
            "en",
            "awaiting_return",
            "Actually I'll keep it. Can you cancel the return?",
            "yes, do it",
        ),
    ],
)
def test_a_request_is_taken_back_after_a_yes(
    buyer: Buyer, language: Language, status: str, text: str, yes: str
) -> None:
    case_no = filed(buyer, status, language)
    said = buyer.say(text)
    assert case_no in said
    assert buyer.case["status"] == status, "not before the yes"
    check_language(buyer, language)
    said = buyer.say(yes)
    assert case_no in said
    assert moves(buyer, case_no)[-1] == ("withdrawn", "shopper")
    assert buyer.buttons
    check_language(buyer, language)
    assert buyer.balance == 0


def test_what_was_taken_back_can_be_asked_for_again(buyer: Buyer) -> None:
    filed(buyer, "awaiting_return")
    buyer.says("不办了，把申请撤了", "是的")
    assert statuses(buyer) == ["withdrawn"]
    files(buyer, "return")
    assert statuses(buyer) == ["withdrawn", "awaiting_return"]


@pytest.mark.parametrize(
    ("language", "text", "wish"),
    [
        ("zh", "我不退了，给我换个新的行不行", "改为换货"),
        ("en", "Can I swap it for a new one instead of returning it?", "exchange"),
    ],
)
def test_a_return_is_changed_into_an_exchange(
    buyer: Buyer, language: Language, text: str, wish: str
) -> None:
    case_no = filed(buyer, "awaiting_return", language)
    buyer.say(text)
    check_language(buyer, language)
    if buyer.question is None:
        buyer.press(wish)
    for title in INTACT[language]:
        if buyer.question not in (None, "confirm"):
            buyer.press(title)
    buyer.press_yes()
    assert case_of(buyer, case_no)["status"] == "withdrawn"
    assert (buyer.cases[-1]["kind"], buyer.cases[-1]["status"]) == ("exchange", "awaiting_return")
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "more", "fewer"),
    [
        ("zh", "我要退两件", "改一下，我只退一件，另一件留着"),
        ("en", "I want to return two of them", "Please change it: I only want to return one"),
    ],
)
def test_the_number_of_units_of_a_filed_return_is_changed(
    buyer: Buyer, language: Language, more: str, fewer: str
) -> None:
    buyer.buys(KETTLE, paid=3, **{**signed_for(1), **THREE})
    buyer.say(more)
    for title in INTACT[language]:
        buyer.press(title)
    buyer.press_yes()
    assert (buyer.case["units"], buyer.case["amount_fen"]) == (2, 6000)
    buyer.say(fewer)
    check_language(buyer, language)
    follow_the_change(buyer, language)
    standing = [case for case in buyer.cases if case["status"] != "withdrawn"]
    assert [(case["units"], case["amount_fen"]) for case in standing] == [(1, 3000)]


def test_a_change_that_is_refused_does_not_cost_the_shopper_the_return(buyer: Buyer) -> None:
    order = {"deal_id": f"D{random_number()}", "order_no": random_number()}
    buyer.buys(KETTLE, paid=7, **signed_for(5, **order))
    files(buyer, "return")
    buyer.buys(KETTLE, paid=12, **signed_for(10, **order))  # five days later R-1 is over
    said = buyer.say("还是给我换个新的吧，不退了")
    if offers(buyer, "cancel"):
        buyer.press("改为换货")
        for title in INTACT["zh"]:
            if buyer.question not in (None, "confirm"):
                buyer.press(title)
    assert statuses(buyer) == ["awaiting_return"], f"neither was left: {said}"


def follow_the_change(buyer: Buyer, language: Language) -> None:
    """Press what leads on: to change or withdraw it, the same facts again, the yes."""
    for _ in range(6):
        if buyer.question == "confirm":
            buyer.press_yes()
            return
        answers = {"quality_problem": 0, "used": 1, "complete": 2}
        if buyer.question in answers:
            buyer.press(INTACT[language][answers[buyer.question]])
            continue
        onward = [
            b["payload"]
            for b in buyer.buttons
            if b["payload"].startswith(("/cancel", "/affirm", "/change"))
        ]
        assert onward, f"no way to change it: {buyer.titles}"
        buyer.say(onward[0])


# Cancel


@pytest.mark.parametrize(
    ("language", "text", "no"),
    [
        ("zh", "前头交的申请替我撤了呗", "呃还是别撤了"),
        ("zh", "前头交的申请替我撤了呗", "不了，先不要动它"),
        ("en", "Please withdraw my application", "no, leave it as it is"),
    ],
)
def test_a_no_leaves_it_as_it_is(buyer: Buyer, language: Language, text: str, no: str) -> None:
    case_no = filed(buyer, "awaiting_return", language)
    buyer.say(text)
    assert case_no in buyer.say(no)
    assert statuses(buyer) == ["awaiting_return"]
    check_language(buyer, language)
    buyer.say("好的" if language == "zh" else "ok")
    assert statuses(buyer) == ["awaiting_return"], "a later yes is to nothing"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "等下等下，申请帮我撤了，我想留着"),
        ("zh", "等下等下，退货申请帮我撤了，我想留着"),
        ("en", "wait, please withdraw my application, I want to keep it after all"),
        ("en", "wait, please withdraw my return, I want to keep it after all"),
    ],
)
def test_what_is_on_its_way_back_is_not_taken_back_but_a_human_may_help(
    buyer: Buyer, language: Language, text: str
) -> None:
    case_no = filed(buyer, "awaiting_return", language)
    buyer.say(SF)
    said = buyer.say(text)
    assert case_no in said
    assert "撤不了" in said or "cannot withdraw" in said
    assert buyer.can_get_a_human
    assert statuses(buyer) == ["in_transit_back"]
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "刚退的那笔我后悔了，能撤回不"),
        ("en", "I regret that refund, can you undo it?"),
    ],
)
def test_what_is_refunded_is_not_taken_back(buyer: Buyer, language: Language, text: str) -> None:
    case_no = filed(buyer, "awaiting_refusal", language)
    arrives(buyer, case_no)
    said = buyer.say(text)
    assert case_no in said, "which one is meant is plain"
    assert "撤" in said or "withdraw" in said or "undo" in said, "that is what was asked"
    assert "没有正在填写" not in said
    assert buyer.can_get_a_human
    assert statuses(buyer) == ["refunded"]
    assert buyer.balance == 12990
    check_language(buyer, language)


@pytest.mark.parametrize(
    ("ask", "text", "words"),
    [
        ("退卫衣", "我刚才卫衣退错了，能撤销吗", ("撤不了", "已退款")),
        ("退卫衣", "我退错了", ("撤不了", "已退款")),
        ("refund the hoodie", "the refund was a mistake", ("cannot be undone", "refunded")),
    ],
)
def test_a_refund_made_by_mistake_is_said_to_be_paid(
    buyer: Buyer, ask: str, text: str, words: tuple[str, ...]
) -> None:
    buyer.buys("加绒卫衣 hoodie", **UNSHIPPED)
    buyer.say(ask)
    buyer.press_yes()
    said = buyer.say(text)
    assert all(word in said for word in words)
    assert said.count(buyer.case["case_no"]) == 1
    assert buyer.can_get_a_human
    assert buyer.question is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I changed my mind, undo the refund", "no request"),
        ("我退错了，撤销退款", "没有查到可以撤销的申请"),
    ],
)
def test_where_nothing_is_filed_there_is_nothing_to_undo(
    buyer: Buyer, text: str, words: str
) -> None:
    buyer.buys("加绒卫衣", **UNSHIPPED)
    assert words in buyer.say(text)
    assert buyer.question is None
    assert buyer.decisions == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("确认办理", "没有在等您确认"),
        ("好的提交", "没有在等您确认"),
        ("yes, go ahead", "Nothing is waiting"),
    ],
)
def test_a_yes_to_nothing_does_nothing_and_says_so(buyer: Buyer, text: str, words: str) -> None:
    buyer.buys(**UNSHIPPED)
    assert words in buyer.say(text)
    assert buyer.untouched


def test_what_was_settled_between_question_and_yes_is_not_taken_back(buyer: Buyer) -> None:
    case_no = filed(buyer, "awaiting_return")
    buyer.say("提交的那个申请帮我撤掉算啦")
    arrives(buyer, case_no)
    said = buyer.say("对，撤")
    assert case_no in said
    assert "撤不了" in said or "不能撤" in said
    assert statuses(buyer) == ["refunded"]
    assert buyer.balance == 12990


# Correction


@pytest.mark.parametrize(
    ("language", "text", "correction", "yes"),
    [
        ("zh", "水壶的退货撤掉", "不不不，撤的是四件套的", "嗯"),
        (
            "en",
            "cancel the return of the Nimbus",
            "no sorry, I mean the return of the Aurora",
            "yes",
        ),
    ],
)
def test_the_case_that_was_meant_in_the_end_is_taken_back(
    buyer: Buyer, language: Language, text: str, correction: str, yes: str
) -> None:
    first, second = two_returns(buyer, language)
    assert first in buyer.say(text)
    assert second in buyer.say(correction)
    assert statuses(buyer) == ["awaiting_return"] * 2
    buyer.say(yes)
    assert case_of(buyer, second)["status"] == "withdrawn"
    assert case_of(buyer, first)["status"] == "awaiting_return"


def test_of_two_cases_it_is_asked_which(buyer: Buyer) -> None:
    first, second = two_returns(buyer, "zh")
    said = buyer.say("有个申请我想撤回来")
    assert "哪" in said
    buyer.say("四件套那个")
    if case_of(buyer, second)["status"] == "awaiting_return":  # it is asked once more
        buyer.say("确定")
    assert case_of(buyer, second)["status"] == "withdrawn"
    assert case_of(buyer, first)["status"] == "awaiting_return"


# Digression


@pytest.mark.parametrize(
    ("language", "text", "aside", "word", "yes"),
    [
        ("zh", "我交的申请撤了吧", "先问一句，邮费本来是谁付？", "运费", "那撤了吧"),
        (
            "en",
            "please withdraw the application I made",
            "One question first: who would have paid the courier?",
            "courier",
            "ok then, withdraw it",
        ),
    ],
)
def test_a_question_before_the_yes_is_answered_and_ours_comes_back(
    buyer: Buyer, language: Language, text: str, aside: str, word: str, yes: str
) -> None:
    case_no = filed(buyer, "awaiting_return", language)
    buyer.say(text)
    said = buyer.say(aside)
    assert word in said
    assert offers(buyer, "affirm"), "our question comes back"
    assert statuses(buyer) == ["awaiting_return"]
    check_language(buyer, language)
    assert case_no in buyer.say(yes)
    assert statuses(buyer) == ["withdrawn"]


# Two wishes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "水壶的退货撤了吧，四件套帮我退货"),
        ("en", "Withdraw my return of the Nimbus, and I want to return the Aurora instead"),
    ],
)
def test_one_request_is_taken_back_and_another_begins(
    buyer: Buyer, language: Language, text: str
) -> None:
    titles = (KETTLE, QUILT) if language == "zh" else (NIMBUS, AURORA)
    buyer.buys(titles[0], paid=3, **signed_for(1))
    first = files(buyer, "return", language)
    number = buyer.buys(titles[1], paid=4, **signed_for(2))
    buyer.say(text)
    go_through(buyer, language)
    assert case_of(buyer, first)["status"] == "withdrawn"
    new = [case for case in buyer.cases if case["order_no"] == number]
    assert [case["status"] for case in new] == ["awaiting_return"]


def go_through(buyer: Buyer, language: Language) -> None:
    """Say yes to all that is asked, until nothing more is."""
    facts: dict[Any, int] = {"quality_problem": 0, "used": 1, "complete": 2}
    for _ in range(8):
        if buyer.question in facts:
            buyer.press(INTACT[language][facts[buyer.question]])
        elif buyer.question == "confirm":
            buyer.press_yes()
        elif offers(buyer, "affirm"):
            buyer.say(next(b["payload"] for b in buyer.buttons if "/affirm" in b["payload"]))
        else:
            return


# Anger


@pytest.mark.parametrize(
    ("language", "text", "yes"),
    [
        ("zh", "审个没完没了，气人！申请给我撤掉，老子不退了！", "撤！"),
        ("en", "This takes forever, I'm fed up! Cancel my refund request!", "YES"),
    ],
)
def test_an_angry_shopper_gets_an_apology_and_the_request_taken_back(
    buyer: Buyer, language: Language, text: str, yes: str
) -> None:
    filed(buyer, "review", language)
    said = buyer.say(text)
    assert is_sorry(said, language)
    assert buyer.can_get_a_human
    check_language(buyer, language)
    buyer.say(yes)
    assert statuses(buyer) == ["withdrawn"]


# Misunderstanding


@pytest.mark.parametrize(
    ("language", "text", "yes"),
    [("zh", "我交的申请，我要撤", "确定撤"), ("en", "withdraw my application please", "sure")],
)
def test_what_is_not_understood_withdraws_nothing_and_soon_a_human_is_offered(
    buyer: Buyer, language: Language, text: str, yes: str
) -> None:
    filed(buyer, "awaiting_return", language)
    buyer.say(text)
    buyer.say(UNCLEAR[language][0])
    assert offers(buyer, "affirm"), "it is asked again"
    buyer.say(UNCLEAR[language][1])
    assert buyer.can_get_a_human
    assert statuses(buyer) == ["awaiting_return"]
    check_language(buyer, language)
    assert offers(buyer, "affirm"), "one can still go on"
    buyer.say(yes)
    assert statuses(buyer) == ["withdrawn"]


def test_an_approval_between_question_and_yes_does_not_lose_the_wish(buyer: Buyer) -> None:
    case_no = filed(buyer, "review")
    buyer.say("帮我把申请收回吧")
    steps.approve(buyer.product.store, case_no, clock.now())
    buyer.say("是")
    assert statuses(buyer) == ["withdrawn"], "nothing has been done yet but approved"
