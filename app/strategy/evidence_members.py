"""The excerpts on which points and themes rest: selects of (`source_id`, `excerpt_id`).

An excerpt is evidence of a point because somebody linked it, or because it has a theme that
somebody linked; not where somebody set it aside for this very point. All are in the corpus.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    ACCEPTED,
    IN_CORPUS,
    CodedState,
    CodingProposal,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
    ThemeState,
)
from app.strategy.decisions import is_in_force


def members_of_points(point_ids: Sequence[uuid.UUID]) -> sa.Subquery:
    """The evidence of some points."""
    of_them = (
        EvidenceLink.point_id.in_(point_ids),
        EvidenceLink.status.in_(ACCEPTED),
        is_in_force(),
    )
    directly = sa.select(EvidenceLink.point_id.label("source_id"), EvidenceLink.excerpt_id).where(
        EvidenceLink.excerpt_id.is_not(None), *of_them
    )
    named, standing, merged = aliased(Theme), aliased(Theme), aliased(Theme)
    aside = aliased(EvidenceLink)
    set_aside = sa.select(aside.point_id, aside.excerpt_id).where(
        aside.point_id.in_(point_ids),
        aside.excerpt_id.is_not(None),
        aside.status == EvidenceStatus.SET_ASIDE,
        is_in_force(aside),
    )
    not_aside = sa.tuple_(EvidenceLink.point_id, ExcerptTheme.excerpt_id).not_in(set_aside)
    by_theme = (
        sa.select(EvidenceLink.point_id, ExcerptTheme.excerpt_id)
        .join(named, EvidenceLink.theme_id == named.id)
        .join(standing, named.stands_for_id == standing.id)
        .join(merged, merged.stands_for_id == standing.id)
        .join(ExcerptTheme, ExcerptTheme.theme_id == merged.id)
        .where(standing.state == ThemeState.APPROVED, *of_them, not_aside)
    )
    return _in_corpus(sa.union(directly, by_theme))


def members_of_themes(theme_ids: Sequence[uuid.UUID]) -> sa.Subquery:
    """The excerpts that people gave some themes, and those that the machine gives them where
    nobody decided."""
    coded = (
        sa.select(Theme.stands_for_id.label("source_id"), ExcerptTheme.excerpt_id)
        .join(ExcerptTheme, ExcerptTheme.theme_id == Theme.id)
        .where(Theme.stands_for_id.in_(theme_ids))
    )
    decided = sa.exists().where(
        ExcerptCoding.excerpt_id == CodingProposal.excerpt_id,
        ExcerptCoding.state != CodedState.SKIPPED,
    )
    proposed = (
        sa.select(Theme.stands_for_id, CodingProposal.excerpt_id)
        .join(CodingProposal, CodingProposal.theme_id == Theme.id)
        .where(Theme.stands_for_id.in_(theme_ids), ~decided)
    )
    return _in_corpus(sa.union(coded, proposed))


def _in_corpus(found: sa.CompoundSelect[Any]) -> sa.Subquery:
    members = found.subquery()
    return (
        sa.select(
            members.c.source_id,
            members.c.excerpt_id,
            sa.func.coalesce(Contribution.respondent_id, Contribution.id).label("voice"),
        )
        .join(Excerpt, Excerpt.id == members.c.excerpt_id)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
        .subquery()
    )


@dataclass(frozen=True)
class Weight:
    """On how much a point or a theme rests. A contribution of nobody known is a voice."""

    excerpts: int = 0
    voices: int = 0


def weights_of(session: Session, members: sa.Subquery) -> dict[uuid.UUID, Weight]:
    """By source, its excerpts and voices; sources without any are left out."""
    found = session.execute(
        sa.select(
            members.c.source_id,
            sa.func.count(),
            sa.func.count(sa.distinct(members.c.voice)),
        ).group_by(members.c.source_id)
    )
    return {source_id: Weight(excerpts, voices) for source_id, excerpts, voices in found}
