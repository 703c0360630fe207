"""The excerpts that a search finds, as a query that both databases answer by themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.reading.asking import Asked, CodingSought, GivenBy, LinkSought
from app.corpus.reading.who_spoke import people_of_kind, people_of_territory
from app.corpus.search.matching import excerpts_with
from app.corpus.search.terms import Term, terms_of
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Activity,
    Assignment,
    CandidateTheme,
    CodedState,
    Contribution,
    EvidenceLink,
    Excerpt,
    ExcerptCoding,
    Theme,
)
from app.strategy.decisions import is_in_force
from app.themes.coding.deciding import Coder
from app.themes.coding.queue import is_unseen_by
from app.themes.membership import coded_in, members_of, proposed_for

_CODED = (CodedState.CODED, CodedState.SETTLED)


def counted_nature() -> sa.ColumnElement[Any]:
    """The nature that counts: that of the coding, where somebody gave one."""
    return sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature)


def narrowed(
    session: Session,
    found: sa.Select[*tuple[Any, ...]],
    consultation_id: uuid.UUID,
    asked: Asked,
    reader: Coder | None = None,
) -> sa.Select[*tuple[Any, ...]]:
    """A query of excerpts narrowed to those that are in the corpus and asked for; what tells it
    is joined: the contribution, its activity, the coding. What the reader is still to code unseen
    is found by no decision of others."""
    return (
        found.join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .where(
            Excerpt.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
            *_conditions(session, consultation_id, asked),
            *_unseen(session, asked, reader),
        )
    )


def count_up_to(
    session: Session,
    consultation_id: uuid.UUID,
    asked: Asked,
    most: int,
    reader: Coder | None = None,
) -> int:
    """How many excerpts are found; `most` where there are as many or more."""
    found = narrowed(session, sa.select(Excerpt.id), consultation_id, asked, reader)
    some = found.limit(most).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _unseen(
    session: Session, asked: Asked, reader: Coder | None
) -> Iterator[sa.ColumnElement[bool]]:
    if asked.theme is not None or asked.nature is not None:
        yield ~is_unseen_by(session, reader)


def _conditions(
    session: Session, consultation_id: uuid.UUID, asked: Asked
) -> Iterator[sa.ColumnElement[bool]]:
    if asked.q:
        yield _holds(session, terms_of(asked.q), family=asked.family)
    if asked.channel is not None:
        yield Activity.channel == asked.channel
    if asked.activity is not None:
        yield Contribution.activity_id == asked.activity
    if asked.nature is not None:
        yield counted_nature() == asked.nature
    if asked.actor is not None:
        kind = people_of_kind(session, consultation_id, asked.actor)
        yield Contribution.respondent_id.in_(kind)
    if asked.territory:
        place = people_of_territory(session, consultation_id, asked.territory)
        yield Contribution.respondent_id.in_(place)
    if asked.theme is not None:
        yield Excerpt.id.in_(_with_theme(session, asked.theme, asked.by))
    if asked.candidate is not None:
        yield Excerpt.id.in_(_placed_in(asked.candidate))
    if asked.coding is not None:
        yield _is_coded(consultation_id, asked.coding)
    if asked.objective is not None:
        yield _is_linked(EvidenceLink.node_id == asked.objective)
    if asked.link is not None:
        linked = _is_linked(sa.true())
        yield linked if asked.link is LinkSought.LINKED else ~linked


def _holds(session: Session, terms: Sequence[Term], *, family: bool) -> sa.ColumnElement[bool]:
    """Signs without a word find nothing."""
    if not terms:
        return sa.false()
    return Excerpt.id.in_(excerpts_with(session, terms, family=family))


def _with_theme(
    session: Session, theme_id: uuid.UUID, by: GivenBy | None
) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """The excerpts of a theme; those of the one for which it stands, once it was merged."""
    theme = session.get(Theme, theme_id)
    counted = theme.stands_for_id if theme else theme_id
    if by is None:
        return members_of(counted)
    return coded_in(counted) if by is GivenBy.PEOPLE else proposed_for(counted)


def _placed_in(candidate_id: uuid.UUID) -> sa.Select[Any]:
    """The excerpts that an analysis placed in a theme or below it; a tree has three levels."""
    parent = aliased(CandidateTheme)
    below = (
        sa.select(CandidateTheme.id)
        .outerjoin(parent, CandidateTheme.parent_id == parent.id)
        .where(
            sa.or_(
                CandidateTheme.id == candidate_id,
                CandidateTheme.parent_id == candidate_id,
                parent.parent_id == candidate_id,
            )
        )
    )
    return sa.select(Assignment.excerpt_id).where(Assignment.theme_id.in_(below))


def _is_coded(consultation_id: uuid.UUID, sought: CodingSought) -> sa.ColumnElement[bool]:
    match sought:
        case CodingSought.UNCODED:
            return ExcerptCoding.excerpt_id.is_(None)
        case CodingSought.CODED:
            return ExcerptCoding.state.in_(_CODED)
        case CodingSought.FLAGGED:
            return _is_among(consultation_id, lambda coding: coding.is_flagged.is_(True))
        case _:
            state = CodedState(sought.value)
            return _is_among(consultation_id, lambda coding: coding.state == state)


def _is_among(
    consultation_id: uuid.UUID, which: Callable[[Any], sa.ColumnElement[bool]]
) -> sa.ColumnElement[bool]:
    """Whether an excerpt is one of a few: these are looked up first, not each excerpt."""
    coding = aliased(ExcerptCoding)
    return Excerpt.id.in_(
        sa.select(coding.excerpt_id).where(coding.consultation_id == consultation_id, which(coding))
    )


def _is_linked(which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether an excerpt was accepted as evidence."""
    return Excerpt.id.in_(
        sa.select(EvidenceLink.excerpt_id).where(
            EvidenceLink.excerpt_id.is_not(None),
            EvidenceLink.status.in_(ACCEPTED),
            which,
            is_in_force(),
        )
    )
