"""An explicit yes. Money moves on it, so it is read to the letter, never guessed from an intent.

Every word of the message has to be a yes, a verb of doing it, or a mere particle: one word more
("好的我考虑一下", "确认收货") and it is no yes.
"""

import re

_YES = (
    "是|对|嗯|恩|好|行|可以|成|中|要得|没问题|没毛病|没错|确认|确定|同意|ok|okay|可|当然|必须|妥|需要|要|就这样|"
    "就这么办|就这么定|就这么着|按你说的|照你说的|按这个|yes|yep|可行|莫问题|冇问题|好滴|好哒|得嘞|中嘞|係"
)
_DO = "(?:退|换|提交|办|办理|处理|申请|弄|操作|继续|寄|寄回去|来)(?:款|货|审核|掉|钱|回)?"
_PARTICLE = (
    "吧|啊|呀|呐|哦|噢|呢|的|啦|嘞|哈(?!哈)|呗|咯|哒|滴|嘛|谢谢|多谢|感谢|麻烦|劳烦|您|你|亲|那|就|我|不等了|请|帮|给|现在|马上|直接|"
    "赶紧|快|点|这个|这单|它|都|全|一下|去|好吗|了|[ ,，.。!！~～、👌👍]"
)
_ALL_YES = re.compile(f"(?:{_YES}|{_DO}|{_PARTICLE})+")
_SAYS_SO = re.compile(f"{_YES}|{_DO}")
# Made of the same words, and something else: "by the way", "enough", the wish said once more.
_NO_YES = re.compile(
    "^(?:对了|行了|得了|好了好了|好麻烦|你好|您好)|吗$|[?？]|^我?(?:要|想|申请|要申请)[退换][款货]"
)

_ENGLISH_YES = re.compile(
    "yes|yep|yeah|yup|sure|ok+|okay|alright|confirm|confirmed|ahead|agreed|agree|right|correct|proceed|"
    "submit|refund|return|fine|course|good|absolutely|definitely|certainly"
)
_PLEASE_DO = re.compile(r"(?:please do|do it|do so|go for it)(?: please| then| now)*[.! ]*")
_ENGLISH_PARTICLE = re.compile(
    "please|do|it|go|i|that's|thats|that|is|then|now|just|and|the|my|me|sounds|of|to|thanks|thank|"
    "you|let's|all|with|back|by"
)


def is_yes(normalised: str) -> bool:
    """Whether the whole of a normalised message says yes and nothing else."""
    if _NO_YES.search(normalised):
        return False
    if _PLEASE_DO.fullmatch(normalised):
        return True
    words = re.findall(r"[a-z']+", normalised.replace("i'm sure", "sure"))
    if words and not re.search("[\u4e00-\u9fff]", normalised):
        rest = re.sub(r"[a-z' ,.!]", "", normalised)
        yes = [word for word in words if _ENGLISH_YES.fullmatch(word)]
        other = [word for word in words if word not in yes]
        return bool(yes) and not rest and all(map(_ENGLISH_PARTICLE.fullmatch, other))
    return bool(_ALL_YES.fullmatch(normalised) and _SAYS_SO.search(normalised))
