"""What people decided on links, as rows and columns that a classifier learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.documents import Example, Target
from analysis.errors import AnalysisError
from analysis.texts.corpus import text_hash

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Decisions:
    """The decisions on m texts and K targets.

    Attributes
    ----------
    hashes : hash of each decided text, sorted; m of them.
    texts : a text of each hash.
    accepted : (m × K) True where a person made the link.
    rejected : (m × K) True where a person set the link aside and nobody made it.
    """

    hashes: tuple[str, ...]
    texts: tuple[str, ...]
    accepted: Flags
    rejected: Flags

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def known(self) -> Flags:
        """Pairs (m × K) whose answer is known.

        A person who links a text to some targets leaves the others out on purpose; one who only
        sets suggestions aside says nothing of the other targets.
        """
        return self.rejected | self.accepted.any(axis=1, keepdims=True)


def decisions_of(examples: Sequence[Example], targets: Sequence[Target]) -> Decisions:
    """Gather `examples` text by text, in canonical order, whatever their own.

    A link that one example makes and another sets aside is made.

    Raises
    ------
    AnalysisError : an example whose code is not a target.
    """
    number = {target.code: index for index, target in enumerate(targets)}
    texts: dict[str, str] = {}
    pairs: dict[str, dict[int, bool]] = {}
    for example in examples:
        if example.code not in number:
            raise AnalysisError(f"An example names the code {example.code!r}: no such target.")
        key = text_hash(example.text)
        # Spaces do not count in the hash: the smallest text stands for all, whatever the order.
        texts[key] = min(texts.get(key, example.text), example.text)
        said = pairs.setdefault(key, {})
        column = number[example.code]
        said[column] = said.get(column, False) or example.accepted
    hashes = sorted(texts)
    accepted = np.zeros((len(hashes), len(targets)), dtype=bool)
    rejected = accepted.copy()
    for row, key in enumerate(hashes):
        for column, made in pairs[key].items():
            (accepted if made else rejected)[row, column] = True
    return Decisions(tuple(hashes), tuple(texts[key] for key in hashes), accepted, rejected)
