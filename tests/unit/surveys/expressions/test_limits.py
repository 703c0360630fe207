from __future__ import annotations

from surveys.expressions import Scope, evaluate, parse, to_text
from tests.unit.surveys.expressions.vector_table import TODAY


def test_a_text_joined_to_itself_is_cut() -> None:
    scope = Scope({}, "a" * 100_000, today=TODAY)
    text = evaluate(parse(f"concat({', '.join('.' * 500)})"), scope)
    assert len(to_text(text)) == 1_000_000
    assert scope.problems


def test_two_large_repeats_are_compared_without_every_pair() -> None:
    values = {
        "one": [{"a": float(number)} for number in range(20_000)],
        "two": [{"b": float(-number)} for number in range(1, 20_000)],
    }
    scope = Scope(values, today=TODAY)
    assert evaluate(parse("${a} = ${b}"), scope) is False
    assert evaluate(parse("${a} < ${b}"), scope) is False
    assert evaluate(parse("${a} > ${b}"), scope) is True


def test_repeats_nested_without_end_are_left_alone() -> None:
    values: dict[str, object] = {"deep": 1.0}
    for _ in range(500):
        values = {"inside": [values]}
    assert evaluate(parse("count(${deep})"), Scope(values, today=TODAY)) == 0.0
