"""The least and the most that a question takes, as a part of its rule."""

from dataclasses import dataclass

from surveys.expressions import Tree, unparse
from surveys.expressions.tree import CURRENT
from surveys.formula import Formula
from surveys.types.numbers import read_number, written_number

NUMBER: Tree = {"ref": CURRENT}
CHOSEN: Tree = {"call": "count-selected", "args": [{"ref": CURRENT}]}

SUBJECTS: dict[str, Tree] = {
    "integer": NUMBER,
    "decimal": NUMBER,
    "select_multiple": CHOSEN,
}
"""What the limits of a type of question are about."""


@dataclass(frozen=True)
class Limits:
    """The least and the most, as written numbers, and the rest of the rule as an expression."""

    least: str = ""
    most: str = ""
    rest: str = ""


def limits_of(formula: Formula | None, subject: Tree) -> Limits:
    """Take a rule apart: `. >= 0 and . <= 100 and . != 13` is 0, 100 and `. != 13`."""
    if formula is None:
        return Limits()
    tree = formula.tree
    parts = tree["args"] if isinstance(tree, dict) and tree.get("op") == "and" else [tree]
    found = {">=": "", "<=": ""}
    rest = []
    for part in parts:
        symbol, bound = _bound(part, subject)
        if symbol and not found[symbol]:
            found[symbol] = bound
        else:
            rest.append(part)
    if len(rest) == len(parts):
        return Limits(rest=formula.text)
    whole = "" if not rest else unparse(rest[0] if len(rest) == 1 else {"op": "and", "args": rest})
    return Limits(found[">="], found["<="], whole)


def _bound(tree: Tree, subject: Tree) -> tuple[str, str]:
    """Return the sign and the number of `. >= 0`, nothing for another comparison."""
    if not isinstance(tree, dict) or tree.get("op") not in {">=", "<="}:
        return "", ""
    left, right = tree["args"]
    is_number = left == subject and isinstance(right, int | float)
    return (tree["op"], written_number(right)) if is_number else ("", "")


def with_limits(limits: Limits, subject: Tree) -> Formula | None:
    """Put a rule together. Raises AnswerError (not a number) and ExpressionError (the rest)."""
    parts: list[Tree] = []
    for symbol, written in ((">=", limits.least), ("<=", limits.most)):
        if written.strip():
            parts.append({"op": symbol, "args": [subject, read_number(written)]})
    rest = Formula.condition(limits.rest)
    if not parts:
        return rest
    if rest is not None:
        parts.append(rest.tree)
    return Formula.parse(
        unparse(parts[0] if len(parts) == 1 else {"op": "and", "args": _flat(parts)})
    )


def _flat(parts: list[Tree]) -> list[Tree]:
    """A run of `and` is one node (see `surveys.expressions.tree`)."""
    found: list[Tree] = []
    for part in parts:
        is_run = isinstance(part, dict) and part.get("op") == "and"
        found += part["args"] if is_run and isinstance(part, dict) else [part]
    return found
