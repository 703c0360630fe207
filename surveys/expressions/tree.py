"""The shape of a parsed expression: plain values that `json.dumps` takes as they are.

    "text"                                  a string literal
    12.5                                    a number literal, always a float
    {"ref": "age"}                          an answer; {"ref": "."} is that of the question itself
    {"op": "+", "args": [tree, tree, …]}    an operator; `neg` has one argument
    {"call": "selected", "args": […]}       a function

A run of the same operator is one node, read from the left: `a - b - c` has three arguments.
That keeps the sum of a hundred scores two levels deep. Comparisons always have two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

Tree: TypeAlias = str | float | dict[str, Any]

CURRENT = "."
NEGATION = "neg"

# From the loosest to the tightest. Source: XPath 1.0, section 3.5.
PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    NEGATION: 7,
}
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
# Those whose runs are one node.
RUNS = frozenset(PRECEDENCE) - COMPARISONS - {NEGATION}


def nodes(tree: Tree) -> Iterator[tuple[Tree, int]]:
    """Every node with its depth, the root first at depth 1. Needs no deep stack."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if isinstance(node, dict):
            waiting.extend((child, depth + 1) for child in node.get("args", ()))
