from __future__ import annotations

import json

import pytest

from surveys.expressions import ExpressionError, Scope, Tree, evaluate, parse, references, unparse
from tests.unit.surveys.expressions.vector_table import TODAY


def test_a_run_of_one_operator_is_one_node() -> None:
    assert parse("1 - 2 - ${a}") == {"op": "-", "args": [1.0, 2.0, {"ref": "a"}]}
    assert parse("(1 - 2) - 3") == {"op": "-", "args": [{"op": "-", "args": [1.0, 2.0]}, 3.0]}
    assert parse("1 + 2 - 3") == {"op": "-", "args": [{"op": "+", "args": [1.0, 2.0]}, 3.0]}


def test_a_comparison_has_two_sides() -> None:
    assert parse("1 = 2 = 3") == {"op": "=", "args": [{"op": "=", "args": [1.0, 2.0]}, 3.0]}


def test_references_are_the_names_without_the_current_question() -> None:
    tree = parse("if(. = ${a}, sum(${b.c}), -${a} + position(..))")
    assert references(tree) == {"a", "b.c"}
    assert references("a text") == frozenset()


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("((1))+(2*3)", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "(1 - 2) - 3"),
        ("-(1+2)", "-(1 + 2)"),
        ("- -1", "--1"),
        ("(1=2)=3", "1 = 2 = 3"),
        ("1=(2=3)", "1 = (2 = 3)"),
        ("(1 or 2) or 3", "(1 or 2) or 3"),
        ("selected( ${ a } ,'x')", "selected(${a}, 'x')"),
        ('"it\'s"', '"it\'s"'),
        ("position( .. )", "position(..)"),
        ("007.50", "7.5"),
    ],
)
def test_the_canonical_text_has_the_fewest_brackets(written: str, canonical: str) -> None:
    assert unparse(parse(written)) == canonical


def test_a_text_with_both_quotes_keeps_its_value() -> None:
    text = unparse('l\'un dit "oui"')
    assert evaluate(parse(text), Scope({}, today=TODAY)) == 'l\'un dit "oui"'


def test_a_sum_of_a_thousand_scores_is_read() -> None:
    tree = parse("+".join("1" for _ in range(1_000)))
    assert evaluate(tree, Scope({}, today=TODAY)) == 1_000.0


HOSTILE = [
    "(" * 5_000,
    "(" * 4_999 + "1" + ")" * 4_999,
    "-" * 9_999 + "1",
    "1" + "+1-1" * 2_400,
    "not(" * 2_000 + "1" + ")" * 2_000,
    "if(" * 3_000,
    "1=" * 4_999 + "1",
    "9" * 9_999,
    "'" + "a" * 9_999,
    "${" + "a" * 9_998,
    "a" * 10_000,
    "1" * 10_001,
    "." * 10_000,
    " " * 10_000,
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert 0 <= caught.value.offset <= len(text)


def test_what_is_as_deep_as_allowed_is_read_written_and_evaluated() -> None:
    tightening = "0 or 1 and 1 = 1 < 1 + 1 * -"
    deepest: Tree = ""
    for levels in range(1, 100):
        try:
            deepest = parse(f"{tightening}(" * levels + "1" + ")" * levels)
        except ExpressionError:
            break
    assert parse(unparse(deepest)) == deepest
    assert json.loads(json.dumps(deepest)) == deepest
    assert isinstance(evaluate(deepest, Scope({}, today=TODAY)), bool)
