"""Signs of life: what lives or was done says so, and what says nothing any more is noticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.queues import QueueName
from app.models import SignOfLife

WORKERS = {name: f"worker {name.value}" for name in QueueName}
"""The sign of whoever serves a queue: one of several workers at least."""
WORKER_SILENCE = dt.timedelta(minutes=2)
"""A worker that said nothing for so long is not there."""


@dataclass(frozen=True)
class Nightly:
    """A command that cron runs; `longest` is how long it may stay away, None for good."""

    name: str
    longest: dt.timedelta | None = dt.timedelta(days=2)


NIGHTLY = (
    Nightly("moderation forget"),
    Nightly("ideas forget-origins"),
    Nightly("submissions forget-drafts"),
    Nightly("privacy enforce-retention"),
    Nightly("privacy tidy"),
    Nightly("account tidy"),
    Nightly("audit forget"),
    Nightly("forget-analysis-steps"),
    Nightly("uploads tidy"),
    Nightly("notifications send-digests", longest=None),
    Nightly("notifications send-reminders", longest=None),
    Nightly("strategy verify", longest=None),
)
"""Those of docs/operating.md. One night without is no trouble yet; the last three are never one:
the worker asks for messages by itself, and there may be no strategy to verify."""


def keep_sign(session: Session, name: str, moment: dt.datetime) -> None:
    """Say that something lives, or was done, now."""
    seen = sa.update(SignOfLife).where(SignOfLife.name == name).values(seen_at=moment)
    if not session.execute(seen.returning(SignOfLife.name)).scalar():
        # Two that come first at once: one of them says it again a moment later.
        session.add(SignOfLife(name=name, seen_at=moment))
        session.flush()


def signs_of(session: Session) -> dict[str, dt.datetime]:
    """When each was seen last."""
    return dict(session.execute(sa.select(SignOfLife.name, SignOfLife.seen_at)).all())


def unserved_queues(signs: Mapping[str, dt.datetime], moment: dt.datetime) -> list[QueueName]:
    """The queues of which no worker said anything for `WORKER_SILENCE`."""
    return [
        name
        for name, sign in WORKERS.items()
        if sign not in signs or moment - signs[sign] > WORKER_SILENCE
    ]


def worker_seen_at(signs: Mapping[str, dt.datetime]) -> dt.datetime | None:
    """When all the queues were last served; None where one never was."""
    seen = [signs.get(sign) for sign in WORKERS.values()]
    known = [moment for moment in seen if moment is not None]
    return min(known) if len(known) == len(seen) else None


def late_tasks(signs: Mapping[str, dt.datetime], moment: dt.datetime) -> list[Nightly]:
    """The nightly commands that never came to their end, or too long ago."""
    return [
        task
        for task in NIGHTLY
        if task.longest is not None
        and (task.name not in signs or moment - signs[task.name] > task.longest)
    ]
