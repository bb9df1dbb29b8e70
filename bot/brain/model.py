"""The intent model: TF-IDF over `features` and the sentence's place in meaning, one linear machine.

No rasa in here, so that it can be measured by itself. Labels are intents, or intents with a topic
(`ask_policy/late`): an intent's probability is the sum of its topics'.
"""

from __future__ import annotations

import os
import re
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
        self._words = TfidfVectorizer(
            analyzer=features, sublinear_tf=True, min_df=own.rarest, dtype=np.float32
        )
        seen = words = self._words.fit_transform(texts)
        del self._words.stop_words_  # the rare ones, which nothing asks for
        self._axes = PCA(own.dimensions, random_state=_SEED) if own.meaning else None
        if self._axes:
            places = encode_kept([without_codes(text) for text in texts])
            self._axes.fit(places[::_AXES_FROM])
            seen = self._joined(words, places)
        self.labels = sorted(set(labels))
        self._weights, self._offsets = _machines(seen, np.array(labels), own.C)
        return self

    def margins(self, texts: Sequence[str]) -> Numbers:
        """How far each text is on each label's side."""
        return np.asarray(self._seen(texts) @ self._weights + self._offsets)

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
        known = self._words.vocabulary_
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

    def _seen(self, texts: Sequence[str]) -> csr_matrix:
        words = self._words.transform(texts)
        if self._axes is None:
            return words
        return self._joined(words, encode([without_codes(text) for text in texts]))

    def _joined(self, words: csr_matrix, places: Numbers) -> csr_matrix:
        """What is seen of sentences: their words, and where they lie in meaning."""
        assert self._axes is not None
        weighed = self._axes.transform(places) * self._settings.meaning
        return hstack([words, csr_matrix(weighed.astype(np.float32))]).tocsr()


def _machines(seen: csr_matrix, labels: Names, cost: float) -> tuple[Numbers, Numbers]:
    """For each label, in order, a machine that tells it from the rest: weights and offsets.

    Every core has its share of the labels, which it fits in one call: at each call liblinear
    copies all the sentences.
    """
    seen = seen.astype(np.float64)  # the machine's own type
    shares = np.array_split(np.unique(labels), os.cpu_count() or 1)
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
    return machine.coef_[of_share].astype(np.float32), machine.intercept_[of_share].astype(
        np.float32
    )
