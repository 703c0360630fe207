"""What hangs on a theme: the excerpts that people gave it, and the links that start from it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    Excerpt,
    Theme,
)
from app.strategy.decisions import is_superseded
from app.themes.codebook.held import held_by_theme
from app.themes.membership import coded_in


@dataclass(frozen=True)
class Use:
    """How many excerpts and links a theme has, by those merged into it as well."""

    excerpts: int
    links: int

    @property
    def is_used(self) -> bool:
        return bool(self.excerpts or self.links)


def uses_of(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, Use]:
    """What hangs on each theme of a codebook; those on which nothing does are left out. Excerpts of
    a large one are as they were last counted: who acts upon it asks `use_of`."""
    held = held_by_theme(session, consultation_id).value.themes
    links = (
        sa.select(Theme.stands_for_id, sa.func.count())
        .join(EvidenceLink, EvidenceLink.theme_id == Theme.id)
        .where(
            Theme.consultation_id == consultation_id,
            EvidenceLink.status.in_(ACCEPTED),
            ~is_superseded(),
        )
        .group_by(Theme.stands_for_id)
    )
    coded = {one: each.coded for one, each in held.items() if each.coded}
    linked = dict(session.execute(links).all())
    return {one: Use(coded.get(one, 0), linked.get(one, 0)) for one in {*coded, *linked}}


def use_of(session: Session, theme_id: uuid.UUID, *, besides: Sequence[uuid.UUID] = ()) -> Use:
    """What hangs on a theme, some excerpts not counted."""
    excerpts = (
        sa.select(sa.func.count())
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(
            Excerpt.id.in_(coded_in(theme_id)),
            Excerpt.id.not_in(besides),
            Contribution.state.in_(IN_CORPUS),
        )
    )
    linked = sa.select(Theme.id).where(Theme.stands_for_id == theme_id)
    links = (
        sa.select(sa.func.count())
        .select_from(EvidenceLink)
        .where(
            EvidenceLink.theme_id.in_(linked),
            EvidenceLink.status.in_(ACCEPTED),
            ~is_superseded(),
        )
    )
    return Use(session.scalar(excerpts) or 0, session.scalar(links) or 0)
