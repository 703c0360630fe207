"""Progress up the tree: what the actions under a line, or for it, say of the line. No database."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models import ActionState
from app.strategy.plans.action_lines import ActionLine
from app.strategy.queries import TreeNode


@dataclass(frozen=True)
class Progress:
    """`percent` is the mean of the actions by their weight, in whole hundredths; of `of` actions
    that count, `done` are done."""

    percent: int
    done: int
    of: int


def progress_of(actions: Iterable[ActionLine]) -> Progress | None:
    """That of some actions together; None where none of them counts."""
    counted = [one for one in actions if one.counts]
    weight = sum(one.weight for one in counted)
    if not weight:
        return None
    reached = sum(one.weight * one.progress for one in counted)
    done = sum(one.state is ActionState.DONE for one in counted)
    # Half of a hundredth counts as a whole one; the last one only where all is done.
    percent = 100 if reached == 100 * weight else min(99, (2 * reached + weight) // (2 * weight))
    return Progress(percent, done, len(counted))


def progress_above(
    actions: Sequence[ActionLine], tree: Iterable[TreeNode]
) -> dict[uuid.UUID, Progress]:
    """By line of the strategy, the progress of the actions that stand under it or serve it, or a
    line below it: each once. Stopped actions do not count; lines without any are left out."""
    at: dict[uuid.UUID, set[int]] = defaultdict(set)
    for place, action in enumerate(actions):
        for node_id in (action.node_id, *(one.id for one in action.objectives)):
            at[node_id].add(place)
    found: dict[uuid.UUID, Progress] = {}

    def gather(node: TreeNode) -> set[int]:
        places = at.get(node.id, set()).union(*(gather(child) for child in node.children))
        progress = progress_of(actions[place] for place in places)
        if progress is not None:
            found[node.id] = progress
        return places

    for root in tree:
        gather(root)
    return found
