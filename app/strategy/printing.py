"""A strategy as one of the reference files: what was loaded is printed back as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from sqlalchemy.orm import Session

from app.models import NodeKind, Strategy
from app.strategy.queries import TreeNode, tree_of
from app.strategy.reference_files import AT_TOP, BELOW, LETTERS, NAMED, numbered

WIDTH = 120


def printed(session: Session, strategy: Strategy) -> str:
    """The YAML of a strategy, which `app.strategy.reference_files` reads. Lines that were set
    aside are left out."""
    document = as_document(strategy, tree_of(session, strategy.id))
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=WIDTH)


def as_document(strategy: Strategy, tree: Sequence[TreeNode]) -> dict[str, Any]:
    """The same as plain data: its source, and its lines by their kinds."""
    document: dict[str, Any] = {"source": strategy.source}
    for key, kind in AT_TOP.items():
        if lines := [_whole(node) for node in tree if node.kind is kind]:
            document[key] = lines
    return document


def _whole(node: TreeNode) -> dict[str, Any]:
    line: dict[str, Any] = {"code": node.code, "label": node.title}
    if node.text:
        line["text"] = node.text
    for key, kind in BELOW.items():
        if children := node.of_kind(kind):
            line[key] = _listed(node, kind, children)
    return line


def _listed(parent: TreeNode, kind: NodeKind, children: Sequence[TreeNode]) -> Any:
    """In short, where reading it gives the same codes."""
    if kind is NodeKind.NEED and (needs := _needs(parent, children)) is not None:
        return needs
    return [
        child.title if kind in LETTERS and _is_short(parent, number, child) else _whole(child)
        for number, child in enumerate(children, start=1)
    ]


def _is_short(parent: TreeNode, number: int, child: TreeNode) -> bool:
    is_bare = not child.text and not child.children
    return is_bare and child.code == numbered(parent.code, child.kind, number)


def _needs(parent: TreeNode, needs: Sequence[TreeNode]) -> dict[str, str] | None:
    """Names and what they mean, where each need is both and no name is there twice."""
    parts = [need.title.split(NAMED, 1) for need in needs]
    if any(len(part) < 2 for part in parts) or len({part[0] for part in parts}) < len(parts):
        return None
    if not all(_is_short(parent, number, need) for number, need in enumerate(needs, start=1)):
        return None
    return dict(part for part in parts)
