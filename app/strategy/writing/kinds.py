"""Which kinds of line a strategy has, and which of them stand under which."""

from __future__ import annotations

from app.models import NodeKind, Strategy

K = NodeKind
STANDS_UNDER: dict[NodeKind, tuple[NodeKind | None, ...]] = {
    K.STAKE: (None,),
    K.AXIS: (None,),
    K.ORIENTATION: (K.AXIS,),
    K.FINDING: (K.STAKE, K.AXIS),
    K.NEED: (K.STAKE, K.AXIS),
    K.OBJECTIVE: (K.STAKE, K.AXIS, K.ORIENTATION, None),
    K.THEME: (None,),
    K.SUB_THEME: (K.THEME,),
    K.ACTION: (K.OBJECTIVE, K.ORIENTATION, K.THEME, K.SUB_THEME),
}
"""Kind → the kinds of line under which it may stand; None: under none, at the top."""


def kinds_of(strategy: Strategy) -> tuple[NodeKind, ...]:
    """The kinds that a strategy has a name for, and actions, which plans add to any; all of them
    where it names none."""
    named = strategy.kind_labels
    return tuple(
        kind for kind in NodeKind if not named or kind.value in named or kind is NodeKind.ACTION
    )


def kinds_under(strategy: Strategy, parent: NodeKind | None) -> tuple[NodeKind, ...]:
    """The kinds of which a line may be added under a line of kind `parent`."""
    return tuple(kind for kind in kinds_of(strategy) if parent in STANDS_UNDER[kind])
