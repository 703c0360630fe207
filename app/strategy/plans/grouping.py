"""The actions of a plan as its views arrange them: by objective, by lead, by state, by place."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.models import ActionState
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.progress import Progress, progress_of
from app.strategy.queries import TreeNode


@dataclass(frozen=True)
class Group:
    """Actions under one heading; without `name`, those that have none."""

    name: str
    actions: tuple[ActionLine, ...]

    @property
    def progress(self) -> Progress | None:
        return progress_of(self.actions)

    @property
    def budget(self) -> int:
        return sum(one.budget or 0 for one in self.actions)


@dataclass(frozen=True)
class Branch:
    """A line of the strategy with the actions that serve it, and the lines below."""

    node: TreeNode
    actions: tuple[ActionLine, ...]
    children: tuple[Branch, ...]
    progress: Progress | None


def branches_of(
    tree: Iterable[TreeNode],
    actions: Sequence[ActionLine],
    progress: Mapping[uuid.UUID, Progress],
) -> tuple[Branch, ...]:
    """The lines of the strategy that have actions, in its order: an action stands below each
    objective that it serves, or where it was written if it serves none."""
    at: dict[uuid.UUID, list[ActionLine]] = defaultdict(list)
    for action in actions:
        for node_id in [one.id for one in action.objectives] or [action.node_id]:
            at[node_id].append(action)

    def grow(node: TreeNode) -> Branch | None:
        grown = [grow(child) for child in node.children]
        below = tuple(one for one in grown if one is not None)
        here = tuple(at.get(node.id, ()))
        return Branch(node, here, below, progress.get(node.id)) if here or below else None

    roots = [grow(root) for root in tree]
    return tuple(one for one in roots if one is not None)


def by_lead(actions: Sequence[ActionLine]) -> list[Group]:
    """By the name of the lead; those without a lead last."""
    return _grouped(actions, lambda one: one.lead.name if one.lead else "")


def by_state(actions: Sequence[ActionLine]) -> dict[ActionState, tuple[ActionLine, ...]]:
    """Every state with its actions."""
    return {state: tuple(one for one in actions if one.state is state) for state in ActionState}


def tiles_of(actions: Sequence[ActionLine], territories: Sequence[str]) -> list[Group]:
    """Every territory with the specific actions that name it; then those that no list knows."""
    named = dict.fromkeys([*territories, *(t for one in actions for t in one.territories)])
    return [Group(name, tuple(one for one in actions if name in one.territories)) for name in named]


def _grouped(actions: Sequence[ActionLine], name_of: Callable[[ActionLine], str]) -> list[Group]:
    found: dict[str, list[ActionLine]] = defaultdict(list)
    for one in actions:
        found[name_of(one)].append(one)
    names = sorted(found, key=lambda name: (not name, name.casefold()))
    return [Group(name, tuple(found[name])) for name in names]
