"""Whatever people do to a codebook, it stays a tree, loses no theme, and can be told again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import ThemeState
from app.themes.codebook.acts.approving import approved, joined, passed_over
from app.themes.codebook.acts.describing import Description, created, described
from app.themes.codebook.acts.merging import merged
from app.themes.codebook.acts.moving import moved
from app.themes.codebook.acts.setting_aside import set_aside
from app.themes.codebook.acts.undoing import Past, themes_of, undone
from app.themes.codebook.refusals import BuiltUpon, Refused, UndoneBefore
from app.themes.codebook.state import Changes, Codebook, applied, read, replayed, written
from app.themes.codebook.tree import LEVELS, above, check_tree

SOME = 6
TITLES = ("Eau", "Toits", "Voisins", "Trains")

ACTS = ("approve", "join", "pass", "create", "describe", "move", "merge", "aside")

Step = tuple[str, int, int, int]


def steps(*acts: str) -> st.SearchStrategy[list[Step]]:
    some = st.integers(0, SOME)
    return st.lists(st.tuples(st.sampled_from(acts), some, some, some), min_size=1, max_size=14)


class Told:
    """A codebook to which things are done, and its history."""

    def __init__(self) -> None:
        self.codebook = Codebook()
        self.history: list[Past] = []

    def do(self, step: Step) -> bool:
        """Whether it was done; what is refused leaves everything as it was."""
        act, *numbers = step
        undoes = self._event(numbers[0]) if act == "undo" else None
        try:
            changes = self._changes(act, undoes, *numbers)
            after = applied(self.codebook, changes)
            check_tree(after, themes_of(changes))
        except Refused:
            return False
        if changes:
            self.codebook = after
            self.history.append(Past(len(self.history) + 1, read(written(changes)), undoes))
        return bool(changes)

    def _changes(self, act: str, undoes: int | None, one: int, two: int, three: int) -> Changes:
        first, second = self._theme(one), self._theme(two)
        new = uuid.UUID(int=1000 + len(self.history))
        candidate, words = uuid.UUID(int=1 + one), Description(TITLES[three % len(TITLES)])
        acts: dict[str, Callable[[], Changes]] = {
            "approve": lambda: approved(self.codebook, candidate, new, second, words),
            "join": lambda: joined(self.codebook, candidate, second or new),
            "pass": lambda: passed_over(self.codebook, candidate),
            "create": lambda: created(self.codebook, new, first, words),
            "describe": lambda: described(self.codebook, first or new, words),
            "move": lambda: moved(self.codebook, first or new, second, self._theme(three)),
            "merge": lambda: merged(self.codebook, first or new, second or new),
            "aside": lambda: set_aside(self.codebook, first or new),
            "undo": lambda: undone(self.codebook, self.history, undoes) if undoes else (),
        }
        return acts[act]()

    def _theme(self, number: int) -> uuid.UUID | None:
        """One of the themes there are; none for 0."""
        there = sorted(self.codebook.themes)
        return there[number % len(there)] if number and there else None

    def _event(self, number: int) -> int | None:
        return self.history[-1 - number % len(self.history)].number if self.history else None


def seen(codebook: Codebook) -> tuple[dict[uuid.UUID, object], dict[uuid.UUID, object]]:
    """What people see: a theme that was set aside is as one that was never there."""
    themes = {
        theme_id: one
        for theme_id, one in codebook.themes.items()
        if one.state is not ThemeState.SET_ASIDE
    }
    return themes, dict(codebook.sources)


@given(steps(*ACTS, "undo"))
@settings(max_examples=150)
def test_after_any_sequence_of_acts_the_codebook_is_a_tree_that_its_history_tells(sequence) -> None:
    told = Told()
    for step in sequence:
        there = set(told.codebook.themes)
        told.do(step)
        assert there <= set(told.codebook.themes)
        _is_a_tree(told.codebook)
        assert replayed(one.changes for one in told.history) == told.codebook


def _is_a_tree(codebook: Codebook) -> None:
    for theme_id, one in codebook.themes.items():
        if one.state is ThemeState.MERGED:
            standing = codebook.themes[one.stands_for_id]
            assert standing.is_approved
            assert standing.stands_for_id == one.stands_for_id != theme_id
        if one.is_approved:
            way = list(above(codebook, theme_id))
            assert len(way) <= LEVELS
            assert all(codebook.themes[other].is_approved for other in way)
            assert one.stands_for_id == theme_id


@given(steps(*ACTS))
@settings(max_examples=60)
def test_undoing_from_the_last_act_to_the_first_shows_each_codebook_again(sequence) -> None:
    told, pictures = Told(), [seen(Codebook())]
    for step in sequence:
        if told.do(step):
            pictures.append(seen(told.codebook))
    for place in range(len(pictures) - 1, 0, -1):
        assert told.do(("undo", len(told.history) - place, 0, 0))
        assert seen(told.codebook) == pictures[place - 1]
        assert told.do(("undo", 0, 0, 0))  # done again
        assert seen(told.codebook) == pictures[place]
        assert told.do(("undo", 0, 0, 0))


@given(steps(*ACTS, "undo"))
@settings(max_examples=120)
def test_what_stands_in_the_way_of_undoing_is_named_and_can_be_undone(sequence) -> None:
    told = Told()
    for step in sequence:
        told.do(step)
    for one in list(told.history):
        _clear_the_way(told, one.number)


def _clear_the_way(told: Told, number: int) -> None:
    """Undo what is named to be in the way, and what is in the way of that, and so on."""
    for _ in range(3 * len(told.history) + 3):
        in_the_way, first = number, _in_the_way_of(told, number)
        while first is not None:
            assert first > in_the_way
            in_the_way, first = first, _in_the_way_of(told, first)
        if any(one.undoes == in_the_way for one in told.history):
            return
        assert told.do(("undo", len(told.history) - in_the_way, 0, 0))
        if in_the_way == number:
            return
    raise AssertionError("never free to be undone")


def _in_the_way_of(told: Told, number: int) -> int | None:
    try:
        undone(told.codebook, told.history, number)
    except BuiltUpon as error:
        return error.number
    except UndoneBefore:
        return None
    return None
