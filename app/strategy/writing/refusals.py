"""What is refused to whoever writes the strategy."""

from __future__ import annotations


class LineRefused(ValueError):
    """It makes no sense of this tree; nothing was written. `reason` is one of `REASONS`."""

    REASONS = (
        "foreign_parent",
        "circular",
        "kind_not_there",
        "kind_not_used",
        "code_taken",
        "code_wrong",
        "no_title",
        "no_reason",
        "has_lines",
        "parent_set_aside",
        "set_aside",
    )

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StructureFrozen(ValueError):
    """The structural part does not change before a body decides to thaw it."""


class StrategyExists(ValueError):
    """The consultation has its strategy already."""
