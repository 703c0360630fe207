"""Actions and trees without a database."""

from __future__ import annotations

import uuid
from typing import Any

from app.models import ActionFate, ActionState, NodeKind
from app.models.types import new_id
from app.strategy.plans.action_lines import ActionLine, Served
from app.strategy.queries import TreeNode


def action(**values: Any) -> ActionLine:
    """An action that is proposed, with nothing said of it but its title."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "plan_id": new_id(),
        "node_id": new_id(),
        "code": "A1",
        "position": 1,
        "version": 1,
        "title": "Former",
        "description": "",
        "state": ActionState.PROPOSED,
        "reason": "",
        "fate": ActionFate.ADDED,
        "fate_reason": "",
        "is_specific": False,
        "territories": (),
        "kinds": (),
        "is_market": False,
        "starts_on": None,
        "ends_on": None,
        "budget": None,
        "priority": None,
        "weight": 1,
        "progress": 0,
    }
    return ActionLine(**{**usual, **values})


def node(*children: TreeNode, kind: NodeKind = NodeKind.OBJECTIVE) -> TreeNode:
    node_id: uuid.UUID = new_id()
    return TreeNode(node_id, kind, node_id.hex[-6:], "Une ligne", children)


def served(*nodes: TreeNode) -> tuple[Served, ...]:
    return tuple(Served(one.id, one.code, one.title) for one in nodes)
