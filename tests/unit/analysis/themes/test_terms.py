import numpy as np
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, hypergeom

from analysis.themes.terms import (
    signed_chi2,
    signed_likelihood,
    specificity,
    term_table,
)


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), total=st.integers(2, 3000))
def test_specificity_is_the_exact_hypergeometric_probability(
    data: st.DataObject, total: int
) -> None:
    size = data.draw(st.integers(1, total))
    held = data.draw(st.integers(1, total))
    inside = data.draw(st.integers(max(0, size + held - total), min(size, held)))
    found = float(specificity(one(inside), one(size), one(held), total)[0])
    law = hypergeom(total, held, size)
    more = inside * total >= size * held
    tail = (
        law.pmf(np.arange(inside, min(size, held) + 1)) if more else law.pmf(np.arange(inside + 1))
    )
    expected = np.log10(max(float(tail.sum()), 1e-300))
    assert np.isclose(abs(found), abs(min(expected, 0.0)), rtol=1e-6, atol=1e-9) or expected < -290
    assert (found >= 0) == more or found == 0


def test_specificity_goes_where_probabilities_are_too_small_for_a_number() -> None:
    found = float(specificity(one(5000), one(5000), one(5000), 100_000)[0])
    assert 8000 < found < 9000


def test_chi2_and_likelihood_are_those_of_scipy_with_a_sign() -> None:
    for inside, size, held, total in ((12, 30, 20, 200), (1, 30, 60, 200), (3, 10, 5, 40)):
        table = [[inside, size - inside], [held - inside, total - size - held + inside]]
        sign = 1 if inside * total > size * held else -1
        chi2 = chi2_contingency(table, correction=False).statistic
        ratio = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        given_ = one(inside), one(size), one(held), total
        assert np.isclose(signed_chi2(*given_)[0], sign * chi2)
        assert np.isclose(signed_likelihood(*given_)[0], sign * ratio)


def test_a_term_of_every_text_marks_nothing() -> None:
    assert signed_chi2(one(5), one(5), one(20), 20)[0] == 0
    assert abs(specificity(one(5), one(5), one(20), 20)[0]) < 1e-9
    assert abs(specificity(one(7), one(20), one(7), 20)[0]) < 1e-9


def test_a_table_counts_texts_and_corrects_for_all_terms_and_themes() -> None:
    draw = np.random.default_rng(0)
    held = (draw.random((400, 30)) < 0.1).astype(float)
    held[:40, 0] = 1.0
    held[:, 29] = 0.0
    held[7, 29] = 1.0
    labels = np.repeat([0, 1, 2, 3], 100)
    membership = sp.csr_array((labels[None, :] == np.arange(4)[:, None]).astype(float))
    table = term_table(sp.csr_array(held), membership)
    assert np.allclose(table.inside, [held[labels == g].sum(axis=0) for g in range(4)])
    assert table.q[0, 0] < 0.001
    # Pure chance gives nothing, and a term of one text is not tested.
    assert (table.q[:, 1:] > 0.05).all()
    assert (table.q[:, 29] == 1).all()
