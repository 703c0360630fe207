"""Asking for all that is kept about oneself, in one file."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.services import schedule
from app.models import Account, Job, JobKind, JobState, PersonalExport
from app.models.turns import wait_for_others
from app.privacy.exports.files import FOLDER, forget_exports, key_of
from app.storage.store import Store

KEPT = dt.timedelta(days=7)
"""How long a file may be taken."""
JUST_MADE = dt.timedelta(minutes=10)
"""Asked for again so soon, the same file serves."""


def ask(session: Session, account: Account, moment: dt.datetime, store: Store) -> PersonalExport:
    """Ask for a file; the one that is being made, or was just made, where there is one.

    Two who ask at once wait for one another. A new file takes the place of an older one.
    """
    wait_for_others(session, account)
    latest = latest_of(session, account.id)
    if latest is not None and _serves(session, latest, moment, store):
        return latest
    forget_exports(session, PersonalExport.account_id == account.id, store)
    export = PersonalExport(account_id=account.id)
    session.add(export)
    session.flush()
    export.job_id = schedule(
        session,
        kind=JobKind.PERSONAL_EXPORT,
        subject_id=export.id,
        consultation_id=None,
        account_id=account.id,
    ).id
    session.flush()
    return export


def latest_of(session: Session, account_id: uuid.UUID) -> PersonalExport | None:
    """The last file that somebody asked for."""
    return session.scalar(
        sa.select(PersonalExport)
        .where(PersonalExport.account_id == account_id)
        .order_by(PersonalExport.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def job_of(session: Session, export: PersonalExport) -> Job | None:
    """The work that makes a file."""
    return session.get(Job, export.job_id) if export.job_id else None


def is_ready(export: PersonalExport, moment: dt.datetime, store: Store) -> bool:
    """Whether the file may be taken now."""
    is_made = export.expires_at is not None and export.expires_at > moment
    return is_made and store.holds(key_of(export.id))


def forget_old(session: Session, moment: dt.datetime, store: Store) -> int:
    """Erase the files whose time is over, and those that nothing leads to; how many exports."""
    number = forget_exports(session, PersonalExport.expires_at <= moment, store)
    known = {key_of(one) for one in session.scalars(sa.select(PersonalExport.id))}
    for file in store.each(FOLDER):
        if file.key not in known and file.written_at < moment - dt.timedelta(days=1):
            store.erase(file.key)
    return number


def _serves(session: Session, export: PersonalExport, moment: dt.datetime, store: Store) -> bool:
    job = job_of(session, export)
    if job is not None and not job.has_ended:
        return True
    is_done = job is not None and job.state is JobState.DONE
    return is_done and is_ready(export, moment, store) and export.created_at > moment - JUST_MADE
