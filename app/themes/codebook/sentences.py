"""What is said of the codebook: why an act was refused, where a theme may go."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from app.themes.codebook import refusals as why
from app.themes.codebook.tree import LEVELS
from app.themes.codebook.writing import ThemeChanged


def why_not(error: ValueError) -> str:
    """What to tell whoever asked. Nothing was changed."""
    if isinstance(error, why.TitleTaken):
        return _(
            "“%(title)s” stands there already. Choose another title, or join or merge the two.",
            title=error.title,
        )
    if isinstance(error, why.BuiltUpon):
        return _("Act %(number)s was built upon it: undo that one first.", number=error.number)
    if isinstance(error, why.CodedSince):
        return ngettext(
            "%(num)s excerpt of this split was coded again since. Merge the two themes instead.",
            "%(num)s excerpts of this split were coded again since. Merge the two themes instead.",
            error.excerpts,
        )
    if isinstance(error, why.InUse):
        return _in_use(error)
    return _SENTENCES[type(error)]()


def _in_use(error: why.InUse) -> str:
    if error.links:
        return ngettext(
            "“%(title)s” has %(num)s link: take it back first, or merge the theme into another.",
            "“%(title)s” has %(num)s links: take them back first, or merge the theme into another.",
            error.links,
            title=error.title,
        )
    return ngettext(
        "People gave %(num)s excerpt to “%(title)s”: merge it into another theme, or set it aside"
        " and say that it becomes uncoded.",
        "People gave %(num)s excerpts to “%(title)s”: merge it into another theme, or set it aside"
        " and say that they become uncoded.",
        error.excerpts,
        title=error.title,
    )


_SENTENCES: dict[type[ValueError], Callable[[], str]] = {
    ThemeChanged: lambda: _(
        "Somebody changed this theme meanwhile. See how it is now, then send again what you want."
    ),
    why.NotInCodebook: lambda: _("This theme is not in the codebook any more."),
    why.NoTitle: lambda: _("Give the theme a title."),
    why.TooLong: lambda: _("This text is too long."),
    why.TooDeep: lambda: _("A codebook has %(num)s levels: find another place.", num=LEVELS),
    why.TooMany: lambda: _("The codebook is full: merge themes before you add others."),
    why.UnderItself: lambda: _("A theme cannot stand under itself, nor under one of its own."),
    why.IntoItself: lambda: _(
        "A theme cannot be merged into itself, nor into one that stands below it. Merge the one"
        " below into it instead."
    ),
    why.NoReason: lambda: _("Say why."),
    why.CandidateGone: lambda: _("This proposed theme is not of this consultation."),
    why.CandidateDecided: lambda: _(
        "Somebody decided of this proposed theme meanwhile. Undo that decision to change it."
    ),
    why.ParentGone: lambda: _("The theme above it is not in the codebook any more."),
    why.HasChildren: lambda: _(
        "Sub-themes stand below it: move them, merge them or set them aside first."
    ),
    why.NothingPicked: lambda: _("Tick at least one excerpt that is coded with this theme."),
    why.NoPart: lambda: _("Choose at least one of the parts that were found."),
    why.TooManyPicked: lambda: _("Pick two hundred excerpts at a time at most."),
    why.UndoneBefore: lambda: _("It was taken back already."),
}

REFUSALS: tuple[type[ValueError], ...] = (why.Refused, ThemeChanged)
"""What a sentence is there for."""
