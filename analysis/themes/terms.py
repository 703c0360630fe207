"""Which terms mark a theme, which it lacks, and how far chance could explain it.

Everything is counted on distinct texts: how many texts of the theme hold the term, how many do
elsewhere. A term said ten times in one text counts once, and copies of a text count once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import chdtrc, gammaln

from analysis.proportions import corrected
from analysis.texts.phrases import xlogx

Counts = NDArray[np.float64]

# A term of fewer texts is not tested: no theme could be told from chance by it.
TEXTS_TO_TEST = 3


@dataclass(frozen=True)
class TermTable:
    """How often each of T terms is held by the texts of each of m themes, with its tests.

    Attributes
    ----------
    inside : (m × T) texts of the theme that hold the term.
    sizes : (m,) texts of each theme.
    everywhere : (T,) texts that hold the term.
    total : number of texts.
    chi2 : (m × T) signed χ², see `signed_chi2`.
    likelihood : (m × T) signed log-likelihood ratio, see `signed_likelihood`.
    q : (m × T) corrected probability of `chi2`.
    """

    inside: Counts
    sizes: Counts
    everywhere: Counts
    total: int
    chi2: Counts
    likelihood: Counts
    q: Counts


def term_table(held: sp.csr_array, membership: sp.csr_array) -> TermTable:
    """Count and test.

    Parameters
    ----------
    held : (n × T), 1 where a text holds a term.
    membership : (m × n), 1 where a text is in a theme. Column sums of `held` by theme are all
        that is needed: the time grows with what is held, not with n × T.
    """
    inside = np.asarray((membership @ held).todense(), dtype=float)
    sizes = np.asarray(membership.sum(axis=1), dtype=float).ravel()
    everywhere = np.bincount(held.indices, minlength=held.shape[1]).astype(float)
    total = held.shape[0]
    chi2 = signed_chi2(inside, sizes[:, None], everywhere, total)
    likelihood = signed_likelihood(inside, sizes[:, None], everywhere, total)
    q = np.ones_like(chi2)
    tested = everywhere >= TEXTS_TO_TEST
    q[:, tested] = corrected(chdtrc(1.0, np.abs(chi2[:, tested])))
    return TermTable(inside, sizes, everywhere, total, chi2, likelihood, q)


def signed_chi2(inside: Counts, sizes: Counts, everywhere: Counts, total: float) -> Counts:
    """Return the χ² (one degree of freedom, uncorrected) of 2 × 2 tables, with a sign.

    Negative where the theme holds the term less than the others do; 0 where the table has an
    empty row or column. All arguments broadcast.
    """
    difference = inside * total - sizes * everywhere
    margins = sizes * everywhere * (total - sizes) * (total - everywhere)
    safe = np.where(margins > 0, margins, 1.0)
    return np.where(margins > 0, np.sign(difference) * difference**2 * (total / safe), 0.0)


def signed_likelihood(inside: Counts, sizes: Counts, everywhere: Counts, total: float) -> Counts:
    """Return the log-likelihood ratio G² of 2 × 2 tables, with the sign of `signed_chi2`.

    Source: Dunning 1993.
    """
    rest, others = total - sizes, total - everywhere
    cells = xlogx(inside) + xlogx(everywhere - inside)
    cells += xlogx(sizes - inside) + xlogx(others - sizes + inside)
    margins = xlogx(sizes) + xlogx(rest) + xlogx(everywhere) + xlogx(others)
    ratio = np.maximum(2 * (cells - margins + xlogx(np.array(float(total)))), 0.0)
    return np.sign(inside * total - sizes * everywhere) * ratio


def specificity(inside: Counts, sizes: Counts, everywhere: Counts, total: float) -> Counts:
    """Return the signed log10 probability of as many texts, or more; of as few when it is few.

    Positive: 3 says that a theme drawn at random would hold the term in so many texts once in a
    thousand draws. Negative: the same for so few. Hypergeometric, exact. All arguments broadcast.
    Source: Lafon 1980.
    """
    a, n, k = (np.asarray(x, dtype=float) for x in np.broadcast_arrays(inside, sizes, everywhere))
    more = a * total >= n * k
    step = np.where(more, 1.0, -1.0)
    first = _log_probability(a, n, k, total)
    # The probabilities go down from the middle outwards: their sum is a few terms long.
    term = np.ones_like(a)
    tail = np.ones_like(a)
    at = a.copy()
    alive = np.arange(a.size)
    while alive.size:
        x, nn, kk = at.flat[alive], n.flat[alive], k.flat[alive]
        up = (kk - x) * (nn - x) / ((x + 1) * (total - kk - nn + x + 1))
        down_base = (kk - x + 1) * (nn - x + 1)
        down = x * (total - kk - nn + x) / np.where(down_base > 0, down_base, 1.0)
        going_up = step.flat[alive] > 0
        with np.errstate(invalid="ignore"):
            grown = term.flat[alive] * np.where(going_up, up, down)
        grown = np.where(np.isfinite(grown) & (grown > 0), grown, 0.0)
        term.flat[alive] = grown
        tail.flat[alive] += grown
        at.flat[alive] += step.flat[alive]
        alive = alive[grown > 1e-17 * tail.flat[alive]]
    logarithm = np.minimum((first + np.log(tail)) / np.log(10.0), 0.0)
    return np.asarray(np.where(more, -logarithm, logarithm))


def _log_probability(a: Counts, n: Counts, k: Counts, total: float) -> Counts:
    """Natural logarithm of the hypergeometric probability of exactly `a`."""
    return np.asarray(
        _log_choose(k, a) + _log_choose(total - k, n - a) - _log_choose(np.full_like(n, total), n)
    )


def _log_choose(of: Counts, taken: Counts) -> Counts:
    return np.asarray(gammaln(of + 1) - gammaln(taken + 1) - gammaln(of - taken + 1))
