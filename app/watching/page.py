"""What the pages of health show: what is wrong first, then what waits, what failed, what runs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.jobs.sentences import failure_sentence
from app.models import Job, JobKind, MailTrouble, Trouble
from app.settings import current_settings
from app.watching import machine
from app.watching.figures import Figures, Waiting, figures_of
from app.watching.nightly_sentences import nightly_sentence
from app.watching.sentences import Told, told
from app.watching.signs import NIGHTLY, signs_of, worker_seen_at
from app.watching.troubles import (
    Finding,
    by_gravity,
    troubles_of_machine,
    troubles_of_signs,
    troubles_of_work,
)


@dataclass(frozen=True)
class Task:
    """A nightly command, and when it last came to its end."""

    name: str
    sentence: str
    seen_at: dt.datetime | None


@dataclass(frozen=True)
class Machine:
    """What only those who operate the platform are shown."""

    version: str
    disk: machine.Disk
    database_bytes: int
    backup: dt.datetime | None
    tasks: Sequence[Task]


@dataclass(frozen=True)
class Health:
    """The state of the platform, or of what concerns one consultation."""

    troubles: Sequence[Told]
    waiting: Mapping[JobKind, Waiting]
    failed: Sequence[tuple[Job, str]]
    """Jobs, and why each failed."""
    mails_failed: Mapping[MailTrouble, int]
    mails_waiting: int
    worker_seen_at: dt.datetime | None
    machine: Machine | None = None


def health_of_consultation(
    session: Session, consultation_id: uuid.UUID, moment: dt.datetime
) -> Health:
    """What waits and failed in a consultation. That no worker lives concerns everybody."""
    figures, signs = figures_of(session, moment, consultation_id), signs_of(session)
    of_worker = [one for one in troubles_of_signs(signs, moment) if one.trouble is Trouble.WORKER]
    found = [*troubles_of_work(figures), *of_worker]
    return _health(figures, found, worker_seen_at(signs))


def health_of_platform(session: Session, moment: dt.datetime) -> Health:
    """All of it."""
    directory = current_settings().data_directory
    disk, backup = machine.disk_of(directory), machine.last_backup(directory)
    figures, signs = figures_of(session, moment), signs_of(session)
    found = [
        *troubles_of_work(figures),
        *troubles_of_signs(signs, moment),
        *troubles_of_machine(disk, backup, moment),
    ]
    shown = Machine(
        version=machine.running_version(),
        disk=disk,
        database_bytes=machine.database_size(session.connection()),
        backup=backup,
        tasks=[
            Task(task.name, nightly_sentence(task.name), signs.get(task.name)) for task in NIGHTLY
        ],
    )
    return replace(_health(figures, found, worker_seen_at(signs)), machine=shown)


def _health(figures: Figures, found: list[Finding], seen_at: dt.datetime | None) -> Health:
    return Health(
        troubles=[told(one) for one in by_gravity(found)],
        waiting=figures.waiting,
        failed=[(job, failure_sentence(job.error)) for job in figures.failed],
        mails_failed=figures.mail.failed,
        mails_waiting=figures.mail.waiting,
        worker_seen_at=seen_at,
    )
