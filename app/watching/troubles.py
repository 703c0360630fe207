"""What is wrong, decided from the figures: the same for the page, the messages and the doctor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.jobs.queues import QUEUE_OF, QueueName
from app.models import Trouble
from app.watching.figures import Figures, MailFigures
from app.watching.machine import Disk
from app.watching.signs import late_tasks, unserved_queues, worker_seen_at

LATE = {
    QueueName.MAIL: dt.timedelta(minutes=10),
    QueueName.IMPORTS: dt.timedelta(minutes=10),
    QueueName.ANALYSIS: dt.timedelta(hours=1),
}
"""A job that waits longer waits for a worker that is not there, or too many wait before it."""
LEAST_FREE = 0.10
"""Of the disk."""
OLDEST_BACKUP = dt.timedelta(days=2)
MANY_REFUSED = 10
"""So many messages that were not taken, at least half of them all, are no longer a few addresses
that were mistyped."""


@dataclass(frozen=True)
class Finding:
    """A trouble, since when, and how many things have it (bytes for the disk, jobs, messages)."""

    trouble: Trouble
    since: dt.datetime | None = None
    number: int = 0


def troubles_of_work(figures: Figures) -> list[Finding]:
    """What is wrong with jobs and messages."""
    found = []
    late = [
        one
        for kind, one in figures.waiting.items()
        if figures.moment - one.oldest > LATE[QUEUE_OF[kind]]
    ]
    if mail := _troubled_mail(figures.mail):
        found.append(mail)
    if late:
        oldest, number = min(one.oldest for one in late), sum(one.number for one in late)
        found.append(Finding(Trouble.QUEUE, oldest, number))
    if figures.broken:
        found.append(Finding(Trouble.JOB, number=figures.broken))
    return found


def troubles_of_machine(
    disk: Disk, backup: dt.datetime | None, moment: dt.datetime
) -> list[Finding]:
    """What is wrong with the room that is left and the copies that are kept."""
    found = []
    if disk.free_share < LEAST_FREE:
        found.append(Finding(Trouble.DISK, number=disk.free))
    if backup is None or moment - backup > OLDEST_BACKUP:
        found.append(Finding(Trouble.BACKUP, backup))
    return found


def troubles_of_signs(signs: Mapping[str, dt.datetime], moment: dt.datetime) -> list[Finding]:
    """What should live or happen, and does not."""
    found = []
    if silent := unserved_queues(signs, moment):
        found.append(Finding(Trouble.WORKER, worker_seen_at(signs), len(silent)))
    if late := late_tasks(signs, moment):
        found.append(Finding(Trouble.NIGHTLY, number=len(late)))
    return found


def by_gravity(found: list[Finding]) -> list[Finding]:
    """The gravest first: the first is what to mend first."""
    order = list(Trouble)
    return sorted(found, key=lambda one: order.index(one.trouble))


def _troubled_mail(mail: MailFigures) -> Finding | None:
    """Whether messages do not leave: none did since the server was last out of reach, or most of
    them come back."""
    failed = sum(mail.failed.values())
    refused_at = mail.last_refused_at
    if refused_at and (mail.last_sent_at is None or mail.last_sent_at < refused_at):
        return Finding(Trouble.MAIL, refused_at, mail.waiting + failed)
    if failed >= MANY_REFUSED and failed >= mail.sent:
        return Finding(Trouble.MAIL, number=failed)
    return None
