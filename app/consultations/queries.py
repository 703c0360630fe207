"""Reading consultations: who sees which, what they hold, and what is to be done next."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import told
from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Consultation,
    ConsultationState,
    Contribution,
    Excerpt,
    Job,
    JobKind,
    Membership,
    Respondent,
    Role,
)
from app.models.job import ENDED

_BY_SLUG = sa.select(Consultation).where(Consultation.slug == sa.bindparam("slug"))
"""Every page of a consultation begins with this query: it is built once."""


def consultation_by_slug(session: Session, slug: str) -> Consultation | None:
    """The consultation with this address."""
    return session.scalar(_BY_SLUG, {"slug": slug})


def role_of(session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID | None) -> Role:
    """The role of an account in a consultation; nobody is a visitor."""
    if account_id is None:
        return Role.VISITOR
    role = session.scalar(
        sa.select(Membership.role).where(
            Membership.consultation_id == consultation_id, Membership.account_id == account_id
        )
    )
    return role or Role.VISITOR


def visible_consultations(session: Session, account_id: uuid.UUID | None) -> list[Consultation]:
    """The public consultations, and the drafts in which the account has a role."""
    mine = sa.select(Membership.consultation_id).where(Membership.account_id == account_id)
    return list(
        session.scalars(
            sa.select(Consultation)
            .where(
                sa.or_(
                    Consultation.state != ConsultationState.DRAFT,
                    Consultation.id.in_(mine),
                )
            )
            .order_by(Consultation.id.desc())
            .limit(200)
        )
    )


@dataclass(frozen=True)
class Figures:
    """What a consultation holds. `attendance` counts people who came in person."""

    contributions: int
    excerpts: int
    respondents: int
    attendance: int
    by_channel: tuple[tuple[Channel, int], ...]


def figures_of(session: Session, consultation_id: uuid.UUID) -> Figures:
    """The figures of the corpus of a consultation: of a large one, as they were last counted."""
    return told(
        session, consultation_id, CORPUS.name, Figures, lambda: _counted(session, consultation_id)
    ).value


def changes_in_size(session: Session, consultation_id: uuid.UUID) -> object:
    """How many contributions each state has, and the newest."""
    states = session.execute(
        sa.select(Contribution.state, sa.func.count())
        .where(Contribution.consultation_id == consultation_id)
        .group_by(Contribution.state)
        .order_by(Contribution.state)
    ).all()
    newest = (
        sa.select(Contribution.id)
        .where(Contribution.consultation_id == consultation_id)
        .order_by(Contribution.id.desc())
        .limit(1)
    )
    return (*map(tuple, states), session.scalar(newest))


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id))


CORPUS = Figure("corpus-1", changes_in_size, _as_kept)


def _counted(session: Session, consultation_id: uuid.UUID) -> Figures:
    count = sa.func.count()
    by_channel = session.execute(
        sa.select(Activity.channel, count)
        .join(Contribution, Contribution.activity_id == Activity.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .group_by(Activity.channel)
        .order_by(count.desc(), Activity.channel)
    ).all()
    channels = tuple((channel, number) for channel, number in by_channel)
    _, excerpts = corpus_size(session, consultation_id)
    return Figures(
        contributions=sum(number for _, number in channels),
        excerpts=excerpts,
        respondents=session.scalar(
            sa.select(count)
            .select_from(Respondent)
            .join(Activity, Respondent.activity_id == Activity.id)
            .where(Activity.consultation_id == consultation_id)
        )
        or 0,
        attendance=sum(
            activity.attendance_total for activity in activities_in_order(session, consultation_id)
        ),
        by_channel=channels,
    )


def activities_in_order(session: Session, consultation_id: uuid.UUID) -> list[Activity]:
    """The activities by date, those without one last."""
    return list(
        session.scalars(
            sa.select(Activity)
            .where(Activity.consultation_id == consultation_id)
            .order_by(Activity.starts_on.is_(None), Activity.starts_on, Activity.code)
        )
    )


def with_phases(session: Session, consultation: Consultation) -> Consultation:
    """The same consultation, its phases loaded."""
    return session.scalars(
        sa.select(Consultation)
        .options(selectinload(Consultation.phases))
        .where(Consultation.id == consultation.id)
        .execution_options(populate_existing=True)
    ).one()


def corpus_size(session: Session, consultation_id: uuid.UUID) -> tuple[int, int]:
    """The numbers of contributions and of excerpts of a consultation."""
    row = session.execute(sa.select(*select_corpus_size(consultation_id))).one()
    return row[0], row[1]


def select_corpus_size(
    consultation_id: uuid.UUID,
) -> tuple[sa.ScalarSelect[int], sa.ScalarSelect[int]]:
    """The questions of `corpus_size`, which others ask along with their own."""
    contributions = sa.select(sa.func.count()).where(
        Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS)
    )
    excerpts = (
        sa.select(sa.func.count())
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
    )
    return contributions.scalar_subquery(), excerpts.scalar_subquery()


def jobs_under_way(session: Session, consultation_id: uuid.UUID) -> list[Job]:
    """The jobs that have not ended, the oldest first; not those that nobody waits for."""
    return list(
        session.scalars(
            sa.select(Job)
            .where(
                Job.consultation_id == consultation_id,
                Job.state.not_in(ENDED),
                Job.kind.not_in((JobKind.LEARNING, JobKind.FIGURES)),
            )
            .order_by(Job.id)
            .limit(20)
        )
    )
