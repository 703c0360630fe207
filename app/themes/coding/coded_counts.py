"""How many excerpts people decided of: as it is now, or as last counted of a large corpus."""

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
    CodedState,
    Coding,
    CodingAct,
    CodingVia,
    Contribution,
    Excerpt,
    ExcerptCoding,
)
from app.strategy.coverage.changes import changes_in_corpus


@dataclass(frozen=True)
class Coded:
    """What is counted of all excerpts.

    Attributes
    ----------
    excerpts : of the corpus.
    coded : of them, those of which people decided.
    twice : of these, those that two people or more coded.
    in_lists : of those coded, the ones accepted with a list of which a sample was checked.
    settled, disputed : of these, those coded differently, decided after all or not yet.
    coders : people who decided.
    """

    excerpts: int
    coded: int
    twice: int
    in_lists: int
    settled: int
    disputed: int
    coders: int


def coded_counts(session: Session, consultation_id: uuid.UUID) -> Told[Coded]:
    return told(
        session, consultation_id, CODED.name, Coded, lambda: _counted(session, consultation_id)
    )


def _counted(session: Session, consultation_id: uuid.UUID) -> Coded:
    return Coded(**session.execute(_counts(consultation_id)).one()._asdict())


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id))


CODED = Figure("coded-1", changes_in_corpus, _as_kept)


def _counts(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    decided = sa.and_(
        ExcerptCoding.excerpt_id == Excerpt.id, ExcerptCoding.state != CodedState.SKIPPED
    )
    of_decided = sa.func.count(ExcerptCoding.excerpt_id)
    settled = ExcerptCoding.state == CodedState.SETTLED
    disputed = ExcerptCoding.state == CodedState.DISPUTED
    coders = sa.select(sa.func.count(Coding.account_id.distinct())).where(
        Coding.consultation_id == consultation_id, Coding.act == CodingAct.CODED
    )
    return (
        sa.select(
            sa.func.count(Excerpt.id).label("excerpts"),
            of_decided.label("coded"),
            of_decided.filter(ExcerptCoding.coders > 1).label("twice"),
            of_decided.filter(Coding.via == CodingVia.LIST).label("in_lists"),
            of_decided.filter(settled).label("settled"),
            of_decided.filter(disputed).label("disputed"),
            coders.correlate(None).scalar_subquery().label("coders"),
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .outerjoin(ExcerptCoding, decided)
        .outerjoin(Coding, ExcerptCoding.coding_id == Coding.id)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
    )
