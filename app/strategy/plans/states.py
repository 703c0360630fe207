"""How an action goes on: which state may follow which."""

from __future__ import annotations

from app.models import ActionState

NEXT: dict[ActionState, tuple[ActionState, ...]] = {
    ActionState.PROPOSED: (ActionState.ADOPTED, ActionState.STOPPED),
    ActionState.ADOPTED: (ActionState.UNDER_WAY, ActionState.PROPOSED, ActionState.STOPPED),
    ActionState.UNDER_WAY: (ActionState.DONE, ActionState.ADOPTED, ActionState.STOPPED),
    ActionState.DONE: (ActionState.UNDER_WAY,),
    ActionState.STOPPED: (ActionState.PROPOSED, ActionState.ADOPTED, ActionState.UNDER_WAY),
}
"""One step on first, then one step back, for whoever pressed the wrong button."""


def may_become(before: ActionState, after: ActionState) -> bool:
    return before is after or after in NEXT[before]
