"""What acts change in a codebook, and what they refuse."""

from __future__ import annotations

import uuid

import pytest

from app.models import ThemeState
from app.themes.codebook.acts.describing import Description, created, described
from app.themes.codebook.acts.merging import merged
from app.themes.codebook.acts.moving import moved
from app.themes.codebook.acts.setting_aside import set_aside
from app.themes.codebook.acts.undoing import themes_of
from app.themes.codebook.refusals import (
    HasChildren,
    IntoItself,
    NoTitle,
    TitleTaken,
    TooDeep,
    TooLong,
    UnderItself,
)
from app.themes.codebook.state import Changes, Codebook, applied, inverted, read, written
from app.themes.codebook.tree import check_tree, children

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))


def done(codebook: Codebook, changes: Changes) -> Codebook:
    after = applied(codebook, changes)
    check_tree(after, themes_of(changes))
    return after


@pytest.fixture
def codebook() -> Codebook:
    """Two themes, the first with a sub-theme that has one of its own."""
    made = Codebook()
    for theme_id, parent_id, title in ((A, None, "Eau"), (B, A, "Pluie"), (C, B, "Neige")):
        made = done(made, created(made, theme_id, parent_id, Description(title)))
    return done(made, created(made, D, None, Description("Toits")))


def test_what_is_written_of_an_act_is_read_again_and_its_contrary_restores_the_codebook(codebook):
    changes = merged(codebook, B, D)
    assert read(written(changes)) == changes
    assert applied(applied(codebook, changes), inverted(changes)) == codebook


def test_the_contrary_of_making_a_theme_sets_it_aside(codebook):
    changes = created(codebook, uuid.UUID(int=9), None, Description("Vents"))
    left = applied(applied(codebook, changes), inverted(changes))
    assert left.themes[uuid.UUID(int=9)].state is ThemeState.SET_ASIDE
    assert children(left, None) == [A, D]


def test_a_theme_goes_between_two_others_without_touching_them_until_there_is_no_room(codebook):
    touched = set()
    for _ in range(40):
        first, last = children(codebook, None)[0], children(codebook, None)[-1]
        changes = moved(codebook, last, None, first) or moved(codebook, last, None, None)
        touched.add(len(changes))
        codebook = done(codebook, changes)
    assert touched == {1}
    other = uuid.UUID(int=9)
    codebook = done(codebook, created(codebook, other, None, Description("Vents")))
    for _ in range(40):
        first, second, third = children(codebook, None)
        changes = moved(codebook, third, None, first)
        touched.add(len(changes))
        codebook = done(codebook, changes)
        assert children(codebook, None) == [first, third, second]
    assert touched == {1, 3}


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda book: moved(book, A, C, None), UnderItself),
        (lambda book: merged(book, A, B), IntoItself),
        (lambda book: merged(book, A, A), IntoItself),
        (lambda book: set_aside(book, A), HasChildren),
        (lambda book: described(book, A, Description(" ")), NoTitle),
        (lambda book: described(book, A, Description("x" * 201)), TooLong),
        (lambda book: described(book, D, Description(" EAU ")), TitleTaken),
        (lambda book: created(book, uuid.UUID(int=9), C, Description("Gel")), TooDeep),
        (lambda book: moved(book, A, D, None), TooDeep),
    ],
)
def test_what_makes_no_sense_is_refused(codebook, act, refusal):
    with pytest.raises(refusal):
        done(codebook, act(codebook))
