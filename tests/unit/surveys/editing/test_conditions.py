"""Conditions picked from lists, and back; limits as parts of a rule."""

from __future__ import annotations

import pytest

from surveys.editing import (
    Comparison,
    Condition,
    Limits,
    condition_of,
    formula_of,
    limits_of,
    with_limits,
)
from surveys.editing.limits import CHOSEN, NUMBER
from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.problems import AnswerError
from tests.unit.surveys.making import question, survey

SURVEY = survey(
    question("q", "select_one", list_name="colours", or_other=True),
    question("m", "select_multiple", list_name="colours"),
    question("n", "integer"),
    question("ok", "acknowledge"),
    question("t", "text"),
)

BOTH_WAYS = [
    ("${q} = 'red'", Condition((Comparison("q", "is", "red"),))),
    ("${q} = 'other'", Condition((Comparison("q", "is", "other"),))),
    ("${q} != 'red'", Condition((Comparison("q", "is_not", "red"),))),
    ("selected(${m}, 'red')", Condition((Comparison("m", "includes", "red"),))),
    ("not(selected(${m}, 'red'))", Condition((Comparison("m", "excludes", "red"),))),
    ("count-selected(${m}) >= 2", Condition((Comparison("m", "count_ge", "2"),))),
    ("${n} >= 3", Condition((Comparison("n", "ge", "3"),))),
    ("${n} < 2.5", Condition((Comparison("n", "lt", "2.5"),))),
    ("${t} = ''", Condition((Comparison("t", "empty"),))),
    ("${t} != ''", Condition((Comparison("t", "answered"),))),
    ("${ok} = 'OK'", Condition((Comparison("ok", "ticked"),))),
    (
        "${n} > 1 and ${q} = 'red' and ${t} != ''",
        Condition(
            (Comparison("n", "gt", "1"), Comparison("q", "is", "red"), Comparison("t", "answered"))
        ),
    ),
    (
        "${n} = 1 or ${n} = 2",
        Condition((Comparison("n", "eq", "1"), Comparison("n", "eq", "2")), "or"),
    ),
]


@pytest.mark.parametrize(("text", "condition"), BOTH_WAYS)
def test_a_condition_is_written_and_read_again(text, condition):
    assert formula_of(condition).text == text
    assert condition_of(Formula.parse(text), SURVEY) == condition


@pytest.mark.parametrize(
    "text",
    [
        "${q} = 'nowhere'",
        "${absent} = 'red'",
        "${n} > ${n}",
        "${n} + 1 > 2",
        "if(${n} > 1, 1, 0)",
        "${n} > 1 and (${q} = 'red' or ${q} = 'blue')",
        "today() > '2022-01-01'",
        "not(${n} > 1)",
        "selected(${q}, ${t})",
        "true()",
        "'x'",
        ". > 2",
    ],
)
def test_what_lists_cannot_say_stays_an_expression(text):
    assert condition_of(Formula.parse(text), SURVEY) is None


def test_a_number_that_is_none_is_refused():
    with pytest.raises(AnswerError):
        formula_of(Condition((Comparison("n", "ge", "beaucoup"),)))


def test_a_code_with_a_quotation_mark_stays_a_text():
    written = formula_of(Condition((Comparison("q", "is", "l'un"),)))
    assert written.tree == {"op": "=", "args": [{"ref": "q"}, "l'un"]}


@pytest.mark.parametrize(
    ("text", "subject", "limits"),
    [
        (". >= 0 and . <= 100", NUMBER, Limits("0", "100")),
        (". >= 0", NUMBER, Limits("0")),
        ("count-selected(.) <= 3", CHOSEN, Limits("", "3")),
        (". > 0", NUMBER, Limits(rest=". > 0")),
        (". >= 1 and . != 13", NUMBER, Limits("1", "", ". != 13")),
        ("regex(., '^a')", NUMBER, Limits(rest="regex(., '^a')")),
        (". >= ${a}", NUMBER, Limits(rest=". >= ${a}")),
        (". >= 1 or . <= 0", NUMBER, Limits(rest=". >= 1 or . <= 0")),
    ],
)
def test_limits_are_taken_out_of_a_rule_and_put_back(text, subject, limits):
    assert limits_of(Formula.parse(text), subject) == limits
    assert with_limits(limits, subject) == Formula.parse(text)


def test_a_rule_keeps_its_meaning_beside_limits():
    whole = with_limits(Limits("1", "", ". = 3 or . = 4"), NUMBER)
    assert whole is not None
    assert whole.text == ". >= 1 and (. = 3 or . = 4)"
    with pytest.raises(AnswerError):
        with_limits(Limits("un"), NUMBER)
    with pytest.raises(ExpressionError):
        with_limits(Limits("1", "", ". = "), NUMBER)
    assert with_limits(Limits(), NUMBER) is None
