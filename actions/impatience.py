"""Impatience while a question is open: no answer, but no misunderstanding either."""

import re

from actions.turn import Turn

_HURRIES = re.compile(
    r"((快|赶紧|赶快|麻溜|速度|搞快|催)[点些一下的吧啊呀嘛快赶紧]*|快+[点些]?[吧啊呀嘛]*|急+[死了啊]*"
    r"|(你们?)?(人呢|在[吗么嘛不]|在不在|还在吗|有人[吗么]|喂+|哈[喽啰]|说话呀?|回我呀?)|等[半老]天了?"
    r"|hurry( up)?|come on|quick(ly)?|faster|asap|(are )?you (still )?there|anyone( there)?|hello+)"
    r"|"
)


def is_impatient(turn: Turn) -> bool:
    """ "快点", "??", "在吗" and nothing else."""
    said = re.sub(r"^[?!.,~，。… ]+|[?!.,~，。… ]+$", "", turn.normalised)
    asks_only = "?" in turn.normalised or bool(said)
    return not turn.pressed and asks_only and bool(_HURRIES.fullmatch(said))
