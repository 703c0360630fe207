"""Why a line cannot be written so, as people are told."""

from __future__ import annotations

from flask_babel import gettext as _

from app.strategy.writing.refusals import LineRefused, StructureFrozen


def refused(error: LineRefused | StructureFrozen) -> str:
    """Why nothing was changed, and what to do."""
    if isinstance(error, StructureFrozen):
        return _(
            "The structural part is frozen for its period: only a decision of a body thaws it."
        )
    return {
        "foreign_parent": _("The line under which it would stand is not in this strategy."),
        "circular": _("A line cannot stand below itself."),
        "kind_not_there": _("Such a line cannot stand there."),
        "kind_not_used": _("This strategy has no lines of this kind."),
        "code_taken": _("Another line has this code, or had it before it was set aside."),
        "code_wrong": _("A code holds letters, digits, dots and hyphens, 40 at most."),
        "no_title": _("Say it in one line: a title is needed."),
        "no_reason": _("Say why: others will ask."),
        "has_lines": _("Lines stand below it: move them or set them aside first."),
        "parent_set_aside": _("The line above it was set aside: take that one back first."),
        "set_aside": _("It was set aside meanwhile: take it back before changing it."),
    }[error.reason]
