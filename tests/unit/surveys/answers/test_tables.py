"""Answers as rows of a table, and read again."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answers import count_entries, layout_of, read_row, settle
from surveys.answers.address import instance_at
from surveys.answers.table import MOST_COLUMNS, entries_named
from surveys.model import Group, Question, Repeat, Survey, walk
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.value import RawAnswer
from surveys.yaml_form import read_yaml
from tests.unit.surveys.generating import surveys
from tests.unit.surveys.making import TODAY, question, survey

TEXTS = ("=1+1", "'=x", "''", "déjà vu\nà la ligne", "0", "x" * 30, "@moi", "\u202f’")


def _answers(made: Survey, pick: random.Random) -> dict[str, object]:
    """Answers as a page would have kept them: every question that is asked was answered or left."""

    def inside(items) -> dict[str, object]:
        found: dict[str, object] = {}
        for item in items:
            if isinstance(item, Group):
                found |= inside(item.items)
            elif isinstance(item, Repeat):
                found[item.name] = [inside(item.items) for _ in range(pick.randint(0, 3))]
            elif type_named(item.type).answered:
                found[item.name] = _answer(made, item, pick)
        return found

    return inside(made.items)


def _answer(made: Survey, asked: Question, pick: random.Random):
    kind = type_named(asked.type)
    choices = made.choices(asked)
    names = [choice.name for choice in choices]
    raws = {
        "text": RawAnswer.of(pick.choice(TEXTS)),
        "hidden": RawAnswer.of(pick.choice(TEXTS)),
        "integer": RawAnswer.of(str(pick.randint(-9, 9))),
        "decimal": RawAnswer.of(pick.choice(["0,1", "-3.25", "0.00001"])),
        "range": RawAnswer.of(str(pick.randrange(0, 11, 2))),
        "date": RawAnswer.of("2022-02-03"),
        "time": RawAnswer.of("14h30"),
        "acknowledge": RawAnswer.of("OK"),
        "organisation": RawAnswer.of(name="Les Prés", siret="73282932000074"),
    }
    if names:
        some = tuple(pick.sample(names, pick.randint(1, len(names))))
        raws["select_multiple"] = RawAnswer(some)
        raws["rank"] = RawAnswer(some)
        raws["select_one"] = raws["likert"] = RawAnswer.of(pick.choice(names))
        if asked.or_other and asked.type in ("select_one", "select_multiple"):
            raws[asked.type] = RawAnswer(("other",), {"other": "=autre"})
    raw = raws.get(asked.type)
    if raw is None or pick.random() < 0.2:
        return None
    try:
        return kind.read(raw, asked, choices)
    except AnswerError:
        return None


def _without_empty_ends(items, answers):
    """Entries at the end that hold nothing but calculations are no entries."""
    for item in items:
        if isinstance(item, Group):
            _without_empty_ends(item.items, answers)
        elif isinstance(item, Repeat):
            instances = answers.get(item.name, [])
            for instance in instances:
                _without_empty_ends(item.items, instance)
            computed = {place.item.name for place in walk(item.items) if _is_computed(place.item)}
            while instances and not any(
                value not in (None, []) and name not in computed
                for name, value in instances[-1].items()
            ):
                instances.pop()
    return answers


def _answered(answers):
    """The answers without the blanks: an empty cell does not tell a question that was left empty
    from one in an entry that nobody ever saw (those of a repeat with a fixed number)."""
    return {
        name: [_answered(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in answers.items()
        if value is not None
    }


def _is_computed(item) -> bool:
    return isinstance(item, Question) and item.type == "calculate"


def _entries(made: Survey, answers) -> dict[str, int]:
    entries: dict[str, int] = {}
    count_entries(made.items, answers, entries)
    return entries


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(), st.integers(0, 10**9))
def test_answers_read_back_from_their_row_as_they_were(made: Survey, seed: int) -> None:
    first = settle(made, _answers(made, random.Random(seed)), TODAY).answers
    kept = settle(made, _without_empty_ends(made.items, first), TODAY).answers
    layout = layout_of(made, _entries(made, kept), "fr")
    row = layout.row(kept)
    assert len(row) == len(layout.columns) == len({column.name for column in layout.columns})
    # A table with the columns of other people's entries gives the same answers.
    wide = layout_of(made, entries_named([column.name for column in layout.columns]), "fr")
    assert wide.columns == layout.columns
    result = read_row(layout, row, TODAY, may_be_blank=True)
    refused = {where for where, error in result.errors.items() if error.code != "constraint"}
    assert not refused
    assert not result.not_asked
    assert layout.row(result.answers) == row
    assert _answered(result.answers) == _answered(kept)


FORM = """
code: essai
title: Essai
lists: {oui_non: {oui: Oui, non: Non}, tailles: {p: Petite, g: Grande}}
items:
  - select_one: employeur
    list: oui_non
    label: Employeur ?
    required: yes
  - integer: salaries
    label: Combien ?
    relevant: ${employeur} = 'oui'
    constraint: . > 0
  - repeat: projets
    label: Projets
    items:
      - text: titre
        label: Titre
      - select_one: taille
        list: tailles
        label: Taille
"""


def _row(**cells):
    made = read_yaml(FORM)
    layout = layout_of(made, {"projets": 2})
    return read_row(layout, [cells.get(c.name) for c in layout.columns], TODAY)


def test_an_answer_to_a_question_that_is_not_asked_is_told_and_not_kept() -> None:
    result = _row(employeur="non", salaries=3.0)
    assert result.not_asked == ("salaries",)
    assert "salaries" not in result.answers
    assert not result.errors


def test_what_breaks_a_rule_is_an_error_of_its_column() -> None:
    assert _row(employeur="oui", salaries=-3.0).errors["salaries"].code == "constraint"
    assert _row(employeur="oui", salaries="trois").errors["salaries"].code == "not_an_integer"
    assert _row(employeur="peut-être").errors["employeur"].code == "unknown_choice"
    assert _row(salaries=3.0).errors["employeur"].code == "required"


def test_an_error_in_an_entry_keeps_the_address_of_its_column() -> None:
    result = _row(employeur="non", **{"projets/1/taille": "énorme"})
    assert set(result.errors) == {"projets/1/taille"}


def test_a_choice_that_the_filter_leaves_out_is_refused() -> None:
    made = survey(
        question("zone"),
        question("c", "select_one", list_name="colours", choice_filter="name = ${zone}"),
    )
    result = read_row(layout_of(made, {}), ["red", "blue"], TODAY)
    assert result.errors["c"].code == "unknown_choice"


def test_columns_that_would_have_one_name_are_told_apart() -> None:
    made = survey(
        question("a", "select_multiple", list_name="colours"), question("a.red"), question("b")
    )
    names = [column.name for column in layout_of(made, {}).columns]
    assert names == ["a.red", "a.green", "a.blue", "a.red#2", "b"]


def test_so_many_entries_that_a_table_would_burst_lose_their_last_ones() -> None:
    many = tuple(question(f"q{number}") for number in range(300))
    made = survey(Repeat("r", (*many, Repeat("s", many))))
    layout = layout_of(made, {"r": 100, **{f"r/{n}/s": 100 for n in range(100)}})
    assert len(layout.columns) <= MOST_COLUMNS
    assert layout.left_out
    assert instance_at({}, ()) == {}


def test_column_names_of_strangers_make_no_entries() -> None:
    odd = ["a/b/c", "a/-1/c", "a/99999999/c", "a/²/c", "/0/", "a/0", "r/1/t"]
    assert entries_named(odd) == {"": 1, "r": 2}
