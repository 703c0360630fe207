"""Why an act on the codebook is refused; `app.themes.codebook.sentences` says it to people."""

from __future__ import annotations

import uuid


class Refused(ValueError):
    """An act makes no sense here, or not any more. Nothing was changed."""


class NotInCodebook(Refused):
    """A theme is not in the codebook of this consultation, or not any more."""


class NoTitle(Refused):
    """A theme has a title."""


class TooLong(Refused):
    """A title or a description is longer than a page can show."""


class NoTree(Refused):
    """The themes would make no tree any more; `themes` are those that it is about."""

    def __init__(self, *themes: uuid.UUID) -> None:
        super().__init__(*themes)
        self.themes = themes


class TitleTaken(NoTree):
    """Another theme of the same parent is called so."""

    def __init__(self, title: str, *themes: uuid.UUID) -> None:
        super().__init__(*themes)
        self.title = title


class TooDeep(NoTree):
    """There would be more levels than a tree has."""


class TooMany(Refused):
    """There are as many themes as a page can show."""


class UnderItself(NoTree):
    """A theme would stand under itself, or under one of those below it."""


class IntoItself(Refused):
    """A theme would be merged into itself, or into one of those below it."""


class NoReason(Refused):
    """Nobody said why."""


class CandidateGone(Refused):
    """A candidate is not of this consultation."""


class CandidateDecided(Refused):
    """Somebody decided of this candidate before."""


class ParentGone(NoTree):
    """A theme would stand under, or for, one that is no longer in the codebook."""


class HasChildren(Refused):
    """Themes stand below it: they go elsewhere first."""


class InUse(Refused):
    """Excerpts were given to it, or it is linked."""

    def __init__(self, title: str, *, excerpts: int, links: int) -> None:
        super().__init__(title)
        self.title, self.excerpts, self.links = title, excerpts, links


class NothingPicked(Refused):
    """No excerpt was picked that counts for the theme."""


class NoPart(Refused):
    """No part was chosen of those that were found in the theme."""


class TooManyPicked(Refused):
    """More excerpts than one act takes."""


class UndoneBefore(Refused):
    """It was taken back already."""


class BuiltUpon(Refused):
    """What it left was changed since, by `number` (the newest such event): that one first."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class CodedSince(Refused):
    """Excerpts of a split were coded since: they cannot be given back unseen."""

    def __init__(self, excerpts: int) -> None:
        super().__init__(excerpts)
        self.excerpts = excerpts
