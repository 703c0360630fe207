"""Why ideas were not grouped, split or answered, as sentences that people can read."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from app.ideas import grouping, splitting
from app.ideas.answering import AnsweredMeanwhile
from app.ideas.taking_part import IdeaNotPublished


def why_not(error: ValueError) -> str:
    """What to tell whoever asked. Nothing was changed."""
    if isinstance(error, grouping.LeadIsGrouped):
        return _(
            "Somebody grouped the lead idea under “%(title)s” meanwhile. Group under that one.",
            title=error.idea.contribution.title,
        )
    if isinstance(error, grouping.GroupedElsewhere):
        return _(
            "“%(title)s” is in another group already: take it out of that one first.",
            title=error.idea.contribution.title,
        )
    if isinstance(error, splitting.PartInUse):
        return _(
            "People took part in “%(title)s” already, or it was grouped or split: the parts stay.",
            title=error.idea.contribution.title,
        )
    return _SENTENCES[type(error)]()


_SENTENCES: dict[type[ValueError], Callable[[], str]] = {
    grouping.NothingToGroup: lambda: _("Choose at least one idea besides the lead idea."),
    grouping.TooManyToGroup: lambda: _("Group fifty ideas at a time at most."),
    grouping.NotInThatGroup: lambda: _("Somebody changed this group meanwhile. See how it is now."),
    splitting.SplitMeanwhile: lambda: _(
        "Somebody split this idea, or undid it, meanwhile. See how it is now."
    ),
    splitting.WrongParts: lambda: _("These parts make no ideas. Begin again."),
    AnsweredMeanwhile: lambda: _(
        "Somebody answered this idea meanwhile. Read that answer, then send yours again."
    ),
    IdeaNotPublished: lambda: _("An idea is not public any more: nothing was changed."),
}

REFUSALS: tuple[type[ValueError], ...] = (
    *_SENTENCES,
    grouping.GroupedElsewhere,
    splitting.PartInUse,
)
"""What a sentence is there for."""
