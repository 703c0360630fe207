"""The model, its formulas and its texts."""

import time

import pytest

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.languages import language_code
from surveys.model import Group, Repeat
from surveys.structure import loops, structure_problems
from surveys.texts import Texts
from tests.unit.surveys.making import question, survey


def test_a_text_falls_back_on_the_first_language() -> None:
    texts = Texts(fr="Bonjour ", en="Hello\r\nyou", de="  ")
    assert texts.text("en") == "Hello\nyou"
    assert texts.text("de") == texts.text() == "Bonjour"
    assert list(texts) == ["fr", "en"]
    assert Texts().text("fr") == ""
    assert texts == {"fr": "Bonjour", "en": "Hello\nyou"}


def test_languages_are_known_by_their_code() -> None:
    assert language_code("Français (fr)") == "fr"
    assert language_code("Español (es-MX)") == "es-MX"
    assert language_code(" English ") == "English"


def test_a_condition_may_be_a_plain_yes_or_no() -> None:
    assert Formula.condition("yes").always
    assert Formula.condition("TRUE").always
    assert Formula.condition("no") is None
    assert Formula.condition("${a} = 1").references == {"a"}
    with pytest.raises(ExpressionError):
        Formula.condition("${a} = ")


def test_a_filter_tells_columns_from_questions_texts_and_functions() -> None:
    formula = Formula.choice_filter("region = ${region} and not(selected(${a}, 'region')) or x=1")
    assert formula.columns == {"region", "x"}
    assert formula.references == {"region", "a"}
    with pytest.raises(ExpressionError) as caught:
        Formula.choice_filter("region = = 1")
    assert 0 <= caught.value.offset <= len("region = = 1")


def test_long_hostile_texts_are_looked_at_quickly() -> None:
    start = time.process_time()
    for text in ("${" * 15_000, "${" + " " * 30_000, "a:" * 15_000):
        structure_problems(survey(question(label=text)))
        with pytest.raises(ExpressionError):
            Formula.choice_filter(text)
    assert time.process_time() - start < 2


def test_every_item_knows_where_it_stands() -> None:
    made = survey(
        question("a"),
        Group("g", (Repeat("r", (question("b"),)),)),
        question("c"),
    )
    assert list(made.places) == ["a", "g", "r", "b", "c"]
    assert made.places["b"].groups == ("g", "r")
    assert made.places["b"].repeats == ("r",)
    assert list(made.questions) == ["a", "b", "c"]


def test_a_default_that_cannot_be_read_is_a_problem_and_never_an_exception() -> None:
    made = survey(question(default="pulldata('a')"))
    assert [problem.code for problem in structure_problems(made)] == ["bad_expression"]
    assert question(default="12 (environ)").default_formula is None


def test_loops_are_found_once_each_however_long() -> None:
    chain = {str(number): [str(number + 1)] for number in range(20_000)}
    assert loops(chain) == []
    ring = {**chain, "20000": ["0"]}
    assert len(loops(ring)) == 1
    assert loops({"a": ["a"], "b": ["c"], "c": ["b", "d"]}) == [("a", "a"), ("b", "c", "b")]


@pytest.mark.parametrize("name", ["1a", "a b", "a/b", "a#b", "a:b", "", "é!"])
def test_a_name_that_an_address_could_not_hold_is_refused(name: str) -> None:
    codes = {problem.code for problem in structure_problems(survey(question(name)))}
    assert codes <= {"bad_name", "no_name"}
    assert codes


def test_names_that_differ_only_by_their_capitals_are_refused() -> None:
    made = survey(question("age"), question("Age"))
    assert [problem.code for problem in structure_problems(made)] == ["duplicate_name"]
