from __future__ import annotations

from analysis.voices.minority import minority_themes
from analysis.voices.who_says_what import who_says_what
from tests.unit.analysis.voices.spoken import people, said


def listed(*sayings):
    result, documents = said([one for some in sayings for one in some])
    return minority_themes(result.themes, [who_says_what(result, documents, "group", draws=2)])


def test_a_small_theme_that_a_group_speaks_much_of_is_kept_in_view():
    found = listed(people("x", a=60, b=60, c=20), people("y", a=20, b=20, c=20, d=12))
    assert [one.theme for one in found] == ["d"]
    (where,) = found[0].where
    assert (where.group, where.voices) == ("y", 12)
    assert where.share > where.of_others == 0
    assert where.residual > 2


def test_a_small_theme_that_everybody_speaks_of_alike_is_not():
    assert not listed(people("x", a=60, b=60, c=20, d=6), people("y", a=60, b=60, c=20, d=6))


def test_neither_a_large_theme_nor_one_of_a_few_voices_is():
    assert not listed(people("x", a=60, b=10), people("y", a=10, b=60))
    assert not listed(people("x", a=60, b=60, c=20), people("y", a=20, b=20, c=20, d=4))
