"""What holds for every text, every tree and every answer."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import (
    ExpressionError,
    Scope,
    Tree,
    evaluate,
    parse,
    references,
    to_number,
    to_text,
    truth,
    unparse,
)
from surveys.expressions.signatures import ARGUMENTS, OVER_REFERENCES
from surveys.expressions.tree import COMPARISONS, RUNS
from tests.unit.surveys.expressions.vector_table import ALL, TODAY

NAMES = ("a", "b", "kids", "name", "age")

literals = st.one_of(
    st.text(max_size=8).filter(lambda text: "'" not in text or '"' not in text),
    st.floats(min_value=0, allow_infinity=False, allow_nan=False).map(abs),
    st.sampled_from(["", "2024-02-29", "9999-12-31", "1,5", "a b", "-3"]),
)
questions = st.sampled_from([*NAMES, "."]).map(lambda name: {"ref": name})


def _larger(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def call(name: str) -> st.SearchStrategy[Tree]:
        fewest, most = ARGUMENTS[name]
        arguments = questions if name in OVER_REFERENCES else trees
        if name == "regex":
            patterns = st.sampled_from(["a+", "[0-9]{2}", "(a|b)*", r"\p{L}*", "(a+)+$"])
            return st.tuples(trees, patterns | questions).map(
                lambda pair: {"call": "regex", "args": list(pair)}
            )
        counted = st.lists(
            arguments, min_size=fewest, max_size=fewest + 2 if most is None else most
        )
        return counted.map(lambda found: {"call": name, "args": found})

    runs = st.builds(
        lambda op, args: {"op": op, "args": args},
        st.sampled_from(sorted(RUNS)),
        st.lists(trees, min_size=2, max_size=4),
    )
    comparisons = st.builds(
        lambda op, one, other: {"op": op, "args": [one, other]},
        st.sampled_from(sorted(COMPARISONS)),
        trees,
        trees,
    )
    negations = trees.map(lambda tree: {"op": "neg", "args": [tree]})
    calls = st.sampled_from(sorted(ARGUMENTS)).flatmap(call)
    positions = st.just({"call": "position", "args": []})
    return st.one_of(runs, comparisons, negations, calls, positions)


trees: st.SearchStrategy[Tree] = st.recursive(literals | questions, _larger, max_leaves=12)

stored = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.floats(),
        st.integers(),
        st.just(10**400),
        st.text(max_size=10),
        st.dates(),
        st.decimals().filter(lambda number: not number.is_snan()),
        st.just(Decimal("sNaN")),
        st.lists(st.text(max_size=5), max_size=3),
    ),
    lambda inner: st.lists(
        st.dictionaries(st.sampled_from(NAMES), inner, max_size=3) | inner, max_size=3
    ),
    max_leaves=10,
)
scopes = st.builds(
    lambda values, current, path: Scope(values, current, path, today=TODAY),
    st.dictionaries(st.sampled_from(NAMES), stored, max_size=4),
    st.none() | st.text(max_size=10) | st.floats() | st.booleans() | st.lists(st.text(max_size=5)),
    st.none()
    | st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-1, 3)), max_size=3).map(tuple),
)

FRAGMENTS = sorted({piece for vector in ALL for piece in vector["expression"].split()})
almost = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=12).map(" ".join)


@given(st.text(max_size=200) | almost)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = None
    try:
        tree = parse(text)
    except ExpressionError as error:
        refused = error
    if refused is None:
        assert parse(unparse(tree)) == tree
    else:
        assert 0 <= refused.offset <= len(text)
        assert refused.message.endswith(".")


@given(trees)
def test_any_tree_is_read_back_from_its_text(tree: Tree) -> None:
    assert parse(unparse(tree)) == tree
    assert references(tree) <= set(NAMES)


@given(trees, scopes)
def test_any_tree_has_a_value_on_any_answers(tree: Tree, scope: Scope) -> None:
    value: Any = evaluate(tree, scope)
    assert isinstance(value, str | float | bool | list)
    assert isinstance(to_text(value), str)
    assert isinstance(to_number(value), float)
    assert isinstance(truth(value), bool)
    json.dumps(value)
