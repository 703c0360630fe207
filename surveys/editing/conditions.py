"""Conditions picked from lists, as expressions; and simple expressions as picks again."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.expressions import Tree, unparse
from surveys.formula import Formula
from surveys.model import Question, Survey
from surveys.types.acknowledge import OK
from surveys.types.numbers import read_number
from surveys.types.other import offered

COMPARED = {"lt": "<", "le": "<=", "eq": "=", "ne": "!=", "ge": ">=", "gt": ">"}
COUNTS = {"count_eq": "=", "count_ge": ">=", "count_le": "<="}

VALUED = frozenset({*COMPARED, *COUNTS})
"""Operators that want a number beside them."""

_ANSWERED = ("answered", "empty")
_OPERATORS: dict[str, tuple[str, ...]] = {
    "select_one": ("is", "is_not", *_ANSWERED),
    "likert": ("is", "is_not", *_ANSWERED),
    "select_multiple": ("includes", "excludes", *COUNTS, *_ANSWERED),
    "rank": ("includes", "excludes", *_ANSWERED),
    "organisation": ("is", "is_not", *_ANSWERED),
    "integer": (*COMPARED, *_ANSWERED),
    "decimal": (*COMPARED, *_ANSWERED),
    "range": (*COMPARED, *_ANSWERED),
    "calculate": (*COMPARED, *_ANSWERED),
    "acknowledge": ("ticked", "unticked"),
    "note": (),
}
_CALLS = {"includes": False, "excludes": True}


@dataclass(frozen=True)
class Comparison:
    """One comparison: the answer of a question with a choice, a number, or nothing."""

    question: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Condition:
    """Tests that must hold: all of them (`and`), or one at least (`or`)."""

    tests: tuple[Comparison, ...]
    joined: str = "and"


def operators_for(question: Question) -> tuple[str, ...]:
    """Return what can be asked of a question's answer."""
    return _OPERATORS.get(question.type, _ANSWERED)


def formula_of(condition: Condition) -> Formula:
    """Return the expression of a condition that has one test at least.

    Raises AnswerError (not_a_number) for a number that is none.
    """
    trees = [_tree(test) for test in condition.tests]
    whole = trees[0] if len(trees) == 1 else {"op": condition.joined, "args": trees}
    return Formula.parse(unparse(whole))


def _tree(test: Comparison) -> Tree:
    ref: Tree = {"ref": test.question}
    if test.operator in COMPARED:
        return {"op": COMPARED[test.operator], "args": [ref, read_number(test.value)]}
    if test.operator in COUNTS:
        counted = {"call": "count-selected", "args": [ref]}
        return {"op": COUNTS[test.operator], "args": [counted, read_number(test.value)]}
    if test.operator in _CALLS:
        call: Tree = {"call": "selected", "args": [ref, test.value]}
        return {"call": "not", "args": [call]} if _CALLS[test.operator] else call
    symbol, value = {
        "is": ("=", test.value),
        "is_not": ("!=", test.value),
        "ticked": ("=", OK),
        "unticked": ("!=", OK),
        "answered": ("!=", ""),
        "empty": ("=", ""),
    }[test.operator]
    return {"op": symbol, "args": [ref, value]}


def condition_of(formula: Formula, survey: Survey) -> Condition | None:
    """Return the picks that give this expression; None when it says more than lists can."""
    tree = formula.tree
    joined = tree["op"] if isinstance(tree, dict) and tree.get("op") in {"and", "or"} else ""
    parts: Sequence[Tree] = tree["args"] if joined and isinstance(tree, dict) else [tree]
    tests = [_test(part, survey) for part in parts]
    found = tuple(test for test in tests if test is not None)
    return Condition(found, joined or "and") if len(found) == len(tests) else None


def _test(tree: Tree, survey: Survey) -> Comparison | None:
    test = _read(tree, survey)
    if test is None or test.question not in survey.questions:
        return None
    question = survey.questions[test.question]
    if test.operator not in operators_for(question):
        return None
    if test.operator in {"is", "is_not", "includes", "excludes"}:
        codes = {choice.name for choice in offered(question, survey.choices(question))}
        return test if test.value in codes else None
    return test


def _read(tree: Tree, survey: Survey) -> Comparison | None:
    if not isinstance(tree, dict):
        return None
    if tree.get("call") == "not" and len(tree["args"]) == 1:
        inside = _read(tree["args"][0], survey)
        if inside is not None and inside.operator == "includes":
            return Comparison(inside.question, "excludes", inside.value)
        return None
    if tree.get("call") == "selected":
        who, what = tree["args"]
        name = _name(who)
        return Comparison(name, "includes", what) if name and isinstance(what, str) else None
    if "op" in tree and len(tree["args"]) == 2:
        left, right = tree["args"]
        return _compared(tree["op"], left, right, survey)
    return None


def _compared(symbol: str, left: Tree, right: Tree, survey: Survey) -> Comparison | None:
    if isinstance(left, dict) and left.get("call") == "count-selected":
        name = _name(left["args"][0])
        operator = next((key for key, each in COUNTS.items() if each == symbol), "")
        return Comparison(name, operator, _number(right)) if name and _is_number(right) else None
    name = _name(left)
    if not name:
        return None
    if _is_number(right):
        operator = next((key for key, each in COMPARED.items() if each == symbol), "")
        return Comparison(name, operator, _number(right)) if operator else None
    if symbol not in {"=", "!="} or not isinstance(right, str):
        return None
    same = symbol == "="
    if right == "":
        return Comparison(name, "empty" if same else "answered")
    question = survey.questions.get(name)
    if question is not None and question.type == "acknowledge":
        return Comparison(name, "ticked" if same else "unticked") if right == OK else None
    return Comparison(name, "is" if same else "is_not", right)


def _name(tree: Tree) -> str:
    found = tree.get("ref", "") if isinstance(tree, dict) else ""
    return "" if found == "." else str(found)


def _is_number(tree: Tree) -> bool:
    return isinstance(tree, int | float)


def _number(tree: Tree) -> str:
    return f"{tree:g}" if isinstance(tree, int | float) else ""
