"""On what the themes of a codebook rest: how much it is, and the excerpts of each that are looked
at. As it is now, or as it was last counted of a large consultation."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import IN_CORPUS, Contribution, Excerpt, Theme, ThemeState
from app.strategy.coverage.groups import as_kept
from app.strategy.evidence_members import Weight, members_of_themes
from app.strategy.objectives_near import LOOKED_AT
from app.themes.codebook.changes import changes_in_themes


@dataclass(frozen=True)
class Member:
    """A theme: `looked_at` are some of its excerpts, in hexadecimal, always the same ones."""

    weight: Weight
    looked_at: tuple[str, ...]


@dataclass(frozen=True)
class Members:
    """By theme; those without an excerpt are left out."""

    themes: dict[uuid.UUID, Member]

    def weight(self, theme_id: uuid.UUID) -> Weight:
        found = self.themes.get(theme_id)
        return found.weight if found else Weight()


def members_told(
    session: Session, consultation_id: uuid.UUID, theme_ids: Sequence[uuid.UUID]
) -> Told[Members]:
    """On what these themes rest; of a large consultation, others are told as well."""
    return told(session, consultation_id, MEMBERS.name, Members, lambda: _count(session, theme_ids))


def looked_at_now(
    session: Session, members: Members, theme_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By theme, the excerpts that are looked at; not those that left the corpus since."""
    kept: Mapping[uuid.UUID, list[uuid.UUID]] = {
        theme_id: [uuid.UUID(one) for one in members.themes[theme_id].looked_at]
        for theme_id in theme_ids
        if theme_id in members.themes
    }
    every = {one for found in kept.values() for one in found}
    there = set(
        session.scalars(
            sa.select(Excerpt.id)
            .join(Excerpt.contribution)
            .where(Excerpt.id.in_(every), Contribution.state.in_(IN_CORPUS))
        )
    )
    return {theme_id: [one for one in found if one in there] for theme_id, found in kept.items()}


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    themes = session.scalars(
        sa.select(Theme.id)
        .where(Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED)
        .order_by(Theme.id)
    )
    return as_json(_count(session, themes.all()))


MEMBERS = Figure("theme-members-1", changes_in_themes, _as_kept)


def _count(session: Session, theme_ids: Sequence[uuid.UUID]) -> Members:
    members = members_of_themes(theme_ids)
    rows = session.execute(
        sa.select(*(as_kept(one) for one in members.c)).order_by(members.c.source_id)
    )
    excerpts: dict[str, list[str]] = defaultdict(list)
    voices: dict[str, set[str]] = defaultdict(set)
    for theme_id, excerpt_id, voice in rows:
        excerpts[theme_id].append(excerpt_id.replace("-", ""))
        voices[theme_id].add(voice)
    return Members(
        {
            uuid.UUID(theme_id): Member(
                Weight(len(found), len(voices[theme_id])),
                tuple(nsmallest(LOOKED_AT, found, key=_by_chance)),
            )
            for theme_id, found in excerpts.items()
        }
    )


def _by_chance(excerpt_id: str) -> bytes:
    """The end of an identifier is drawn by chance, its beginning is the moment."""
    return bytes.fromhex(excerpt_id)[::-1]
