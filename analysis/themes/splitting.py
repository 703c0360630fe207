"""As many groups as were asked for, when the consensus found fewer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.themes.consensus import Labels
from analysis.vectors.text_vectors import unit_rows


def same_words_together(labels: Labels, bags: Labels) -> Labels:
    """Give texts made of the same words the same group: that of the first of them.

    Parameters
    ----------
    labels : (n,) group of each text.
    bags : (n,) number of the set of words of each text.
    """
    _, first = np.unique(bags, return_index=True)
    return labels[first][bags]


def split_until(labels: Labels, rows: NDArray[np.float64], bags: Labels, groups: int) -> Labels:
    """Split the widest group until there are `groups`, numbered from 0.

    The text furthest from the centre of its group starts a new group and takes with it the texts
    nearer to it than to the centre. Texts of the same words stay together, so there can be as
    many groups as different bags of words and no more.

    Parameters
    ----------
    rows : (n × d) unit vectors.
    bags : (n,) number of the set of words of each text.
    """
    numbered = np.unique(labels, return_inverse=True)[1]
    while (count := int(numbered.max()) + 1) < groups:
        leaver = _furthest(numbered, rows, bags, count)
        if leaver is None:
            break
        members = np.flatnonzero(numbered == numbered[leaver])
        center = unit_rows(rows[members].sum(axis=0, keepdims=True))[0]
        to_leaver = rows[members] @ rows[leaver]
        leaving = members[to_leaver > rows[members] @ center + 1e-9]
        leaving_bags = np.union1d(bags[leaving], bags[[leaver]])
        going = np.isin(bags[members], leaving_bags)
        if going.all():
            going = bags[members] == bags[leaver]
        numbered[members[going]] = count
    return numbered


def _furthest(labels: Labels, rows: NDArray[np.float64], bags: Labels, groups: int) -> int | None:
    """Return the text furthest from its centre in the widest group that can be split."""
    widest, leaver = -1.0, None
    for group in range(groups):
        members = np.flatnonzero(labels == group)
        if (bags[members] == bags[members[0]]).all():
            continue
        center = unit_rows(rows[members].sum(axis=0, keepdims=True))[0]
        distance = 1 - rows[members] @ center
        if distance.sum() > widest:
            widest, leaver = float(distance.sum()), int(members[distance.argmax()])
    return leaver
