"""What a message says about the request: the wish, the order, the facts."""

import re
from typing import Any

from actions.consent import is_yes
from actions.orders import Reference, find_reference
from actions.owned import load_orders, own_order
from actions.product_words import named_in, product_name
from actions.turn import Turn
from bot.orders.models import Order
from bot.policy import ANSWERS, Wish

# Said while an order is to be chosen, these are about something else unless they name a number.
_ABOUT_ELSE = frozenset({"complain", "vent", "ask_balance", "ask_courier_fee", "ask_refund_time"})

WISHES = {
    "request_refund": Wish.REFUND,
    "request_return": Wish.RETURN,
    "request_exchange": Wish.EXCHANGE,
    "report_quality": Wish.QUALITY,
}

# What takes back what was named before.
CORRECTION = re.compile(
    r"不对|不是|错|换成|改成|应该是|我是说|我说的是|而是"
    r"|sorry|i mean|meant|wrong|instead|rather|not that|no[,. ]",
    re.IGNORECASE,
)

# Sure to be put to us, and not a part of an account ("不知道怎么就不热了").
_ASKS_US = re.compile(r"[?？]|吗$|多久|谁|哪|^(what|how|who|where|when|why|can|do|does) ")
_ASKS_HOW = re.compile(r"(how|what|who|why) ")

FACTS = tuple(name for name in ANSWERS if name != "description")
# What calls itself a complaint, and is not only a reason or a report.
COMPLAINS = re.compile(r"投诉|举报|维权|反馈|差评|complain|report you|feedback")
# What turns to another wish.
_INSTEAD = re.compile(
    r"[不别]换|不退|改[成为退换]|直接|干脆|还是[退换]|instead|rather|exchange|swap"
)
# A yes that a rhetorical question only underlines ("当然啊，不然我退什么").
_SURELY = re.compile(r"当然|那肯定|可不是|废话|of course|obviously|absolutely")
# Not the order just spoken of.
_ANOTHER = re.compile(
    r"(还有|另外?|再[退换])(的?[一1那])?[单个件笔份]|别的(订?单|东西)"
    r"|\b(another|one more|other (order|one))\b"
)
# What takes back something said before.
_CORRECTS = re.compile(
    r"不对|[说讲打记弄搞]错|搞混|弄混|更正|纠正|不是不是|改一下|不算数?$|刚才那句"
    r"|\b(wait|sorry|mistake|correction|misspoke|scratch that|actually|wrong|hold on|hang on"
    r"|correct that|i meant)\b"
)
# A yes or no that more is said after: it must not contradict that.
_BEGINS = {
    "yes": re.compile(
        r"是|对(?!了|不)|嗯|当然|可不是|没错|(yes|yeah|yep|yup|sure|of course|correct)\b"
    ),
    "no": re.compile(r"不是(?!不是)|没有|否|(no|nope|nah|not)\b"),
}
# These say nothing of the item, however near to it their words come.
_NO_ANSWERS = frozenset(
    {"thanks", "greet", "goodbye", "vent", "request_human", "cancel", "ask_balance", "change_order"}
)
HALF = "half"  # of an order that may not be known yet
_DESCRIPTION_LENGTH = 500
_SHORTEST_REPORT, _SHORTEST_DESCRIPTION = 3, 2
# What says that there is a problem, but not which.
_GENERIC = re.compile(
    r"东西|商品|收到|正常|使用|坏|质量|品质|问题|毛病|存在|严重|处理|解决|一下|怎么|你们"
    r"|[是有的了很太啊吧呢我买这那个想要办弄帮给看差用对,，。.! ]"
    r"|\b(the|my|an?|it|it's|i|is|has|have|there|there's|something|with|wrong|quality|problem|issue"
    r"|faulty|broken|defective|normal|normally|used|yes)\b"
)
_WORD = re.compile(r"[a-z']{2,}")
_NO_PROBLEM = re.compile(r"没(有|啥|什么)?(问题|毛病).{0,2}")
_NO_FAULT = re.compile(
    r"(没有?|不是|无)(什么|任何)?(质量|品质)(问题|原因)|质量没(有|什么|啥)?问题"
    r"|(no|not a|nothing wrong with the) (quality|fault|defect)|nothing is wrong"
)
_QUESTION = re.compile(
    r"[?？]|吗|么$|(?<=[\u4e00-\u9fff]{3})不$|怎么|什么(?!的|都)|(?<!没用)(?<!没穿)多久|哪|谁|(?<!没[用穿吃喝戴洗])几|多少|啥|咋|能不能|可不可以|是不是"
    r"|^(how|what|when|who|where|can|do|does|is|are) "
)


def forget_request(turn: Turn) -> None:
    """Start from nothing, but for the order that was just spoken of."""
    turn.note(wish=None, order_no=None, page=None, confirmed=None)
    turn.note(replaces=None, refused_before=None)
    forget_facts(turn)


def forget_facts(turn: Turn) -> None:
    turn.note(decision_id=None, units=None, photos=None, **dict.fromkeys(ANSWERS))


def answers(turn: Turn) -> dict[str, Any]:
    """The facts the shopper has given so far, by the policy's names."""
    return {name: turn.slots.get(name) for name in ANSWERS}


def wish_of(turn: Turn) -> Wish | None:
    """What is wished. Who calls it an exchange, and nothing else, means one."""
    wish = WISHES.get(turn.intent)
    if wish is Wish.QUALITY and _is_only_guessed(turn):
        return Wish(str(turn.value("wish")))
    if wish in (Wish.REFUND, Wish.RETURN) and set(turn.entities.get("wish", [])) == {"exchange"}:
        return Wish.EXCHANGE
    return wish


def _is_only_guessed(turn: Turn) -> bool:
    """Whether a fault is heard in a short wish that tells of none ("碎花裙退一件")."""
    told = turn.value("quality_problem") == "yes"
    return not (turn.pressed or told or turn.parts) and turn.value("wish") is not None


def take_wish(turn: Turn) -> bool:
    """Note a new wish; True if it changes the request."""
    wish = wish_of(turn)
    before = turn.slots.get("wish")
    if wish is None and turn.requested == "confirmed" and is_yes(turn.normalised):
        wish = other_way(turn)
    if wish is None or wish == before:
        return False
    if wish is Wish.QUALITY and before in (Wish.REFUND, Wish.RETURN, Wish.EXCHANGE):
        return False  # "坏了" within a refund is its reason, which take_facts notes
    if {wish, before} == {Wish.REFUND, Wish.RETURN}:
        return False  # decided alike; it depends on the delivery which of them it is
    turn.note(wish=wish)
    return True


def take_order(turn: Turn, opening: bool) -> Reference | None:
    """Note the order the message refers to, or the one just spoken of.

    Returns the reference where it leaves a question open.
    Outside of choosing only a clear reference counts: a number, or a product in a sentence that
    asks for another order.
    """
    asked = turn.requested == "order_no"
    choosing = asked and (turn.intent not in _ABOUT_ELSE or "ordinal" in turn.entities)
    if not (choosing or opening) and turn.intent.startswith("ask_") and is_question(turn):
        return None  # "水壶那笔退款批了没有" asks after another one
    switching = turn.intent == "change_order" and not states_fact(turn)
    named = any(name in turn.entities for name in ("order_no", "tail", "wish"))
    corrected = turn.requested and CORRECTION.search(turn.normalised)
    if not (opening or choosing or switching or named or corrected or turn.intent in WISHES):
        return None
    if switching:
        turn.note(order_no=None)
        forget_facts(turn)
    orders = load_orders(turn)
    reference = find_reference(turn, orders, choosing)
    if len(reference.orders) == 1:
        _choose(turn, reference.orders[0])
        return None
    if turn.slots.get("order_no") and not (switching or reference.unknown):
        return None
    another = _ANOTHER.search(turn.normalised)
    if opening and not (reference.mentioned or another) and turn.slots.get("in_focus"):
        turn.note(order_no=turn.slots["in_focus"], in_focus=None)
        return None
    if not reference.mentioned and not (opening or switching):
        return None
    return reference


def _choose(turn: Turn, order: Order) -> None:
    if turn.slots.get("order_no") != order.order_no:
        kept = {"units": turn.slots.get("units")} if turn.slots.get("order_no") is None else {}
        facts = answers(turn) if turn.slots.get("order_no") is None else {}
        forget_facts(turn)
        turn.note(order_no=order.order_no, page=None, **kept, **facts)


def take_facts(turn: Turn, opening: bool) -> bool:
    """Note what the message says of the item; True if anything is new.

    What answers the question just asked is only that; a fact told before changes only when the
    message is not such an answer ("没拆，刚才说错了").
    """
    requested = turn.requested
    corrected = corrections(turn)
    turn.note(**corrected)
    faultless = corrected.get("quality_problem") is False or _withdraws_fault(turn)
    if faultless:
        _forget_fault(turn)
    if corrected or faultless:
        return True
    if requested == "description":
        return _take_description(turn)
    before = (*answers(turn).values(), turn.slots.get("units"))
    if turn.intent.startswith("ask_") and is_question(turn):
        return False
    told = _told(turn, requested, plain_yes_no=True) if requested in FACTS else None
    if _asks(turn) and told is None:
        return False
    if requested and told is not None:
        turn.note(**{requested: told})
    if requested not in FACTS or turn.slots.get(requested) is None:
        _take_volunteered(turn)
    if told is None or requested == "quality_problem":
        _take_quality_report(turn, opening)
    if requested == "normal_use" and turn.slots.get("normal_use") is None:
        _take_account_of_problem(turn)
    if requested == "confirmed" and turn.slots.get("description"):
        _take_more_of_problem(turn)
    _take_units(turn)
    return before != (*answers(turn).values(), turn.slots.get("units"))


def _withdraws_fault(turn: Turn) -> bool:
    """ "没有质量问题" where it is asked how the fault came about: there is none.

    "没问题" alone may mean as much as "yes, normally".
    """
    if turn.value("quality_problem") != "no" or _NO_PROBLEM.fullmatch(turn.normalised):
        return False
    if is_question(turn):  # "七天无理由怎么算的"
        return False
    if turn.requested == "description":  # "颜色不一样" tells of a fault
        return bool(_NO_FAULT.search(turn.normalised))
    return turn.requested == "normal_use" and "normal_use" not in turn.entities


def _forget_fault(turn: Turn) -> None:
    turn.note(quality_problem=False, normal_use=None, description=None)
    if turn.slots.get("wish") == Wish.QUALITY:
        turn.note(wish=Wish.RETURN)


def corrections(turn: Turn) -> dict[str, bool]:
    """The facts that the message takes back ("搞混了，其实摔过"), with what holds instead."""
    if turn.pressed or not _CORRECTS.search(turn.normalised) or is_question(turn):
        return {}
    told = {fact: _told(turn, fact) for fact in FACTS if turn.slots.get(fact) is not None}
    meant = {fact: _meant(turn, fact) == "yes" for fact in told if _meant(turn, fact)}
    said = {fact: value for fact, value in told.items() if value is not None}
    changed = said or (meant if len(meant) == 1 else {})
    return {fact: value for fact, value in changed.items() if value != turn.slots[fact]}


def answers_question(turn: Turn) -> bool:
    """Whether the message answers what was asked, and asks for nothing else instead."""
    fact = turn.requested
    if fact == "order_no" and "wish" not in turn.entities:  # "backpack" is a product, no return
        return len(find_reference(turn, load_orders(turn), choosing=True).orders) == 1
    if fact not in FACTS or _INSTEAD.search(turn.normalised):
        return False
    return _told(turn, fact, plain_yes_no=True) is not None


def states_fact(turn: Turn) -> bool:
    """Whether the message says something of the item or of how many, and does not ask."""
    told = any(name in turn.entities for name in (*FACTS, "opened", "units", "units_all"))
    return told and not is_question(turn)


def _asks(turn: Turn) -> bool:
    if turn.intent in (*WISHES, "inform"):
        return False
    return is_question(turn) or (turn.intent.startswith("ask_") and not states_fact(turn))


def is_question(turn: Turn) -> bool:
    """Whether the message is put as a question."""
    return bool(_QUESTION.search(turn.normalised))


def _told(turn: Turn, fact: str, plain_yes_no: bool = False) -> bool | None:
    """What the message says of `fact`; a bare yes or no only counts as the answer to a question."""
    value = turn.value(fact)
    if value is None and fact == "used" and turn.value("opened") == "no":
        value = "no"
    if value is None and fact == "normal_use" and _NO_PROBLEM.fullmatch(turn.normalised):
        return None  # a no by its first word, and as often a yes
    if value is None and plain_yes_no:
        value = turn.value("yesno") or _meant(turn, fact)
    return None if value is None else value == "yes"


def _meant(turn: Turn, fact: str) -> str | None:
    """The answer to the question about `fact` in no usual words; None where it may be either."""
    complains = turn.intent == "complain" and COMPLAINS.search(turn.normalised)
    asks = is_question(turn) and not _SURELY.match(turn.normalised)
    if turn.pressed or asks or turn.intent in _NO_ANSWERS or complains:
        return None
    said = {*turn.entities.get("told", [])}
    if "wrong_item" in turn.entities.get("category", []):
        said.add("complete_no")  # "少了一样赠品" answers whether all is there
    for part in turn.parts:
        said.update(part.entities.get("told", []))
    meant = {value for value in ("yes", "no") if f"{fact}_{value}" in said}
    if not _CORRECTS.search(turn.normalised):  # "no, hang on": a no to what was said before
        meant |= {value for value, begins in _BEGINS.items() if begins.match(turn.normalised)}
    return meant.pop() if len(meant) == 1 else None


def _take_volunteered(turn: Turn) -> None:
    for fact in FACTS:
        told = _told(turn, fact)
        if told is None:
            continue
        if fact == "quality_problem" and not told and _NO_PROBLEM.fullmatch(turn.normalised):
            continue  # "没问题" in passing is no statement about the goods
        turn.note(**{fact: told})


def _take_quality_report(turn: Turn, opening: bool) -> None:
    """A reported problem is the reason, whatever was said before, and often its own description."""
    told = turn.value("quality_problem")
    if turn.intent != "report_quality" or told == "no" or _is_only_guessed(turn):
        return
    if told is None and not opening:
        return  # "没用" looks like a report, and answers a question
    turn.note(quality_problem=True)
    if _tells_which_fault(turn):
        turn.note(description=turn.slots.get("description") or turn.text[:_DESCRIPTION_LENGTH])


def _tells_which_fault(turn: Turn) -> bool:
    """A word for a fault needs less beside it than one that only sounds like it."""
    known = turn.value("quality_problem") == "yes"
    beside = _SHORTEST_DESCRIPTION if known else _SHORTEST_REPORT
    long_enough = _telling(turn.normalised) >= _SHORTEST_REPORT
    return not turn.pressed and long_enough and _telling(_unnamed(turn)) >= beside


def _unnamed(turn: Turn) -> str:
    """What is said besides the names of products: "坚果礼盒有问题" does not tell of which."""
    text = turn.normalised
    for start, end in reversed(named_in(text, map(product_name, load_orders(turn)))):
        text = f"{text[:start]} {text[end:]}"
    return text


def _telling(text: str) -> int:
    """How many characters say which problem it is; a Latin word counts as two."""
    rest = _GENERIC.sub(" ", text)
    return len(re.findall(r"[\u4e00-\u9fff]", rest)) + 2 * len(_WORD.findall(rest))


def _take_account_of_problem(turn: Turn) -> None:
    """What goes wrong, told instead of how it was used, is the description."""
    if turn.value("quality_problem") == "yes" and not turn.pressed and len(turn.text) > 2:
        turn.note(description=turn.text[:_DESCRIPTION_LENGTH])


def _take_more_of_problem(turn: Turn) -> None:
    """What is told of the fault before the yes is added to its description."""
    before = str(turn.slots["description"])
    told = turn.value("quality_problem") == "yes" or turn.intent == "report_quality"
    if told and not turn.pressed and turn.text not in before:
        turn.note(description=f"{before}；{turn.text}"[:_DESCRIPTION_LENGTH])


def _take_description(turn: Turn) -> bool:
    asks = turn.intent.startswith("ask_") and _ASKS_US.search(turn.normalised)
    asks = asks or _ASKS_HOW.match(turn.normalised)
    told = _telling(turn.normalised) >= _SHORTEST_DESCRIPTION
    if turn.pressed or asks or not told or "yesno" in turn.entities:
        return False
    turn.note(description=turn.text[:_DESCRIPTION_LENGTH])
    return True


def _take_units(turn: Turn) -> None:
    if "units_all" in turn.entities:
        turn.note(units=None)
    if "half" in turn.entities:
        turn.note(units=HALF)
    units = turn.value("units") or _rest(turn)
    if units is not None and int(units) > 0:
        turn.note(units=int(units))


def _rest(turn: Turn) -> int | None:
    """ "用了1包，剩下的退掉": all but those that are kept."""
    kept = turn.value("units_kept")
    if kept is None:
        return None
    order = own_order(turn, turn.slots.get("order_no"))
    of = [order] if order else load_orders(turn)
    return of[0].quantity - int(kept) if len(of) == 1 else None


def says_yes(turn: Turn) -> bool:
    """Whether the message is an explicit yes to the verdict."""
    if turn.pressed:
        return turn.intent == "affirm"
    return is_yes(turn.normalised) and other_way(turn) is None


def other_way(turn: Turn) -> Wish | None:
    """The way that "退吧" asks for where an exchange is offered, or "换吧" where a refund is."""
    said, wish = turn.value("wish"), turn.slots.get("wish")
    if said is None or wish in (None, Wish.QUALITY):
        return None
    return Wish(said) if (said == Wish.EXCHANGE) != (wish == Wish.EXCHANGE) else None


def says_no(turn: Turn) -> bool:
    """Whether the message declines the verdict."""
    return turn.intent in ("deny", "cancel") or turn.value("yesno") == "no"
