"""Short texts that say nearly the same, found while they are written.

Two texts are near when they share rare words, whatever their endings and accents, and pieces of
words, so that a typo or a neighbouring word is no obstacle. Texts come and go one by one, nothing
is learned anew for each.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.near.growing_rows import GrowingRows, RowArrays
from analysis.near.text_features import FEATURES, features_of

Key = TypeVar("Key", bound=Hashable)

WORDS_SHARE = 0.4
"""How much words count next to pieces of words (`make bench` compares)."""
LEAST_SCORE = 0.15
"""Below it, two texts share what any two texts share."""
# Rows of texts that went are dropped together, when they are this share of all.
DROPPED_AT = 0.25


class NearTexts(Generic[Key]):
    """An index of texts by keys. Not safe for several threads: its owner holds a lock.

    Parameters
    ----------
    words_share : weight of whole words in a score, in 0..1; the rest is that of their pieces.
    """

    def __init__(self, words_share: float = WORDS_SHARE) -> None:
        self.words_share = words_share
        self._words = GrowingRows(FEATURES)
        self._pieces = GrowingRows(FEATURES)
        self._keys: list[Key] = []
        self._places: dict[Key, int] = {}

    @classmethod
    def of_arrays(cls, keys: Sequence[Key], words: RowArrays, pieces: RowArrays) -> NearTexts[Key]:
        """The index of which `arrays` gave the rows."""
        made = cls()
        made._words = GrowingRows.of_arrays(FEATURES, words)
        made._pieces = GrowingRows.of_arrays(FEATURES, pieces)
        made._keys = list(keys)
        made._places = {key: place for place, key in enumerate(keys)}
        return made

    def arrays(self) -> tuple[list[Key], RowArrays, RowArrays]:
        """The keys, and the rows of words and of their pieces (`GrowingRows.arrays`): no words."""
        self._close_up()
        return list(self._keys), self._words.arrays(), self._pieces.arrays()

    def __len__(self) -> int:
        return len(self._places)

    @property
    def nbytes(self) -> int:
        """Memory of the rows, in bytes; the keys come beside it."""
        return self._words.nbytes + self._pieces.nbytes

    def add(self, keys: Sequence[Key], texts: Sequence[str]) -> None:
        """Add texts; one whose key is there already takes the place of the former one."""
        told = dict(zip(keys, texts, strict=True))
        self.remove(list(told))
        features = [features_of(text) for text in told.values()]
        self._words.append([words for words, _ in features])
        self._pieces.append([pieces for _, pieces in features])
        for key in told:
            self._places[key] = len(self._keys)
            self._keys.append(key)

    def remove(self, keys: Sequence[Key]) -> None:
        """Take texts away; keys that are not there are passed over."""
        for key in keys:
            self._places.pop(key, None)
        if len(self._keys) - len(self._places) > DROPPED_AT * len(self._keys):
            self._close_up()

    def query(self, text: str, k: int = 5) -> tuple[list[Key], NDArray[np.float32]]:
        """Return the keys of the `k` nearest texts at most, and their scores, the nearest first.

        Scores are in 0..1, none below `LEAST_SCORE`; equal ones in the order of adding.
        """
        return self.query_each([text], k)[0]

    def query_each(
        self, texts: Sequence[str], k: int = 5
    ) -> list[tuple[list[Key], NDArray[np.float32]]]:
        """Return what `query` returns for each of several texts, in little more than its time."""
        features = [features_of(text) for text in texts]
        told = [place for place, (words, _pieces) in enumerate(features) if words]
        nothing: tuple[list[Key], NDArray[np.float32]] = [], np.zeros(0, dtype=np.float32)
        found = [nothing] * len(texts)
        if not told or not self._places:
            return found
        scores = self.words_share * self._words.cosines([features[at][0] for at in told])
        scores += (1 - self.words_share) * self._pieces.cosines([features[at][1] for at in told])
        scores[:, ~self._present()] = 0
        for at, of_one in zip(told, scores, strict=True):
            near = np.flatnonzero(of_one >= LEAST_SCORE)
            best = near[np.argsort(-of_one[near], kind="stable")[:k]]
            found[at] = [self._keys[place] for place in best], of_one[best]
        return found

    def _present(self) -> NDArray[np.bool_]:
        present = np.zeros(len(self._keys), dtype=np.bool_)
        present[list(self._places.values())] = True
        return present

    def _close_up(self) -> None:
        present = self._present()
        self._words.keep_only(present)
        self._pieces.keep_only(present)
        self._keys = [key for key, kept in zip(self._keys, present, strict=True) if kept]
        self._places = {key: place for place, key in enumerate(self._keys)}
