"""The same answer in many words, typed as shoppers type: each is taken as it is meant."""

import pytest

from tests.dialogues.buyer import SERVICE, SIGNED, UNSHIPPED, Buyer

QUALITY_YES = (
    "有",
    "是的",
    "对，是坏的",
    "嗯，有毛病",
    "质量有问题啊",
    "是质量问题",
    "当然是质量问题",
    "收到就是坏的",
    "有点漏水",
    "壶底裂了",
    "不通电",
    "做工太差了，开关都掉下来了",
    "有瑕疵",
    "东西是坏的用不了",
    "不能用",
    "壶盖合不上",
    "烧不开水",
    "算是吧",
)
QUALITY_NO = (
    "没有",
    "不是",
    "没有质量问题",
    "没啥问题，就是不想要了",
    "质量挺好的，就是买重复了",
    "不是的，单纯不喜欢",
    "质量没毛病，颜色不喜欢",
    "没有，尺寸不合适",
    "不是质量问题，买错了",
    "东西是好的，用不上了",
    "就是不想要了",
    "没坏，后悔了",
    "那倒没有",
    "没坏",
    "没有，挺好的",
    "不算质量问题吧",
    "不是坏的，不喜欢而已",
    "七天无理由退货",
    "无",
)
DESCRIPTIONS = (
    "底座漏水",
    "不知道怎么回事就不加热了",
    "不知道为什么一直响",
    "什么都没动它自己就坏了",
    "插上电指示灯亮，但是烧半天水都不热，换了插座也不行",
    "是不是底座坏了，插上没反应",
    "用过两次就坏了",
    "壶嘴缺了一块" * 60,
)
NO_DESCRIPTIONS = ("是的", "嗯", "运费谁出", "算了", "😭", "？")
NORMAL_YES = (
    "是",
    "是的，正常用",
    "当然是正常使用",
    "就按说明书用的",
    "一直正常用的，没摔过",
    "对啊，没磕没碰",
    "嗯",
    "正常烧水而已",
    "我就第一次插电就这样了",
    "没有乱用",
    "没摔过",
    "没进水",
    "没碰过水",
    "没有不正常",
    "不是摔的",
    "收到就这样了",
)
NORMAL_NO = (
    "不是",
    "不小心摔了",
    "掉地上了",
    "进水了",
    "我自己弄坏的",
    "被孩子摔过",
    "磕了一下",
    "操作不当吧",
    "不是正常使用",
    "不算正常吧",
    "没按说明书来",
)
USED_YES = (
    "用过",
    "用了",
    "用过一次",
    "用了两次",
    "已经用了",
    "拆开用过了",
    "试用过",
    "是的，用过了",
    "烧过几次水",
    "用了一个星期了",
    "嗯用了",
    "有用过",
    "没用几次",
    "没用多久",
    "试了一下",
)
USED_NO = (
    "没",
    "没有",
    "没用",
    "没用过",
    "没有用过",
    "还没用呢",
    "没拆",
    "还没拆封",
    "都没打开过",
    "全新的",
    "一次都没用过",
    "没动过",
    "完全没用过，原封不动",
    "从来没用过啊",
    "木有用过",
    "未使用",
    "不曾用过",
    "还没来得及用",
    "拆了包装但没用",
    "还没",
)
COMPLETE_YES = (
    "都在",
    "齐全",
    "齐的",
    "是的都在",
    "都有",
    "完整的",
    "包装吊牌都在",
    "都还在呢",
    "一样不少",
    "盒子也在，吊牌没剪",
    "全都在",
    "有的，都留着呢",
    "嗯，都好好的",
    "没少东西",
    "吊牌没剪",
    "吊牌没有剪掉",
    "都没扔",
    "不缺什么",
)
COMPLETE_NO = (
    "不全",
    "不齐",
    "盒子扔了",
    "吊牌剪了",
    "吊牌被我剪掉了",
    "少了个赠品",
    "赠品找不到了",
    "包装盒已经扔掉了",
    "没有包装了",
    "盒子丢了",
    "缺赠品",
    "包装破了",
    "没有了",
    "除了盒子都在",
    "就差个盒子",
    "都扔了",
    "说明书没了",
)
AGREED = (
    "确认",
    "确认退款",
    "好",
    "好的",
    "行",
    "可以",
    "嗯嗯",
    "对",
    "是的",
    "退吧",
    "确定",
    "没问题",
    "好的，退吧",
    "可以的，麻烦了",
    "同意",
    "嗯，办吧",
    "ok",
    "OK的",
    "就这样吧，退",
    "好滴",
)
DECLINED = (
    "不",
    "不要",
    "不了",
    "不用了",
    "不确认",
    "先不要",
    "不退",
    "算了吧",
    "我不退了",
    "先等等，不退了",
    "不同意",
    "不行",
    "否",
)
# Said at the verdict, and neither a yes nor a no.
NOT_A_YES = (
    "我再想想",
    "好像不太对",
    "可以晚点再说吗",
    "确认一下金额对不对",
    "这个金额对吗",
    "好慢啊",
    "行不行啊到底",
    "是多少钱来着",
    "嗯？",
    "好吗",
    "可以退到微信吗",
    "对了，多久到账",
    "等一下",
    "等等我看看",
    "哦",
    "我看看",
    "为什么",
    "什么意思",
    "确认什么",
    "先别确认",
    "不要确认",
    "好的我考虑一下",
    "可以先不退吗",
    "行，我明天再来",
    "好吧，那我再看看",
    "不是这个意思",
    "多少钱",
    "你确定吗",
    "这么少",
    "好麻烦",
    "好贵",
    "好烦",
    "好像",
    "可惜",
    "对不起",
    "对方没联系我",
    "没确认",
    "先确认下",
    "确认收货",
    "可能吧",
    "好评",
    "行程",
    "可以理解",
    "是你们的错",
    "fine dining",
)

WISHES = {
    "电热水壶我不想要了": "电热水壶",
    "把那个四件套给我退了": "四件套",
    "足疗没时间去了，退款": "足疗",
    "那个足疗券还没用，能退给我吗": "足疗",
    "买的面膜退一下": "面膜",
    "面膜不想要了，申请退款": "面膜",
    "四件套买错了想退掉": "四件套",
    "我要退那个烧水壶": "电热水壶",
    "帮我取消四件套的订单": "四件套",
    "退足疗": "足疗",
    "水壶不要了": "电热水壶",
    "想把四件套退回去": "四件套",
    "麻烦退下面膜的钱": "面膜",
    "亲，面膜我想退了": "面膜",
    "四件套 退款": "四件套",
    "我要退电热水壶": "电热水壶",
    "退款 面膜": "面膜",
    "面膜退了": "面膜",
    "把面膜给退了吧": "面膜",
}


def asked(buyer: Buyer, *titles: str) -> None:
    """A return of signed goods, up to the question after these answers."""
    buyer.buys("双层防烫电热水壶", **SIGNED)
    buyer.say("我要退货")
    for title in titles:
        buyer.press(title)


def to_the_verdict(buyer: Buyer) -> None:
    """A refund that only needs a yes."""
    buyer.buys(**SERVICE)
    buyer.say("我要退款")
    assert buyer.question == "confirm"


@pytest.mark.parametrize("text", QUALITY_YES)
def test_it_is_a_quality_problem(buyer: Buyer, text: str) -> None:
    asked(buyer)
    said = buyer.say(text)
    assert buyer.question in ("normal_use", "confirm") or "说说" in said


@pytest.mark.parametrize("text", QUALITY_NO)
def test_it_is_no_quality_problem(buyer: Buyer, text: str) -> None:
    asked(buyer)
    buyer.say(text)
    assert buyer.question == "used"


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_it_is_a_description(buyer: Buyer, text: str) -> None:
    asked(buyer, "有质量问题", "是，正常使用")
    buyer.say(text)
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["facts"]["description"].startswith(text[:100])


@pytest.mark.parametrize("text", NO_DESCRIPTIONS)
def test_it_is_no_description(buyer: Buyer, text: str) -> None:
    asked(buyer, "有质量问题", "是，正常使用")
    buyer.say(text)
    assert buyer.question is None
    assert buyer.decisions == []


@pytest.mark.parametrize("text", NORMAL_YES)
def test_it_was_used_normally(buyer: Buyer, text: str) -> None:
    asked(buyer, "有质量问题")
    said = buyer.say(text)
    assert buyer.question in (None, "confirm"), said
    assert "X-E" not in said


@pytest.mark.parametrize("text", NORMAL_NO)
def test_it_was_not_used_normally(buyer: Buyer, text: str) -> None:
    asked(buyer, "有质量问题")
    assert "X-E" in buyer.say(text)


@pytest.mark.parametrize("text", USED_YES)
def test_it_has_been_used(buyer: Buyer, text: str) -> None:
    asked(buyer, "没有质量问题")
    assert "X-B" in buyer.say(text)


@pytest.mark.parametrize("text", USED_NO)
def test_it_has_not_been_used(buyer: Buyer, text: str) -> None:
    asked(buyer, "没有质量问题")
    buyer.say(text)
    assert buyer.question in ("complete", "confirm")


@pytest.mark.parametrize("text", COMPLETE_YES)
def test_it_is_complete(buyer: Buyer, text: str) -> None:
    asked(buyer, "没有质量问题", "没用过")
    buyer.say(text)
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["outcome"] == "approve"


@pytest.mark.parametrize("text", COMPLETE_NO)
def test_it_is_not_complete(buyer: Buyer, text: str) -> None:
    asked(buyer, "没有质量问题", "没用过")
    buyer.say(text)
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["outcome"] == "review"


@pytest.mark.parametrize("text", AGREED)
def test_it_is_agreed(buyer: Buyer, text: str) -> None:
    to_the_verdict(buyer)
    buyer.say(text)
    assert [case["status"] for case in buyer.cases] == ["refunded"]


@pytest.mark.parametrize("text", DECLINED)
def test_it_is_declined(buyer: Buyer, text: str) -> None:
    to_the_verdict(buyer)
    buyer.say(text)
    assert buyer.untouched
    assert buyer.question is None


@pytest.mark.parametrize("text", NOT_A_YES)
def test_it_is_no_yes(buyer: Buyer, text: str) -> None:
    to_the_verdict(buyer)
    buyer.say(text)
    assert buyer.untouched


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_that_names_a_product_is_about_that_product(buyer: Buyer, text: str) -> None:
    titles = {
        "电热水壶": UNSHIPPED,
        "四件套": UNSHIPPED,
        "足疗": SERVICE,
        "面膜": UNSHIPPED,
    }
    numbers = {title: buyer.buys(f"好用的{title}", **order) for title, order in titles.items()}
    buyer.say(text)
    assert buyer.question == "confirm"
    assert buyer.decisions[-1]["order_no"] == numbers[WISHES[text]]
    assert buyer.untouched
