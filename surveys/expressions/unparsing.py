"""From a tree back to its canonical text."""

from __future__ import annotations

from surveys.expressions.signatures import POSITION
from surveys.expressions.tree import CURRENT, NEGATION, PRECEDENCE, RUNS, Tree
from surveys.expressions.values import to_text


def unparse(tree: Tree) -> str:
    """The text of a tree, with the fewest brackets; parsed again it gives the same tree."""
    if isinstance(tree, str):
        return _quoted(tree)
    if isinstance(tree, int | float):
        return to_text(float(tree))
    if "ref" in tree:
        return CURRENT if tree["ref"] == CURRENT else f"${{{tree['ref']}}}"
    if "call" in tree:
        if tree["call"] == POSITION:
            return f"{POSITION}(..)"
        return f"{tree['call']}({', '.join(unparse(argument) for argument in tree['args'])})"
    operator, arguments = tree["op"], tree["args"]
    if operator == NEGATION:
        return f"-{_operand(arguments[0], PRECEDENCE[NEGATION])}"
    first = _operand(arguments[0], PRECEDENCE[operator], operator if operator in RUNS else None)
    others = [_operand(argument, PRECEDENCE[operator] + 1) for argument in arguments[1:]]
    return f" {operator} ".join([first, *others])


def _operand(tree: Tree, precedence: int, run: str | None = None) -> str:
    """The text of an operand, in brackets when it binds less than its place asks.

    `run` is an operator whose bare text would join the run around it.
    """
    text = unparse(tree)
    if not isinstance(tree, dict) or "op" not in tree:
        return text
    if PRECEDENCE[tree["op"]] < precedence or tree["op"] == run:
        return f"({text})"
    return text


def _quoted(text: str) -> str:
    """A literal. The language has no escapes: a text with both quotes is put together."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"
