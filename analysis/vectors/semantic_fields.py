"""Background knowledge of French: families of words that speak of the same thing.

Two hundred short answers do not show that "vélo" and "tramway" are neighbours. Each family of
`data/semantic_fields.yaml` counts as a context in which its words were seen together; the larger
the corpus, the less it weighs against what people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import scipy.sparse as sp
import yaml

from analysis.texts.tokens import tokenise
from analysis.texts.vocabulary import count_matrix


@lru_cache(maxsize=1)
def semantic_fields() -> tuple[tuple[str, ...], ...]:
    """Return the keys (see `analysis.tokens`) of each family, sorted."""
    source = files("analysis").joinpath("data/semantic_fields.yaml").read_text(encoding="utf-8")
    families: dict[str, str] = yaml.safe_load(source)
    return tuple(tuple(sorted(set(tokenise(words).keys))) for words in families.values())


def field_contexts(vocabulary: Sequence[str]) -> sp.csr_array:
    """Return the families as contexts over `vocabulary`, shape (families × V), values 0 or 1."""
    column = {key: index for index, key in enumerate(vocabulary)}
    rows = [[column[key] for key in family if key in column] for family in semantic_fields()]
    return count_matrix(rows, len(vocabulary))
