"""Evidence that the machine offers: for a point, and to begin one with."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.search.matching import subjects_with
from app.corpus.search.stems import stems
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    ACCEPTED,
    Assignment,
    CandidateTheme,
    CodingProposal,
    Contribution,
    EvidenceLink,
    Excerpt,
    ExcerptCoding,
    Nature,
    Point,
    PointKind,
    Run,
    Theme,
)
from app.strategy.decisions import is_in_force
from app.strategy.points.groups import parts_of
from app.strategy.points.sources import themes_of_point
from app.themes.membership import coded_in, members_of

OFFERED = 25
BEGUN_WITH = 50
"""Excerpts of a theme or a group among which one chooses when wording a point."""
LOOKED_AT = 400
"""Excerpts of contributions that hold the words of a search, to find those that do themselves."""
NEAREST_THEMES = 3

NATURE_OF = {
    PointKind.FINDING: Nature.FINDING,
    PointKind.NEED: Nature.NEED,
    PointKind.ACTION: Nature.PROPOSAL,
}
"""What the evidence of a point mostly is."""


class OfferedBecause(enum.StrEnum):
    """Why excerpts are offered."""

    WORDS = "words"
    THEMES = "themes"
    """They have a theme on which the point rests."""
    ALIKE = "alike"
    """The latest analysis puts them in the themes of its evidence."""
    TITLE = "title"
    """They hold words of its title."""


@dataclass(frozen=True)
class Offered:
    """The first excerpts that may be evidence of a point; once they are decided, others come."""

    because: OfferedBecause
    words: str
    excerpts: tuple[Verbatim, ...]


def offered_for(session: Session, point: Point, *, run: Run | None, words: str = "") -> Offered:
    """Excerpts near a point of which nobody decided: by words, or else by its themes, and of the
    nature of the point; by its title where it has no evidence."""
    if words.strip():
        return Offered(OfferedBecause.WORDS, words, _with_words(session, point, words))
    if themes := themes_of_point(session, point.id):
        members = sa.union(*(members_of(one.theme_id) for one in themes))
        return Offered(OfferedBecause.THEMES, "", _nearest(session, point, run, members))
    if run is not None and (nearest := _candidates_near(session, point, run)):
        placed = sa.select(Assignment.excerpt_id).where(Assignment.theme_id.in_(nearest))
        return Offered(OfferedBecause.ALIKE, "", _nearest(session, point, run, placed))
    telling = " ".join(sorted(set(point.title.split()), key=len, reverse=True)[:2])
    return Offered(OfferedBecause.TITLE, telling, _with_words(session, point, telling))


def _candidates_near(session: Session, point: Point, run: Run) -> list[uuid.UUID]:
    """The themes of an analysis that hold most of the evidence of a point."""
    count = sa.func.count()
    return list(
        session.scalars(
            sa.select(Assignment.theme_id)
            .join(EvidenceLink, EvidenceLink.excerpt_id == Assignment.excerpt_id)
            .where(
                Assignment.run_id == run.id,
                EvidenceLink.point_id == point.id,
                EvidenceLink.status.in_(ACCEPTED),
                is_in_force(),
            )
            .group_by(Assignment.theme_id)
            .order_by(count.desc(), Assignment.theme_id)
            .limit(NEAREST_THEMES)
        )
    )


def _undecided(point: Point) -> sa.Select[*tuple[Any, ...]]:
    """The excerpts of the corpus of which nobody decided whether they are evidence of a point."""
    link = aliased(EvidenceLink)
    # Asked once, not for each excerpt: a point may have twenty thousand.
    decided = sa.select(link.excerpt_id).where(
        link.point_id == point.id, link.excerpt_id.is_not(None), is_in_force(link)
    )
    return select_verbatims().where(
        Excerpt.consultation_id == point.consultation_id, Excerpt.id.not_in(decided)
    )


def _nearest(session: Session, point: Point, run: Run | None, among: Any) -> tuple[Verbatim, ...]:
    """Of some excerpts those of the nature of the point, the most typical of their theme first."""
    found = (
        _undecided(point)
        .outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .outerjoin(
            Assignment,
            sa.and_(
                Assignment.excerpt_id == Excerpt.id,
                Assignment.run_id == (run.id if run else None),
            ),
        )
        .where(
            Excerpt.id.in_(among),
            sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature) == NATURE_OF[point.kind].value,
        )
        .order_by(sa.func.coalesce(Assignment.score, 0).desc(), Excerpt.id)
        .limit(OFFERED)
    )
    return _verbatims(session, found)


def _with_words(session: Session, point: Point, words: str) -> tuple[Verbatim, ...]:
    """The excerpts that hold all of these words themselves, in any of their forms."""
    subjects = subjects_with(session, words)
    if subjects is None:
        return ()
    found = (
        _undecided(point).where(Contribution.id.in_(subjects)).order_by(Excerpt.id).limit(LOOKED_AT)
    )
    return tuple(one for one in _verbatims(session, found) if _holds(one.text, words))[:OFFERED]


def _holds(text: str, words: str) -> bool:
    said = set(stems(text))
    return all(any(stem.startswith(wanted) for stem in said) for wanted in stems(words))


@dataclass(frozen=True)
class Beginning:
    """With what a point is begun: a title, and excerpts among which one chooses."""

    title: str
    text: str
    excerpts: tuple[Verbatim, ...]
    size: int
    """Excerpts of the whole theme or group."""


def begun_with_theme(session: Session, theme: Theme) -> Beginning:
    """A point about a theme of the codebook: the excerpts that people gave it, those that the
    machine is surest of first."""
    coded = coded_in(theme.id).distinct().subquery()
    found = (
        select_verbatims()
        .join(coded, coded.c.excerpt_id == Excerpt.id)
        .outerjoin(CodingProposal, CodingProposal.excerpt_id == Excerpt.id)
        .order_by(sa.func.coalesce(CodingProposal.score, 0).desc(), Excerpt.id)
        .limit(BEGUN_WITH)
    )
    size = session.scalar(sa.select(sa.func.count()).select_from(coded)) or 0
    return Beginning(theme.title, theme.belongs, _verbatims(session, found), size)


def begun_with_group(session: Session, group: CandidateTheme) -> Beginning:
    """A point about a theme that the machine found, its most typical excerpts first."""
    found = (
        select_verbatims()
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.theme_id.in_(parts_of(group.id)))
        .order_by(Assignment.rank, Excerpt.id)
        .limit(BEGUN_WITH)
    )
    return Beginning("", "", _verbatims(session, found), group.size)


def begun_with_excerpt(
    session: Session, consultation_id: uuid.UUID, excerpt_id: uuid.UUID
) -> Beginning | None:
    """A point that one excerpt gave the idea of; None where it is not in the corpus."""
    found = select_verbatims().where(
        Excerpt.id == excerpt_id, Excerpt.consultation_id == consultation_id
    )
    excerpts = _verbatims(session, found)
    return Beginning("", "", excerpts, 1) if excerpts else None


def _verbatims(session: Session, found: sa.Select[*tuple[Any, ...]]) -> tuple[Verbatim, ...]:
    return tuple(Verbatim(**row._asdict()) for row in session.execute(found))
