"""Groups compared with all the others: by how much a cell departs from what chance explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import hypergeom

from analysis.proportions import corrected, two_proportion_z
from analysis.voices.masking import Mask
from analysis.voices.placed import Numbers, Shares


@dataclass(frozen=True)
class Compared:
    """Adjusted residuals, z and corrected probabilities of cells (themes × groups).

    `q` is 1 where nothing is tested.
    """

    residual: Shares
    z: Shares
    q: Shares


def compared_with_others(counts: Numbers, voices: Numbers, tested: Mask) -> Compared:
    """Compare each cell with what it would hold if groups did not differ.

    Parameters
    ----------
    counts : voices of each group that spoke of each theme (themes × groups).
    voices : voices of each group.
    tested : the cells among which probabilities are corrected.
    """
    people = int(voices.sum())
    inside, spoke = voices[None, :], counts.sum(axis=1, keepdims=True)
    return Compared(
        adjusted_residuals(counts, spoke, inside, people),
        two_proportion_z(
            *(some.astype(float) for some in (counts, inside, spoke - counts, people - inside))
        ),
        _exact(counts, spoke, inside, people, tested),
    )


def adjusted_residuals(counts: Numbers, spoke: Numbers, inside: Numbers, people: int) -> Shares:
    """Return how many standard deviations each cell is from what is expected.

    Each theme is compared with not speaking of it, since a voice may speak of several. Zero where
    a line holds nobody or everybody. Source: Haberman 1973.
    """
    expected = spoke * inside / people
    spread = np.sqrt(expected * (1 - spoke / people) * (1 - inside / people))
    found: Shares = np.divide(
        counts - expected, spread, out=np.zeros(counts.shape), where=spread > 1e-9
    )
    return found


def _exact(counts: Numbers, spoke: Numbers, inside: Numbers, people: int, tested: Mask) -> Shares:
    """Return two-sided probabilities of the hypergeometric law, which holds for few voices where
    residuals do not, corrected by Benjamini & Hochberg 1995."""
    q = np.ones(counts.shape)
    if tested.any():
        law = hypergeom(people, spoke, inside)
        tails = np.minimum(law.cdf(counts), law.sf(counts - 1))
        q[tested] = corrected((2 * tails[tested]).clip(0, 1))
    return q
