"""The groups that the votes agree on: those of a result, and those of each remake of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.themes.consensus import Labels, consensus
from analysis.themes.splitting import same_words_together, split_until


def agreed_groups(
    cast: Sequence[Labels],
    views: Sequence[NDArray[np.float64]],
    bags: Labels,
    groups: int,
    seed: int,
) -> Labels:
    """Group n texts in `groups` groups, at most the number of bags of words, shape (n,).

    Parameters
    ----------
    cast : the votes, each (n,); not looked at for one group.
    views : unit vectors of the texts in different spaces, each (n × d), the finest last.
    bags : (n,) number of the set of words of each text.
    """
    if groups == 1:
        return np.zeros(len(bags), dtype=np.intp)
    agreed = same_words_together(consensus(cast, groups, seed), bags)
    return split_until(agreed, views[-1], bags, groups)
