from __future__ import annotations

import json

import pytest

from surveys.expressions import ExpressionError, evaluate, parse, unparse
from tests.unit.surveys.expressions.vector_table import (
    ERRORS,
    VALUES,
    Vector,
    expected,
    named,
    same,
    scope_of,
)


@pytest.mark.parametrize("vector", VALUES, ids=named)
def test_an_expression_has_its_value(vector: Vector) -> None:
    scope = scope_of(vector)
    value = evaluate(parse(vector["expression"]), scope)
    assert same(value, expected(vector)), value
    if vector.get("problem"):
        assert len(scope.problems) == 1
    elif "browser" not in vector:
        assert scope.problems == []


@pytest.mark.parametrize("vector", ERRORS, ids=named)
def test_what_cannot_be_read_is_named_with_its_place(vector: Vector) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(vector["expression"])
    assert (caught.value.message, caught.value.offset) == (vector["error"], vector["offset"])
    assert str(caught.value) == vector["error"]


@pytest.mark.parametrize("vector", VALUES, ids=named)
def test_a_tree_passes_through_json_and_through_its_own_text(vector: Vector) -> None:
    tree = parse(vector["expression"])
    assert json.loads(json.dumps(tree, allow_nan=False)) == tree
    assert parse(unparse(tree)) == tree


def test_the_table_holds_at_least_150_vectors() -> None:
    assert len(VALUES) + len(ERRORS) >= 150
