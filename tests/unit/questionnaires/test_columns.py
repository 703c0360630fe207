"""Answers as distinct values, and as they are kept."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from app.questionnaires.results.answers import MOST_NARROWED, Answered, Entries
from app.questionnaires.results.columns import Column, Grouped, Pairs
from app.questionnaires.results.kept_answers import as_bytes, from_bytes
from surveys.variables import NOT_ASKED


def test_each_distinct_answer_stands_once():
    column = Column.of(["oui", None, ["a", "b"], NOT_ASKED, "oui", ["a", "b"], 1, 1.0, True])
    assert [column.values[code] for code in column.codes][4:6] == ["oui", ["a", "b"]]
    assert len(column.values) == 7
    assert len(column.asked) == 8
    assert column.asked.answered == 7
    assert list(column.narrowed(column.where(lambda value: value == "oui"))) == ["oui", "oui"]


def test_pairs_count_people_who_are_in_several_categories():
    rows = Grouped.of(np.array([[1, 1, 0], [0, 0, 1]]), np.array([0, 1, 0]))
    columns = Grouped.of(np.array([[1, 0], [0, 1]]), np.array([0, 1, 1]))
    pairs = Pairs.of(rows, columns)
    assert pairs.table.tolist() == [[1, 1], [1, 1], [0, 1]]
    assert (pairs.row_people.tolist(), pairs.people) == ([2, 2, 1], 3)
    assert pairs.answered(1).table.tolist() == [[1], [1]]


@pytest.mark.parametrize("count", [0, 3])
def test_kept_answers_are_read_as_they_were(count):
    values = ["oui", NOT_ASKED, {"codes": ["a"], "other": "…"}][:count]
    answered = Answered(
        np.frombuffer(b"0123456789abcdef" * count, dtype="V16"),
        np.array([700_000] * count, dtype=np.int32),
        {"coopere": Column.of(values)},
        {"emplois": Entries(np.array([0, 0, 2][:count], dtype=np.int32), Column.of(values))},
    )
    read = from_bytes(as_bytes(answered))
    assert list(read.columns["coopere"]) == values
    entries = read.entries["emplois"]
    assert (entries.responses.tolist(), list(entries.answers)) == ([0, 0, 2][:count], values)
    assert (read.ids.tobytes(), read.days.tolist()) == (answered.ids.tobytes(), [700_000] * count)


def test_entries_stay_with_the_responses_that_pass_a_filter():
    answered = Answered(
        np.frombuffer(b"0123456789abcdef" * 4, dtype="V16"),
        np.array([700_000] * 4, dtype=np.int32),
        {},
        {"emplois": Entries(np.array([0, 1, 1, 3], dtype=np.int32), Column.of([4, 5, 4, 6]))},
    )
    found = answered.narrowed(np.array([False, True, False, True])).entries["emplois"]
    assert (found.responses.tolist(), list(found.answers)) == ([0, 0, 1], [5, 4, 6])
    assert found.answers.asked.given == [(4, 1), (5, 1), (6, 1)]


def test_the_same_filter_narrows_once_and_the_last_few_filters_are_remembered():
    answered = Answered(
        np.frombuffer(b"0123456789abcdef" * 3, dtype="V16"),
        np.array([700_000, 700_001, 700_002], dtype=np.int32),
        {"coopere": Column.of(["oui", "non", "oui"])},
        {},
    )

    def narrowed_to(value):
        return answered.narrowed_once(
            value, lambda: answered.column("coopere").where(lambda one: one == value)
        )

    yes = narrowed_to("oui")
    assert (list(yes.column("coopere")), len(yes)) == (["oui", "oui"], 2)
    assert yes.asked("coopere").given == [("oui", 2)]
    assert narrowed_to("oui") is yes
    assert answered.before(dt.date.fromordinal(700_001)) is answered.before(
        dt.date.fromordinal(700_001)
    )
    for other in range(MOST_NARROWED):
        narrowed_to(other)
    assert narrowed_to("oui") is not yes
