"""Runs in the brain's Python: the machines fitted by shares are those fitted one by one."""

import os

import numpy as np

from bot.brain.model import IntentModel, Settings

SENTENCES = {
    "request_refund": ["我要退款", "钱退给我", "退钱", "不要了退款"],
    "ask_shipment": ["快递到哪了", "什么时候到货", "物流怎么不动", "包裹在哪"],
    "greet": ["你好", "在吗", "您好", "有人吗"],
    "thanks": ["谢谢", "多谢啦", "谢谢你", "太感谢了"],
    "inform/used_no": ["没用过", "没拆封", "全新没动", "一次没用"],
}
TEXTS = [text for group in SENTENCES.values() for text in group]
LABELS = [label for label, group in SENTENCES.items() for _ in group]

margins = []
for cores in (1, 2, 3, 64):
    os.cpu_count = lambda cores=cores: cores
    model = IntentModel(Settings(meaning=0, rarest=1)).fit(TEXTS, LABELS)
    assert model.labels == sorted(SENTENCES)
    guessed = [model.labels[row] for row in model.margins(TEXTS).argmax(axis=1)]
    assert guessed == LABELS, (cores, guessed)
    margins.append(model.margins(TEXTS))
print(max(float(np.abs(one - margins[0]).max()) for one in margins))
