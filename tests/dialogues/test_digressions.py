"""Something else is asked in the middle; it is answered, and the question comes back."""

import pytest

from tests.dialogues.buyer import IN_TRANSIT, SIGNED, Buyer

TRACKING = IN_TRANSIT["tracking_no"]
STAGES = ("order", "quality_problem", "normal_use", "used", "complete", "confirm")
# What is asked, and what any of the answer's words must be.
ASIDES = {
    "退货运费谁出啊": ("运费",),
    "钱多久能到账": ("3个工作日", "工作日"),
    "退到哪里，微信吗": ("账户",),
    "你好": ("您好", "你好"),
    "谢谢": ("不客气", "不用谢"),
    "我余额还有多少": ("余额",),
    "我的快递到哪了": ("78010928159013", "签收", "哪一单"),
    "七天无理由怎么算的": ("7",),
    "你们的货是正品吗": ("正品", "品牌"),
    "你是机器人吗": ("机器人", "团保"),
    "退货地址是哪里": ("地址",),
    "之前的退款进度查一下": ("没有", "案件"),
}


def brought_to(buyer: Buyer, stage: str) -> None:
    """Two orders, and a return of the kettle as far as this question."""
    buyer.buys("双层防烫电热水壶", **SIGNED)
    buyer.buys("长绒棉四件套", paid=4, signed=2, **SIGNED)
    buyer.say("我想退货")
    answers = {"quality_problem": 0, "normal_use": 0, "used": 1, "complete": 2, "confirm": 3}
    if stage != "order":
        buyer.press("电热水壶")
        for title in ("没有质量问题", "没用过", "都齐全")[: answers[stage]]:
            buyer.press(title)
    if stage == "normal_use":
        buyer.press("有质量问题")
    assert buyer.question == stage


def finished(buyer: Buyer, stage: str) -> None:
    """Answer what is still asked, then agree."""
    answers = {
        "order": "电热水壶",
        "quality_problem": "没有质量问题",
        "used": "没用过",
        "complete": "都齐全",
        "normal_use": "是，正常使用",
    }
    for _ in range(5):
        if buyer.question in answers:
            buyer.press(answers[buyer.question])
        elif buyer.question is None:
            buyer.say("插电以后没有任何反应，换了插座也一样")
    assert buyer.question == "confirm"
    assert buyer.untouched
    buyer.press_yes()
    assert buyer.case["status"] in ("awaiting_return", "review")


@pytest.mark.parametrize("stage", STAGES)
def test_a_question_in_the_middle_is_answered_and_ours_comes_back(buyer: Buyer, stage: str) -> None:
    brought_to(buyer, stage)
    wrong = []
    for aside, words in ASIDES.items():
        said = buyer.say(aside)
        if buyer.question != stage or not any(word in said for word in words):
            wrong.append((aside, said))
    assert wrong == []
    assert buyer.untouched


@pytest.mark.parametrize("stage", STAGES)
def test_after_three_asides_the_request_goes_on_to_its_end(buyer: Buyer, stage: str) -> None:
    brought_to(buyer, stage)
    buyer.says("你好", "退货运费谁出啊", "谢谢")
    assert buyer.question == stage
    finished(buyer, stage)


def test_while_the_fault_is_to_be_described_a_question_is_no_description(buyer: Buyer) -> None:
    brought_to(buyer, "normal_use")
    buyer.press("是，正常使用")
    said = buyer.say("运费谁出啊？")
    assert "运费" in said
    assert buyer.question is None
    buyer.says("壶底漏水，一烧就滴", "提交")
    assert "漏水" in buyer.case["evidence"]["description"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_complaint_in_the_middle_is_heard_and_a_human_is_offered(
    buyer: Buyer, stage: str
) -> None:
    brought_to(buyer, stage)
    for complaint in ("你们这服务太差了，我要投诉", "我要投诉你们商家"):
        said = buyer.say(complaint)
        assert any(word in said for word in ("对不起", "抱歉")), said
        assert buyer.can_get_a_human
    assert buyer.untouched


def test_one_reply_asks_only_one_question_that_a_yes_could_answer(buyer: Buyer) -> None:
    brought_to(buyer, "confirm")
    said = buyer.say("你们商家态度太差了，我要投诉")
    asked_about_a_human = "好吗？" in said
    buyer.hears("好的")
    assert buyer.untouched or not asked_about_a_human, "which of the two was this a yes to?"


@pytest.mark.parametrize("stage", STAGES)
def test_anger_in_the_middle_is_answered_and_the_question_comes_back(
    buyer: Buyer, stage: str
) -> None:
    brought_to(buyer, stage)
    said = buyer.say("气死我了，什么破玩意")
    assert said
    assert buyer.question == stage or buyer.can_get_a_human
    assert buyer.untouched


@pytest.mark.parametrize("stage", ["order", "used", "confirm"])
def test_what_is_none_of_our_business_is_answered_and_the_question_comes_back(
    buyer: Buyer, stage: str
) -> None:
    brought_to(buyer, stage)
    for aside in ("今天天气怎么样", "你会唱歌吗", "帮我订个外卖"):
        buyer.say(aside)
        assert buyer.question == stage, aside
    assert buyer.untouched
