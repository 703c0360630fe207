"""Reading the corpus."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.corpus.search.matching import subjects_with
from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    CorpusImport,
    Excerpt,
    Questionnaire,
    QuestionOrigin,
    Respondent,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

LONGEST_OPENING = 400


@dataclass(frozen=True)
class ContributionLine:
    """A contribution in a list: its opening only."""

    id: uuid.UUID
    title: str
    question: str
    opening: str
    is_cut: bool
    received_on: dt.date | None
    channel: Channel
    activity_title: str
    attributes: dict[str, str]


def contributions_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    channel: Channel | None = None,
    activity_id: uuid.UUID | None = None,
    words: str = "",
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[ContributionLine]:
    """The contributions of a consultation in the order of their arrival."""
    cursor = cursor or Cursor()
    found = (
        sa.select(
            Contribution.id,
            Contribution.title,
            Contribution.question,
            sa.func.substr(Contribution.text, 1, LONGEST_OPENING).label("opening"),
            (sa.func.length(Contribution.text) > LONGEST_OPENING).label("is_cut"),
            Contribution.received_on,
            Activity.channel,
            Activity.title.label("activity_title"),
            Respondent.attributes,
        )
        .join(Activity, Contribution.activity_id == Activity.id)
        .outerjoin(Respondent, Contribution.respondent_id == Respondent.id)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
    )
    if channel is not None:
        found = found.where(Activity.channel == channel)
    if activity_id is not None:
        found = found.where(Contribution.activity_id == activity_id)
    subjects = subjects_with(session, words)
    if subjects is not None:
        found = found.where(Contribution.id.in_(subjects))
    found = paged(found, Contribution.id, cursor, cursor.as_uuid(), size=size)
    lines = [
        ContributionLine(**{**row._asdict(), "attributes": row.attributes or {}})
        for row in session.execute(found)
    ]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.id)


def contribution_of(
    session: Session, consultation_id: uuid.UUID, contribution_id: uuid.UUID
) -> Contribution | None:
    """A contribution of this consultation's corpus, with its activity and respondent."""
    return session.scalar(
        sa.select(Contribution)
        .options(joinedload(Contribution.activity), joinedload(Contribution.respondent))
        .where(
            Contribution.id == contribution_id,
            Contribution.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
    )


def excerpts_of(session: Session, contribution_id: uuid.UUID) -> list[Excerpt]:
    """The excerpts of a contribution, in the order of its text."""
    return list(
        session.scalars(
            sa.select(Excerpt)
            .where(Excerpt.contribution_id == contribution_id)
            .order_by(Excerpt.start)
        )
    )


def excerpts_by_contribution(
    session: Session, contribution_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Excerpt]]:
    """The excerpts of some contributions, in the order of each text."""
    found: dict[uuid.UUID, list[Excerpt]] = {}
    for excerpt in session.scalars(
        sa.select(Excerpt)
        .where(Excerpt.contribution_id.in_(contribution_ids))
        .order_by(Excerpt.contribution_id, Excerpt.start)
    ):
        found.setdefault(excerpt.contribution_id, []).append(excerpt)
    return found


@dataclass(frozen=True)
class AskedIn:
    """A questionnaire that asked everybody what an excerpt had said."""

    title: str
    code: str


def asked_in(session: Session, excerpts: Sequence[Excerpt]) -> dict[uuid.UUID, list[AskedIn]]:
    """The questionnaires that took up each of these excerpts."""
    rows = session.execute(
        sa.select(QuestionOrigin.excerpt_id, Activity.title, Activity.code)
        .join(Questionnaire, Questionnaire.id == QuestionOrigin.questionnaire_id)
        .join(Activity, Activity.id == Questionnaire.activity_id)
        .where(QuestionOrigin.excerpt_id.in_([excerpt.id for excerpt in excerpts]))
        .order_by(QuestionOrigin.id)
    )
    found: dict[uuid.UUID, list[AskedIn]] = {}
    for excerpt_id, title, code in rows:
        found.setdefault(excerpt_id, []).append(AskedIn(title, code))
    return found


def other_answers(session: Session, contribution: Contribution) -> list[ContributionLine]:
    """What the same respondent said elsewhere in the same activity; twenty at most."""
    if contribution.respondent_id is None:
        return []
    others = session.scalars(
        sa.select(Contribution)
        .join(Contribution.activity)
        .options(contains_eager(Contribution.activity))
        .where(
            Contribution.respondent_id == contribution.respondent_id,
            Contribution.id != contribution.id,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Contribution.id)
        .limit(20)
    )
    return [
        ContributionLine(
            id=other.id,
            title=other.title,
            question=other.question,
            opening=other.text[:LONGEST_OPENING],
            is_cut=len(other.text) > LONGEST_OPENING,
            received_on=other.received_on,
            channel=other.activity.channel,
            activity_title=other.activity.title,
            attributes={},
        )
        for other in others
    ]


def questions_of(session: Session, consultation_id: uuid.UUID) -> list[str]:
    """The questions that the contributions answer."""
    return list(
        session.scalars(
            sa.select(Contribution.question)
            .where(Contribution.consultation_id == consultation_id, Contribution.question != "")
            .group_by(Contribution.question)
            .order_by(sa.func.min(Contribution.created_at), Contribution.question)
            .limit(200)
        )
    )


def imports_of(session: Session, consultation_id: uuid.UUID) -> list[CorpusImport]:
    """The last hundred imports, the newest first."""
    return list(
        session.scalars(
            sa.select(CorpusImport)
            .options(joinedload(CorpusImport.activity))
            .where(
                CorpusImport.consultation_id == consultation_id,
                CorpusImport.is_of_ideas.is_(False),
            )
            .order_by(CorpusImport.id.desc())
            .limit(100)
        )
    )


def import_of(
    session: Session, consultation_id: uuid.UUID, import_id: uuid.UUID
) -> CorpusImport | None:
    """An import of this consultation."""
    return session.scalar(
        sa.select(CorpusImport)
        .options(joinedload(CorpusImport.activity))
        .where(
            CorpusImport.id == import_id,
            CorpusImport.consultation_id == consultation_id,
            CorpusImport.is_of_ideas.is_(False),
        )
    )
