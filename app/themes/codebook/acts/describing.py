"""A theme that somebody makes, and its description: title, what belongs, what does not, example."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, replace

from app.models import ThemeState
from app.themes.codebook.refusals import NoTitle, TooLong, TooMany
from app.themes.codebook.state import Changes, Codebook, ThemeChange, ThemeNow
from app.themes.codebook.tree import approved, last_place

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 4_000
MOST_THEMES = 500
"""In a codebook: nobody keeps more of them in mind, and its tree is one page."""


@dataclass(frozen=True)
class Description:
    """A theme in the words of its writers."""

    title: str
    belongs: str = ""
    excludes: str = ""
    example: str = ""

    def checked(self) -> Description:
        """The same without blanks around.

        Raises:
            NoTitle, TooLong: it is none.
        """
        tidy = Description(**{name: text.strip() for name, text in asdict(self).items()})
        tidy = replace(tidy, title=" ".join(tidy.title.split()))
        if not tidy.title:
            raise NoTitle
        texts = (tidy.belongs, tidy.excludes, tidy.example)
        if len(tidy.title) > LONGEST_TITLE or any(len(one) > LONGEST_DESCRIPTION for one in texts):
            raise TooLong
        return tidy


def created(
    codebook: Codebook, theme_id: uuid.UUID, parent_id: uuid.UUID | None, described: Description
) -> Changes:
    """A new theme, after the others under a parent.

    Raises:
        NoTitle, TooLong: of its description.
        TooMany: there are as many as there may be.
        NotInCodebook: the parent is not there.
    """
    if parent_id is not None:
        approved(codebook, parent_id)
    if sum(one.is_approved for one in codebook.themes.values()) >= MOST_THEMES:
        raise TooMany
    made = ThemeNow(
        parent_id=parent_id,
        stands_for_id=theme_id,
        state=ThemeState.APPROVED,
        position=last_place(codebook, parent_id),
        **asdict(described.checked()),
    )
    return (ThemeChange(theme_id, None, made),)


def described(codebook: Codebook, theme_id: uuid.UUID, wanted: Description) -> Changes:
    """A theme in other words; nothing where they are the same.

    Raises:
        NotInCodebook: it is not there.
        NoTitle, TooLong: of its description.
    """
    before = approved(codebook, theme_id)
    after = replace(before, **asdict(wanted.checked()))
    return () if after == before else (ThemeChange(theme_id, before, after),)
