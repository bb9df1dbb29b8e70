"""The intent model: TF-IDF over `features` and the sentence's place in meaning, one linear machine.

No rasa in here, so that it can be measured by itself. Labels are intents, or intents with a topic
(`ask_policy/late`): an intent's probability is the sum of its topics'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from joblib import parallel_config
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from bot.brain.encoder import encode, encode_kept
from bot.brain.features import features, without_codes

Numbers = npt.NDArray[np.float32]

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
    dimensions: int = 256
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
        ).fit(texts)
        seen = words = self._words.transform(texts)
        self._axes = PCA(own.dimensions, random_state=_SEED) if own.meaning else None
        if self._axes:
            places = encode_kept([without_codes(text) for text in texts])
            self._axes.fit(places[::_AXES_FROM])
            seen = self._joined(words, places)
        machines = OneVsRestClassifier(LinearSVC(C=own.C, tol=0.1, random_state=_SEED), n_jobs=-1)
        with parallel_config("threading"):
            # In the machine's own type at once, or it is converted for every label.
            machines.fit(seen.astype(np.float64), labels)
        self.labels = [str(label) for label in machines.classes_]
        each = machines.estimators_
        # Transposed: a sentence touches few of the rows.
        self._weights = np.ascontiguousarray(np.vstack([one.coef_ for one in each]).T, np.float32)
        self._offsets = np.hstack([one.intercept_ for one in each]).astype(np.float32)
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
