from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from analysis.voices.memberships import MOST_GROUPS, attribute_names, joined, parts_of
from analysis.voices.who_says_what import Reason, TooLittle, WhoSaysWhat, who_says_what
from tests.unit.analysis.voices.spoken import people, said

SAYINGS = [
    *people("Association", "form", a_1=40, a_2=20, b=20),
    *people("Commune", "form", a_1=10, a_2=20, b=50),
    *people("Commune", "room", a_1=6, b=6),
    *people("Fondation", "form", a_1=7, b=8),
]


def table(sayings=SAYINGS, attribute="group", **values) -> WhoSaysWhat | TooLittle:
    return who_says_what(*said(sayings), attribute, draws=60, **values)


@pytest.fixture(scope="module")
def told() -> WhoSaysWhat:
    return table()


def cell(found, theme, group):
    place = [one.name for one in found.groups].index(group)
    return next(line.cells[place] for line in found.themes if line.theme == theme)


def test_a_group_that_speaks_more_of_a_theme_is_told_with_its_bounds(told):
    found = cell(told, "a.1", "Association")
    assert (found.voices, found.share, found.sign) == (40, 0.5, 1)
    assert found.of_others == pytest.approx(23 / 107, abs=1e-4)
    assert found.low < found.share < found.high
    # About that of a proportion of 80 people: 1.96 · sqrt(.25 / 80).
    assert found.high - found.low == pytest.approx(0.22, abs=0.06)
    assert cell(told, "a.1", "Commune").sign == -1


def test_a_theme_holds_its_sub_themes(told):
    assert cell(told, "a", "Association").voices == 60
    assert cell(told, "a", "Association").share == pytest.approx(0.75)


def test_shares_of_a_group_add_up_to_one_in_the_three_ways(told):
    cells = [cell(told, theme, "Association") for theme in ("a", "b")]
    for way in ("share", "of_texts", "balanced"):
        assert sum(getattr(one, way) for one in cells) == pytest.approx(1)


def test_channels_weigh_alike_where_they_are_balanced(told):
    found = cell(told, "b", "Commune")
    assert found.share == pytest.approx(56 / 92, abs=1e-4)
    weights = np.array([80 / 85, 12 / 17])
    assert found.balanced == pytest.approx(weights @ [5 / 8, 1 / 2] / weights.sum(), abs=1e-4)


def test_neither_the_order_of_the_rows_nor_names_change_a_bit(told):
    shuffled = [(theme, voice[::-1], group, channel) for theme, voice, group, channel in SAYINGS]
    random.Random(2).shuffle(shuffled)
    assert table(shuffled) == told


def test_who_says_the_same_again_changes_only_the_count_of_texts(told):
    again = table([*SAYINGS, *[SAYINGS[0]] * 30])
    texts = {"texts": 0, "of_texts": 0.0}
    for line, before in zip(again.themes, told.themes, strict=True):
        assert [replace(one, **texts) for one in line.cells if one] == [
            replace(one, **texts) for one in before.cells if one
        ]
    assert cell(again, "a.1", "Association").texts == 70


def test_a_cell_of_a_few_voices_is_masked_with_another_of_its_line():
    found = table([*people("x", a=30, b=3, c=30), *people("y", a=30, b=30, c=40)])
    masked = {line.theme: [one is None for one in line.cells] for line in found.themes}
    assert masked["b"] == [True, True]
    assert found.masked == 4


def test_groups_whose_cells_would_be_masked_are_counted_together():
    small = [one for name in "rst" for one in people(name, a=3, b=3)]
    found = table([*people("x", a=30, b=30), *people("y", a=30, b=30), *small])
    assert [one.name for one in found.groups] == ["x", "y", ""]
    assert not found.masked


def test_groups_too_small_to_be_named_are_told_together_or_left_out():
    large = people("x", a=9, b=9), people("y", a=9, b=9)
    three = [*people("r", a=2), *people("s", a=2), *people("t", a=2)]
    found = table([*large[0], *large[1], *three])
    assert [(one.name, one.is_rest, one.voices) for one in found.groups] == [
        ("x", False, 18),
        ("y", False, 18),
        ("", True, 6),
    ]
    nobody_knows = people("", a=4)
    found = table([*large[0], *large[1], *three[:2], *nobody_knows])
    assert [one.name for one in found.groups] == ["x", "y"]
    assert found.left_out == 6
    # Two people alone could be told from the others by subtraction.
    assert table([*large[0], *large[1], *three[:2]]).groups[-1].voices == 20


def test_many_groups_are_named_up_to_a_number():
    found = table([one for n in range(20) for one in people(f"g{n:02}", a=5 + n % 2, b=5)])
    assert len(found.groups) == MOST_GROUPS + 1
    assert found.groups[-1].is_rest


def test_somebody_who_ticked_two_boxes_is_in_both():
    both = [(theme, voice, joined(["x", "y"]), "") for theme, voice, *_ in people("", a=6, b=6)]
    found = table([*both, *people("x", a=6)])
    assert [(one.name, one.voices) for one in found.groups] == [("x", 18), ("y", 12)]
    assert parts_of(joined([" x ", "y", "", "x"])) == ("x", "y")


@pytest.mark.parametrize(
    ("sayings", "reason"),
    [
        ([], Reason.NO_TEXT),
        (people("x", a=9), Reason.ONE_THEME),
        (people("x", a=9, b=9), Reason.ONE_GROUP),
        ([*people("x", a=9, b=9), *people("y", a=3)], Reason.ONE_GROUP),
        (people("", a=9, b=9), Reason.ONE_GROUP),
    ],
)
def test_what_cannot_be_compared_is_said(sayings, reason):
    assert table(sayings) == TooLittle("group", reason)


def test_the_channel_is_an_attribute_like_others():
    _result, documents = said(SAYINGS)
    assert attribute_names(documents) == ("channel", "group")
    assert [one.name for one in table(attribute="channel").groups] == ["form", "room"]


def test_progress_may_stop_it():
    def stop(part: float, step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        table(progress=stop)
