"""The clauses and checks in words: complete in both languages, and every number from one place."""

import re
from datetime import date
from importlib.resources import files

import pytest
import yaml

from bot.policy import (
    Check,
    Parameters,
    check_text,
    clause_ids,
    clause_text,
    day_text,
    decide,
    explain,
    yuan,
)
from tests.policy.every_situation import grid
from tests.policy.situations import (
    INTACT,
    PARAMETERS,
    exchange,
    give_back,
    in_transit,
    refund,
    service,
    signed,
)

IN_ORDER = (
    "P-1 P-2 P-3a P-3b P-3c P-4 P-5 X-A X-B X-C X-D X-E X-F X-G R-1 R-2 S-1 S-2 M-1 M-2 B-1 OP-1 "
    "OP-2 G-1 G-2 G-3 G-4 G-5 G-6 G-7 G-8 G-9 G-10 G-11"
)
CLAUSES = IN_ORDER.split()
COUNTING = {"1", "24"}
CHINESE = re.compile("[\u4e00-\u9fff]")
ODD_NUMBERS = Parameters(
    version="odd",
    refund_window_days=910,
    refund_working_days=920,
    contact_window_working_days=930,
    return_window_days=940,
    approval_limit_fen=95000,
    review_working_days=960,
)


def source(name):
    text = files("bot.policy").joinpath(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def sentences(node):
    """Every sentence below `node`."""
    if isinstance(node, str):
        return [node]
    return [sentence for inner in node.values() for sentence in sentences(inner)]


def test_every_clause_of_the_policy_is_there_in_its_order():
    assert list(clause_ids()) == CLAUSES


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_speaks_both_languages(clause):
    chinese = clause_text(clause, "zh", PARAMETERS)
    english = clause_text(clause, "en", PARAMETERS)
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)
    assert not re.search("[{}]", chinese + english)


def test_an_unknown_clause_has_no_text():
    with pytest.raises(KeyError):
        clause_text("Z-9", "zh", PARAMETERS)


@pytest.mark.parametrize("name", ["clauses.yml", "checks.yml"])
def test_the_texts_hold_no_number_of_the_shop(name):
    for sentence in sentences(source(name)):
        plain = re.sub(r"{\w+}", "", sentence)
        assert set(re.findall(r"\d+", plain)) <= COUNTING
        assert not re.search(r"\b(two|three|seven)\b|[二两三七](个|天|千)", plain)


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_a_clause_is_a_parameter(clause, language):
    numbers = set(re.findall(r"\d+(?:\.\d+)?", clause_text(clause, language, ODD_NUMBERS)))
    assert numbers <= COUNTING | {"910", "920", "930", "940", "950.00", "960"}


def test_clauses_carry_the_numbers_in_force():
    assert clause_text("P-2", "zh", PARAMETERS) == (
        "实付金额全额退到您的团购账户，3个工作日内到账。"
    )
    assert clause_text("OP-1", "zh", PARAMETERS) == "金额超过¥2,000.00的退款由人工复核后办理。"
    assert clause_text("OP-2", "en", ODD_NUMBERS) == "A review is answered within 960 working days."


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (99, "0.99"), (123456789, "1,234,567.89"), (200000, "2,000.00")],
)
def test_fen_are_shown_as_yuan(fen, text):
    assert yuan(fen) == text


def test_every_check_that_can_be_made_has_its_sentence_and_no_sentence_is_idle():
    made = {}
    for facts in grid():
        for check in decide(facts, PARAMETERS).checks:
            made.setdefault((f"{check.clause}/{check.fact}", check.passed), check)
    written = {
        (check, name == "passed")
        for check, languages in source("checks.yml").items()
        for language in ("zh", "en")
        for name in languages[language]
    }
    assert set(made) == written
    for check in made.values():
        assert CHINESE.search(check_text(check, "zh"))
        assert not CHINESE.search(check_text(check, "en"))


def test_a_decision_over_two_windows_explains_itself_with_its_dates():
    decision = decide(refund(in_transit(), "2026-11-12"), PARAMETERS)
    assert explain(decision, "zh") == [
        "✓ X-F 不是票务类商品",
        "✓ X-G 不是抵用券",
        "✓ X-A 商品支持无条件退款",
        "✗ P-1 2026年11月2日付款，无条件退款的期限到2026年11月9日，今天是第10天，已经过了",
        "✗ P-4 2026年11月2日付款，7个工作日的联系期限到2026年11月11日，已经过了",
    ]


def test_an_exchange_explains_itself():
    decision = decide(exchange(signed(), **INTACT), PARAMETERS)
    assert explain(decision, "en") == [
        "✗ R-2 no quality problem is reported",
        "✓ R-1 signed for on 6 November 2026, today is day 2, returns are open until"
        " 13 November 2026",
        "✓ X-B the goods are unused",
        "✓ R-1 packaging, tags and gifts are complete",
    ]


def test_a_return_explains_each_check_once():
    decision = decide(give_back(signed(), **INTACT), PARAMETERS)
    assert explain(decision, "en") == [
        "✗ R-2 no quality problem is reported",
        "✓ X-F not a ticket",
        "✓ X-G not a voucher",
        "✓ X-B the goods are unused",
        "✓ R-1 packaging, tags and gifts are complete",
        "✓ X-A the product takes part in the unconditional refund",
        "✓ P-1 paid on 2 November 2026, today is day 6, the unconditional refund is open until"
        " 9 November 2026",
        "✓ P-5 no first-purchase rebate is involved",
        "✓ OP-1 ¥100.00, not above the ¥2,000.00 that needs a colleague",
    ]


def test_an_amount_above_the_limit_is_explained_in_yuan():
    dear = service(paid_fen=300050, first_purchase=True, rebate_paid=True)
    assert explain(decide(refund(dear), PARAMETERS), "zh")[-2:] == [
        "✗ P-5 这是首次购买，邀请人已拿到返利",
        "✗ OP-1 金额¥3,000.50，超过人工复核线¥2,000.00",
    ]


def test_a_check_keeps_the_values_its_sentence_needs():
    checks = decide(refund(in_transit(), "2026-11-12"), PARAMETERS).checks
    since = {"since": "2026-11-02"}
    assert checks[-2:] == (
        Check("P-1", "paid_at", False, {**since, "until": "2026-11-09", "days": 7, "day": 10}),
        Check("P-4", "paid_at", False, {**since, "until": "2026-11-11", "days": 7}),
    )


def test_a_day_of_this_year_is_written_without_it():
    day, today = date(2026, 11, 3), date(2026, 12, 31)
    assert day_text(day, "zh", today) == "11月3日"
    assert day_text(day, "en", today) == "3 November"
    assert day_text(day, "zh", date(2027, 1, 1)) == "2026年11月3日"
    assert day_text(day, "en") == "3 November 2026"


def test_a_check_leaves_out_the_year_that_it_is():
    check = Check(
        "P-4", "paid_at", False, {"since": "2026-11-02", "until": "2026-11-11", "days": 7}
    )
    this_year = "11月2日付款，7个工作日的联系期限到11月11日，已经过了"
    assert check_text(check, "zh", date(2026, 12, 1)) == this_year
    assert check_text(check, "zh").startswith("2026年11月2日付款")
