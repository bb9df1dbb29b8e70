"""What is a yes that money may move on, and what only looks like one."""

import pytest

from actions.consent import is_yes

YES = (
    "是|是的|对|对的|嗯|嗯嗯|好|好的|好吧|行|行吧|可以|可以的|成|成，退吧|中|要得|得嘞|没问题|确认|确定|确认退款|确认退吧|同意|退吧|"
    "那就退吧|退|帮我退了吧|好的退吧|嗯 退吧|就这样吧，退|提交|提交审核|提交吧|办吧|确认办理|麻烦办一下|当然|必须的|ok|好滴|yes|"
    "yes please|sure|go ahead|refund it|ok do it|confirm|that's fine|可以，谢谢|行 快点退"
)
NO_YES = (
    "先别确认|没确认|先确认下|确认一下金额对不对|好的我考虑一下|好吧，那我再看看|对方没联系我|对不起|是你们的错|确认收货|好贵|好慢啊|好烦|"
    "好麻烦你们|好像|好评|可惜|可能吧|可以理解|行程|哦|undefined|fine dining|好久|好气|好失望|好自为之|可以等|define|confirmation|okra|"
    "不|不要|别退|不退了|算了|退吗|可以吗|对了|行了|得了|行不行啊到底|能退吗|为什么要退|换成别的|人工|谢谢|亲|你好|no|not yet|why|how much|"
    "do not refund|is it ok?|1|。|👍不|好麻烦|退哈哈哈|我要退款|我要退货|我想退款|要退款|申请退款|我要申请退货"
)


@pytest.mark.parametrize("text", YES.split("|"))
def test_it_is_a_yes(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize("text", NO_YES.split("|"))
def test_it_is_no_yes(text: str) -> None:
    assert not is_yes(text)
