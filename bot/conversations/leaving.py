"""Leaving the human queue by saying so. The brain is not asked: nothing said there is for it."""

import re
import unicodedata

from bot.conversations.models import Conversation
from bot.conversations.ownership import URGENT

_BETWEEN = re.compile(r"[\s,.!?~，。！？…、'’]+")
_HUMAN = "(human|person|agent|colleague|operator|queue|handover)"
# All of the message, without spaces: "不等了，我要投诉" is for the colleague.
_LEAVES = re.compile(
    r"(好吧|那|[还還]是|我|就|先|算了|[没沒]事了?)*"
    r"([不别別](想|用|要|需要|再)*(等|排|排[队隊])(人工|客服)?"
    r"|[不别別](想|用|要|需要|再)*[找转轉叫接]*(人工|真人)(客服)?"
    r"|(取消|退出|撤[销銷]|离开|離開)[转轉]?(人工|客服|排[队隊]|等待)"
    r"|([让讓叫换換]|回到?)机器人(来|回答|继续)?|不用|算了|[没沒]事)[了吧啦]*"
    r"|(ok|okay|no|actually|please|then|sorry)*"
    r"(nevermind|forgetit|stopwaiting|nomorewaiting|backto(the)?bot|leave(the)?queue"
    rf"|(nevermind|forget|cancel|i?dont(need|want)|inolongerneed|no|noneedfor)(the|an?|any|my)?{_HUMAN}"
    r"|(im|iam|ill|iwill)?(not|nolonger|dontwantto|wont)wait(ing)?|i(dontwantto|wont)wait)"
    r"(needed|anymore|anylonger|then|please|thanks|thankyou)*"
)


def wants_to_leave(text: str) -> bool:
    """Whether somebody who waits says that they wait no longer, and nothing else."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return bool(_LEAVES.fullmatch(_BETWEEN.sub("", plain)))


def may_leave(conversation: Conversation) -> bool:
    """Whoever told of a danger is seen by a human, whatever they say afterwards."""
    return conversation.queue_reason != URGENT
