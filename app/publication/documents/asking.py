"""Asking for a document: one row for each, and a job that makes its file."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.jobs.services import schedule
from app.models import (
    Job,
    JobKind,
    MadeDocument,
    MadeFormat,
    MadeKind,
    Plan,
    PlanState,
    StrategyVersion,
    VersionState,
)
from app.models.job import ENDED
from app.models.turns import wait_for_consultation, wait_for_others
from app.storage.store import Store


class StillADraft(ValueError):
    """What it is made of is a draft: it is not for everybody."""


class NotMade(ValueError):
    """There is no file."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for; a plan that is not named is none."""

    kind: MadeKind
    format: MadeFormat
    language: str = "fr"
    version_id: uuid.UUID | None = None
    plan_id: uuid.UUID | None = None
    other_plan_id: uuid.UUID | None = None
    template_id: uuid.UUID | None = None


def ask(
    session: Session,
    consultation_id: uuid.UUID,
    wanted: Wanted,
    *,
    account_id: uuid.UUID | None,
    key: str,
) -> MadeDocument:
    """Have a document made. The same form sent twice, or the same document asked for while it is
    being made, is one."""
    wait_for_consultation(session, consultation_id)
    before = session.scalar(
        sa.select(MadeDocument).where(
            MadeDocument.consultation_id == consultation_id, MadeDocument.key == key
        )
    ) or _under_way(session, consultation_id, wanted)
    if before is not None:
        return before
    made = MadeDocument(
        consultation_id=consultation_id, key=key, account_id=account_id, **vars(wanted)
    )
    session.add(made)
    session.flush()
    _schedule(session, made, account_id)
    return made


def ask_again(session: Session, made: MadeDocument, *, account_id: uuid.UUID | None) -> None:
    """Have it made of what is there now; its file stays until then."""
    wait_for_others(session, made)
    if not _is_under_way(session, made):
        _schedule(session, made, account_id)


def set_public(session: Session, made: MadeDocument, *, is_public: bool) -> None:
    """Offer a document to everybody, or to the team only.

    Raises:
        NotMade, StillADraft: it is not for everybody.
    """
    wait_for_others(session, made)
    if is_public and made.made_at is None:
        raise NotMade
    if is_public and _is_of_a_draft(session, made):
        raise StillADraft
    made.is_public = is_public
    session.flush()


def remove(session: Session, made: MadeDocument, store: Store) -> bool:
    """Take a document away with its file; not while it is being made. Whether it was."""
    wait_for_others(session, made)
    if _is_under_way(session, made):
        return False
    session.delete(made)
    forget_files(session, [made.sha256], store)
    return True


def _schedule(session: Session, made: MadeDocument, account_id: uuid.UUID | None) -> None:
    job = schedule(
        session,
        kind=JobKind.MAKING,
        subject_id=made.id,
        consultation_id=made.consultation_id,
        account_id=account_id,
    )
    made.job_id, made.trouble = job.id, {}
    session.flush()


def _under_way(session: Session, consultation_id: uuid.UUID, wanted: Wanted) -> MadeDocument | None:
    same = [getattr(MadeDocument, name) == value for name, value in vars(wanted).items()]
    found = (
        sa.select(MadeDocument)
        .join(Job, MadeDocument.job_id == Job.id)
        .where(MadeDocument.consultation_id == consultation_id, Job.state.not_in(ENDED), *same)
    )
    return session.scalars(found.limit(1)).first()


def job_of(session: Session, made: MadeDocument) -> Job | None:
    """The last job that makes it, or made it."""
    return session.get(Job, made.job_id) if made.job_id else None


def _is_under_way(session: Session, made: MadeDocument) -> bool:
    job = job_of(session, made)
    return job is not None and not job.has_ended


def _is_of_a_draft(session: Session, made: MadeDocument) -> bool:
    version = session.get(StrategyVersion, made.version_id) if made.version_id else None
    if version is not None:
        return version.state is VersionState.DRAFT
    plans = [session.get_one(Plan, one) for one in (made.plan_id, made.other_plan_id) if one]
    return any(plan.state is PlanState.DRAFT for plan in plans)
