"""How far two coders agree: worked by hand, and as nltk has it."""

from __future__ import annotations

import random

import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance

from analysis.coders import NONE, agreement_by_code, agreement_of, mixed_up, with_none

YES, NO = frozenset({"a"}), frozenset()


def as_nltk_has_it(pairs, distance):
    rows = [
        (coder, text, codes)
        for text, pair in enumerate(pairs)
        for coder, codes in zip(("one", "other"), pair, strict=True)
    ]
    return AnnotationTask(rows, distance)


def test_kappa_and_alpha_are_those_of_a_table_worked_by_hand():
    # Of fifty grants both granted 20 and refused 15; 30 and 25 were granted: by chance half agree.
    pairs = [(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15
    found = agreement_by_code(pairs)["a"]
    assert (found.pairs, found.given, found.same) == (50, 35, 0.7)
    assert found.kappa.value == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    # 55 yes and 45 no among a hundred: 2 × 55 × 45 of 100 × 99 differ by chance.
    assert found.alpha.value == pytest.approx(1 - 0.3 / (2 * 55 * 45 / (100 * 99)))
    # Fleiss, Cohen & Everitt 1969 have ± 1.96 × 0.128 for this table.
    assert found.kappa.high - found.kappa.low == pytest.approx(2 * 1.96 * 0.128, abs=0.03)


def test_several_codes_a_text_are_as_far_apart_as_nltk_has_them():
    drawn = random.Random(3)
    codes = "abcde"
    pairs = []
    for _ in range(120):
        one = frozenset(drawn.sample(codes, drawn.choice([0, 1, 1, 2])))
        other = (
            one if drawn.random() < 0.6 else frozenset(drawn.sample(codes, drawn.choice([0, 2])))
        )
        pairs.append((one, other))
    found = agreement_of(pairs)
    named = [(with_none(one), with_none(other)) for one, other in pairs]
    assert found.alpha.value == pytest.approx(as_nltk_has_it(named, masi_distance).alpha())
    assert found.kappa.value == pytest.approx(as_nltk_has_it(named, binary_distance).kappa())
    assert found.alpha.low < found.alpha.value < found.alpha.high

    chosen = frozenset("a")
    alone = as_nltk_has_it(
        [(one & chosen, other & chosen) for one, other in pairs], binary_distance
    )
    assert agreement_by_code(pairs)["a"].alpha.value == pytest.approx(alone.alpha())


def test_what_cannot_be_told_is_not_told():
    assert agreement_of([]) is None
    everybody = agreement_of([(YES, YES)] * 30)
    assert (everybody.same, everybody.kappa, everybody.alpha) == (1.0, None, None)
    one_text = agreement_of([(YES, NO)])
    assert (one_text.kappa.value, one_text.kappa.low) == (0.0, None)
    few = agreement_of([(YES, YES), (NO, NO), (YES, NO)] * 6)
    assert few.kappa.low is None, "18 texts are too few for an interval"


def test_what_two_mix_up_is_not_what_one_of_them_adds():
    assert mixed_up((frozenset("ab"), frozenset("ac"))) == {("b", "c")}
    assert mixed_up((frozenset("a"), frozenset("ab"))) == set()
    assert mixed_up((frozenset("a"), NO)) == {("a", NONE)}
