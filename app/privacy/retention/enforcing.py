"""Doing what the policy promises, one processing at a time, each in a transaction of its own.

Killed in between, the next run goes on: what was done is found done, and nothing is counted twice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import Consultation, ConsultationState, RetentionReport
from app.models.turns import wait_for_consultation
from app.models.types import PARIS
from app.privacy.processings import Processing
from app.privacy.retention.calendar import due_days
from app.privacy.retention.enforcer import Scope
from app.privacy.retention.registry import ENFORCERS
from app.storage.store import Store

ACT = "privacy.enforce_retention"


@dataclass(frozen=True)
class Task:
    """A processing of a consultation of which something is due."""

    consultation_id: uuid.UUID
    processing: Processing
    deletes: bool


@dataclass(frozen=True)
class Done:
    """How many rows became anonymous, and how many went."""

    anonymised: int
    deleted: int


def due_tasks(session: Session, day: dt.date) -> list[Task]:
    """What is due on this day, done before or not."""
    ended = sa.select(Consultation).where(Consultation.ends_on < day).order_by(Consultation.id)
    return [task for one in session.scalars(ended).all() for task in _tasks_of(session, one, day)]


def _tasks_of(session: Session, consultation: Consultation, day: dt.date) -> Iterator[Task]:
    """What is still open has not ended."""
    if consultation.state is ConsultationState.OPEN:
        return
    for due in due_days(session, consultation):
        processing = due.terms.processing
        if processing in ENFORCERS and due.anonymise_on is not None and due.anonymise_on <= day:
            deletes = due.delete_on is not None and due.delete_on <= day
            yield Task(consultation.id, processing, deletes)


def enforce(session: Session, task: Task, moment: dt.datetime, store: Store) -> Done:
    """Do one task, and report it where it changed anything; the caller commits.

    Nothing is done where it is due no more: a steward opened the consultation again meanwhile, or
    gave it another end.
    """
    wait_for_consultation(session, task.consultation_id)
    consultation = session.get_one(Consultation, task.consultation_id)
    day = moment.astimezone(PARIS).date()
    if task not in _tasks_of(session, consultation, day):
        return Done(0, 0)
    enforcer, scope = ENFORCERS[task.processing], Scope(task.consultation_id, moment, store)
    anonymised = enforcer.anonymise(session, scope)
    deleted = enforcer.delete(session, scope) if task.deletes else 0
    done = Done(anonymised, deleted)
    if anonymised or deleted:
        _report(session, task, done, day)
    session.flush()
    return done


def _report(session: Session, task: Task, done: Done, day: dt.date) -> None:
    """Add to the report of the day."""
    report = session.scalar(
        sa.select(RetentionReport).where(
            RetentionReport.consultation_id == task.consultation_id, RetentionReport.day == day
        )
    )
    if report is None:
        report = RetentionReport(consultation_id=task.consultation_id, day=day, numbers={})
        session.add(report)
    before = report.numbers.get(task.processing.value, {})
    numbers = {
        "anonymised": before.get("anonymised", 0) + done.anonymised,
        "deleted": before.get("deleted", 0) + done.deleted,
    }
    report.numbers = {**report.numbers, task.processing.value: numbers}
    details = {"processing": task.processing.value, **vars(done)}
    record(session, ACT, consultation_id=task.consultation_id, details=details)
