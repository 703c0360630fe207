"""The figures by which others may judge the coding of a consultation: no names, no excerpts."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import told
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
from app.themes.agreement.comparing import Between, Compared, compared


@dataclass(frozen=True)
class QualityFigures:
    """How a consultation was coded.

    Attributes
    ----------
    excerpts : of the corpus.
    coded : of them, those of which people decided.
    twice : of these, those that two people or more coded.
    in_lists : of those coded, the ones accepted with a list of which a sample was checked.
    settled, disputed : of these, those coded differently, decided after all or not yet.
    coders : people who decided.
    people, machine : how far people agree with one another, and with what the machine proposed.
    counted_at : when the numbers of excerpts were last counted; None where that is now.
    """

    excerpts: int
    coded: int
    twice: int
    in_lists: int
    settled: int
    disputed: int
    coders: int
    people: Compared
    machine: Compared
    counted_at: dt.datetime | None = field(compare=False)

    @property
    def share_coded(self) -> float:
        return self.coded / self.excerpts if self.excerpts else 0.0

    @property
    def share_twice(self) -> float:
        return self.twice / self.coded if self.coded else 0.0


@dataclass(frozen=True)
class _Counted:
    """What is counted of all excerpts; each as in `QualityFigures`."""

    excerpts: int
    coded: int
    twice: int
    in_lists: int
    settled: int
    disputed: int
    coders: int


def quality_figures(session: Session, consultation_id: uuid.UUID) -> QualityFigures:
    """The figures as they are now; of a large consultation, excerpts as they were last counted."""
    found = compared(session, consultation_id)
    counted = told(
        session, consultation_id, CODED.name, _Counted, lambda: _counted(session, consultation_id)
    )
    return QualityFigures(
        **vars(counted.value),
        people=found[Between.PEOPLE],
        machine=found[Between.MACHINE],
        counted_at=counted.counted_at,
    )


def _counted(session: Session, consultation_id: uuid.UUID) -> _Counted:
    return _Counted(
        **session.execute(_counts(consultation_id)).one()._asdict(),
        coders=_coders(session, consultation_id),
    )


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
    return (
        sa.select(
            sa.func.count(Excerpt.id).label("excerpts"),
            of_decided.label("coded"),
            of_decided.filter(ExcerptCoding.coders > 1).label("twice"),
            of_decided.filter(Coding.via == CodingVia.LIST).label("in_lists"),
            of_decided.filter(settled).label("settled"),
            of_decided.filter(disputed).label("disputed"),
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .outerjoin(ExcerptCoding, decided)
        .outerjoin(Coding, ExcerptCoding.coding_id == Coding.id)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
    )


def _coders(session: Session, consultation_id: uuid.UUID) -> int:
    found = sa.select(sa.func.count(sa.distinct(Coding.account_id))).where(
        Coding.consultation_id == consultation_id, Coding.act == CodingAct.CODED
    )
    return session.scalar(found) or 0
