"""Which questions an expression asks about."""

from __future__ import annotations

from surveys.expressions.tree import CURRENT, Tree, nodes


def references(tree: Tree) -> frozenset[str]:
    """The names of the questions and repeats in the tree, without the current question.

    A name that the questionnaire does not have is found with this when it is checked: at run time
    it would only be an empty answer.
    """
    names = (node["ref"] for node, _ in nodes(tree) if isinstance(node, dict) and "ref" in node)
    return frozenset(name for name in names if name != CURRENT)
