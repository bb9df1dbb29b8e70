"""What the bench's shoppers say.

A step is {"say": text} or {"press": part of a button's payload}, with a label for the tables; the
load generator looks for the button among those of the last answer, so a conversation that goes
astray is noticed.
"""

Step = dict[str, str]


def say(text: str) -> Step:
    """Type a message."""
    return {"say": text, "label": text}


def press(payload: str, label: str) -> Step:
    """Press the button whose payload contains `payload`."""
    return {"press": payload, "label": label}


def refund(signed: str, unshipped: str) -> list[Step]:
    """Two refunds from wish to case, with the facts asked for and questions in between.

    `signed` and `unshipped` are order numbers of the shopper's.
    """
    return [
        say("我要退款"),
        press(signed, "(a signed order)"),
        say("没有质量问题，就是不想要了"),
        say("没用过"),
        say("吊牌包装都在"),
        press("/affirm", "(yes to the return)"),
        say("退款多久到账"),
        say("查余额"),
        say("还有一单要退款"),
        press(unshipped, "(an unshipped order)"),
        press("/affirm", "(yes to the refund)"),
        say("退款进度到哪了"),
        say("谢谢"),
    ]


# Nothing here is filed, so it can be said over and over; any eleven turns in a row are the same
# eleven messages.
ROUND: list[Step] = [
    say("我要退款"),
    say("算了"),
    say("你好"),
    say("我的快递到哪了"),
    say("查余额"),
    say("退款多久到账"),
    say("我要换货"),
    say("查余额"),
    say("算了"),
    say("我的订单"),
    say("谢谢"),
]


def turns_of_round(first: int, last: int) -> list[Step]:
    """The turns from `first` to `last` (from 1) of a conversation in which nothing is filed."""
    return [ROUND[number % len(ROUND)] for number in range(first - 1, last)]
