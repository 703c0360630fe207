"""What the themes of a codebook hold: as it is now, or as it was last counted of a large one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import (
    IN_CORPUS,
    CodingProposal,
    CodingStance,
    Contribution,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
)
from app.themes.codebook.changes import changes_in_themes
from app.themes.membership import is_open

VOICE = sa.func.coalesce(Contribution.respondent_id, Contribution.id)


@dataclass(frozen=True)
class Held:
    """What a theme holds, by those merged into it as well, but not by those below it."""

    coded: int = 0
    voices: int = 0
    """People who said what was coded; a text without one counts for itself."""
    proposed: int = 0


@dataclass(frozen=True)
class Stand:
    """Those of one position towards what a theme is about. A contribution of nobody known is a
    voice of its own; a person who says one thing here and another there counts with both."""

    stance: CodingStance
    excerpts: int
    voices: int


@dataclass(frozen=True)
class HeldThemes:
    """By theme; those that hold nothing are left out. `stands`: the positions that people gave
    their excerpts, the most frequent first; excerpts without one are left out."""

    themes: dict[uuid.UUID, Held]
    stands: dict[uuid.UUID, tuple[Stand, ...]]

    def of(self, theme_id: uuid.UUID) -> Held:
        return self.themes.get(theme_id, Held())


def held_by_theme(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID | None = None
) -> Told[HeldThemes]:
    """What the themes hold, or one of them; where it is counted now, the positions are told of one
    theme only."""

    def count() -> HeldThemes:
        stands = {} if theme_id is None else _stands(session, consultation_id, theme_id)
        return HeldThemes(_themes(session, consultation_id, theme_id), stands)

    return told(session, consultation_id, HELD.name, HeldThemes, count)


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    themes = _themes(session, consultation_id)
    return as_json(
        HeldThemes(
            {one: themes[one] for one in sorted(themes)},
            _stands(session, consultation_id),
        )
    )


HELD = Figure("held-1", changes_in_themes, _as_kept)


def _themes(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID | None = None
) -> dict[uuid.UUID, Held]:
    coded = _counted(
        sa.select(
            Theme.stands_for_id,
            sa.func.count(ExcerptTheme.excerpt_id.distinct()),
            sa.func.count(VOICE.distinct()),
            sa.literal(0),
        ).join(ExcerptTheme, ExcerptTheme.theme_id == Theme.id),
        ExcerptTheme.excerpt_id,
        consultation_id,
        theme_id,
    )
    proposed = _counted(
        sa.select(Theme.stands_for_id, sa.literal(0), sa.literal(0), sa.func.count())
        .join(CodingProposal, CodingProposal.theme_id == Theme.id)
        .where(is_open()),
        CodingProposal.excerpt_id,
        consultation_id,
        theme_id,
    )
    themes: dict[uuid.UUID, Held] = {}
    for one, *counts in session.execute(sa.union_all(coded, proposed)):
        before = themes.get(one, Held())
        by_both = zip((before.coded, before.voices, before.proposed), counts, strict=True)
        themes[one] = Held(*map(sum, by_both))
    return themes


def _stands(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID | None = None
) -> dict[uuid.UUID, tuple[Stand, ...]]:
    # An excerpt of two themes that were merged into one has the one once.
    given = (
        sa.select(Theme.stands_for_id, ExcerptTheme.excerpt_id)
        .join(ExcerptTheme, ExcerptTheme.theme_id == Theme.id)
        .where(Theme.consultation_id == consultation_id)
        .distinct()
    )
    if theme_id is not None:
        given = given.where(Theme.stands_for_id == theme_id)
    themes = given.subquery()
    voices = sa.func.count(VOICE.distinct())
    found = (
        sa.select(themes.c.stands_for_id, ExcerptCoding.stance, sa.func.count(), voices)
        .join(ExcerptCoding, ExcerptCoding.excerpt_id == themes.c.excerpt_id)
        .join(Excerpt, ExcerptCoding.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(ExcerptCoding.stance.is_not(None), Contribution.state.in_(IN_CORPUS))
        .group_by(themes.c.stands_for_id, ExcerptCoding.stance)
        .order_by(themes.c.stands_for_id, voices.desc(), ExcerptCoding.stance)
    )
    stands: dict[uuid.UUID, tuple[Stand, ...]] = {}
    for one, stance, excerpts, said_by in session.execute(found):
        if stance:
            stands[one] = (*stands.get(one, ()), Stand(stance, excerpts, said_by))
    return stands


def _counted(
    found: sa.Select[*tuple[Any, ...]],
    excerpt_id: Any,
    consultation_id: uuid.UUID,
    theme_id: uuid.UUID | None,
) -> sa.Select[*tuple[Any, ...]]:
    """A count by theme, of the excerpts of the corpus."""
    found = (
        found.join(Excerpt, Excerpt.id == excerpt_id)
        .join(Excerpt.contribution)
        .where(Theme.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .group_by(Theme.stands_for_id)
    )
    return found if theme_id is None else found.where(Theme.stands_for_id == theme_id)
