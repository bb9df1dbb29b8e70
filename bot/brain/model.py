"""The intent model: TF-IDF over `features` and the sentence's place in meaning, one linear machine.

No rasa in here, so that it can be measured by itself. Labels are intents, or intents with a topic
(`ask_policy/late`): an intent's probability is the sum of its topics'.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.brain.encoder import encode, encode_kept
from bot.brain.features import features, without_codes

Numbers = npt.NDArray[np.float32]
Names = npt.NDArray[np.str_]

_SEED = 0
_EDGES = ("^", "$")
_WORD = re.compile(r"[a-z']{2,}")
_MOST_SHARES = 4
_AXES_FROM = 4  # every fourth sentence tells the axes as well as all


class Guess(NamedTuple):
    """An intent, its probability, and its topics with theirs, the likeliest first."""

    intent: str
    probability: float
    topics: dict[str, float]

    @property
    def topic(self) -> str:
        """The likeliest topic, "" where it has none."""
        return next(iter(self.topics), "")


@dataclass(frozen=True)
class Settings:
    """`meaning` weighs the sentence's place against its words (0: words only), in `dimensions`.

    `temperature` makes the machine's margins probabilities; it is measured, see
    docs/understanding.md.
    """

    C: float = 2.0
    meaning: float = 0.8
    dimensions: int = 192
    rarest: int = 2
    temperature: float = 0.2


class IntentModel:
    """Fitted by `fit`; afterwards only read, and safe to pickle."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
        """Learn from normalised texts and their labels."""
        own = self._settings
        tfidf = TfidfVectorizer(
            analyzer=features, sublinear_tf=True, min_df=own.rarest, dtype=np.float32
        )
        seen = words = tfidf.fit_transform(texts)
        axes = PCA(own.dimensions, random_state=_SEED) if own.meaning else None
        if axes:
            places = encode_kept([without_codes(text) for text in texts])
            axes.fit(places[::_AXES_FROM])
            weighed = (axes.transform(places) * own.meaning).astype(np.float32)
            seen = hstack([words, csr_matrix(weighed)]).tocsr()
        weights, offsets = _machines(seen, np.array(labels), own.C)
        self.labels = sorted(set(labels))
        self._rows = {name: int(row) for name, row in tfidf.vocabulary_.items()}
        self._rarity = tfidf.idf_.astype(np.float32)
        self._of_words = weights[: len(self._rows)]
        self._of_meaning = None
        self._offsets = offsets
        if axes:  # the axes are not needed any more: what is linear twice is linear
            by_axis = weights[len(self._rows) :] * own.meaning
            self._of_meaning = axes.components_.T.astype(np.float32) @ by_axis
            self._offsets = offsets - axes.mean_ @ self._of_meaning
        return self

    def margins(self, texts: Sequence[str]) -> Numbers:
        """How far each text is on each label's side."""
        margins = np.stack([self._by_words(text) for text in texts]) + self._offsets
        if self._of_meaning is not None:
            margins += encode([without_codes(text) for text in texts]) @ self._of_meaning
        return np.asarray(margins)

    def _by_words(self, text: str) -> Numbers:
        """As the vectoriser would have it, which takes ten times as long for a single text."""
        counts = Counter(
            row for name in features(text) if (row := self._rows.get(name)) is not None
        )
        rows = list(counts)
        weighed = (1 + np.log(list(counts.values()), dtype=np.float32)) * self._rarity[rows]
        length = np.linalg.norm(weighed) or 1
        return np.asarray(weighed / length @ self._of_words[rows])

    def guesses(self, texts: Sequence[str]) -> list[list[Guess]]:
        """For each normalised text its possible intents, the likeliest first.

        A text of which no word or character was ever seen may mean anything: all are alike then.
        """
        margins = self.margins(texts) / self._settings.temperature
        margins -= margins.max(axis=1, keepdims=True)
        chances = np.exp(margins)
        chances /= chances.sum(axis=1, keepdims=True)
        return [
            self._ranked(row) if self._knows(text) else self._anything()
            for text, row in zip(texts, chances, strict=True)
        ]

    def _knows(self, text: str) -> bool:
        """Whether anything in it has been seen before, besides that it begins and ends.

        Of several Latin words more than a third have to be known as a whole: pieces are found in
        any babble.
        """
        known = self._rows
        if text.isascii() and len(words := _WORD.findall(text)) > 1:
            return sum(word in known for word in words) * 3 > len(words)
        return any(feature in known and feature not in _EDGES for feature in features(text))

    def _anything(self) -> list[Guess]:
        intents = sorted({label.partition("/")[0] for label in self.labels})
        return [Guess(intent, 1 / len(intents), {}) for intent in intents]

    def _ranked(self, chances: Numbers) -> list[Guess]:
        total: dict[str, float] = {}
        topics: dict[str, dict[str, float]] = {}
        by_chance = sorted(zip(self.labels, chances, strict=True), key=itemgetter(1), reverse=True)
        for label, chance in by_chance:
            intent, _, topic = label.partition("/")
            total[intent] = total.get(intent, 0.0) + float(chance)
            topics.setdefault(intent, {})[topic] = float(chance)
        ranked = sorted(total, key=total.__getitem__, reverse=True)
        return [Guess(intent, total[intent], topics[intent]) for intent in ranked]


def _machines(seen: csr_matrix, labels: Names, cost: float) -> tuple[Numbers, Numbers]:
    """For each label, in order, a machine that tells it from the rest: weights and offsets.

    Every core, up to four, has its share of the labels, which it fits in one call: at each call
    liblinear copies all the sentences (0.2 GB). Wants three labels or more.
    """
    seen = seen.astype(np.float64)  # the machine's own type
    names = np.unique(labels)
    # A share of one label would be fitted in another form.
    shares = np.array_split(names, min(os.cpu_count() or 1, _MOST_SHARES, max(1, len(names) // 2)))
    fitted = Parallel(n_jobs=-1, prefer="threads")(
        delayed(_fitted)(seen, labels, share, cost) for share in shares
    )
    weights, offsets = zip(*fitted, strict=True)
    # Transposed: a sentence touches few of the rows.
    return np.ascontiguousarray(np.vstack(weights).T), np.hstack(offsets)


def _fitted(seen: csr_matrix, labels: Names, share: Names, cost: float) -> tuple[Numbers, Numbers]:
    others = ""  # sorts before every label
    own = np.where(np.isin(labels, share), labels, others)
    machine = LinearSVC(C=cost, tol=0.1, random_state=_SEED).fit(seen, own)
    of_share = machine.classes_ != others
    weights, offsets = machine.coef_[of_share], machine.intercept_[of_share]
    return weights.astype(np.float32), offsets.astype(np.float32)
