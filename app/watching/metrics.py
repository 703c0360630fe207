"""The figures of a platform for Prometheus. No label holds anything that a person gave."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.queues import QUEUE_OF
from app.models import JobKind, JobState, MailTrouble
from app.settings import current_settings
from app.watching import figures, machine
from app.watching.exposition import Family, family, histogram_samples
from app.watching.request_counts import BOUNDS, Kind, RequestCounts, Times
from app.watching.signs import NIGHTLY, WORKERS, signs_of
from app.web.transaction import undo


def families_of_requests(counts: RequestCounts) -> list[Family]:
    """Requests by endpoint, method and status, and how long each endpoint took."""
    found = counts.all()
    by_endpoint: dict[str, Times] = defaultdict(Times)
    for kind, times in found.items():
        by_endpoint[kind.endpoint].add(times)
    name = "sillage_request_seconds"
    return [
        family(
            "sillage_requests_total",
            "counter",
            "Requests answered.",
            [(_labels(kind), times.total) for kind, times in sorted(found.items(), key=_by_name)],
        ),
        Family(
            name,
            "histogram",
            "Seconds until an answer began.",
            [
                line
                for endpoint, times in sorted(by_endpoint.items())
                for line in histogram_samples(
                    name, {"endpoint": endpoint}, BOUNDS, times.numbers, times.seconds
                )
            ],
        ),
    ]


def families_of_work(session: Session, moment: dt.datetime) -> list[Family]:
    """What waits, what failed, what lives; only that the database is away when it is."""
    name, text = "sillage_database_up", "Whether the database answers."
    try:
        found = [*_jobs(session, moment), *_rows(session, moment), *_signs(session, moment)]
    except sa.exc.SQLAlchemyError:
        undo()
        return [family(name, "gauge", text, [({}, 0)]), *_machine(moment)]
    return [family(name, "gauge", text, [({}, 1)]), *found, *_machine(moment)]


def _jobs(session: Session, moment: dt.datetime) -> list[Family]:
    waiting = figures.waiting_jobs(session)
    states = figures.jobs_by_state(session)
    return [
        family(
            "sillage_jobs_waiting",
            "gauge",
            "Jobs that wait for a worker.",
            [(_of(kind), one.number) for kind, one in waiting.items()],
        ),
        family(
            "sillage_job_oldest_seconds",
            "gauge",
            "Seconds that the oldest waiting job has waited; nothing where none does.",
            [(_of(kind), _age(one.oldest, moment)) for kind, one in waiting.items()],
        ),
        family(
            "sillage_jobs",
            "gauge",
            "Jobs in each state.",
            [({"state": state.value}, states.get(state, 0)) for state in JobState],
        ),
    ]


def _rows(session: Session, moment: dt.datetime) -> list[Family]:
    failed = figures.mails_by_trouble(session, moment - figures.REMEMBERED)
    return [
        family(
            "sillage_mails_failed",
            "gauge",
            "Messages of the last seven days that were not taken.",
            [({"reason": one.value}, failed.get(one, 0)) for one in _TROUBLES],
        ),
        family(
            "sillage_drafts",
            "gauge",
            "Responses begun and not sent.",
            [({}, figures.number_of_drafts(session))],
        ),
        family(
            "sillage_database_bytes",
            "gauge",
            "Size of the database.",
            [({}, machine.database_size(session.connection()))],
        ),
    ]


def _signs(session: Session, moment: dt.datetime) -> list[Family]:
    signs = signs_of(session)
    return [
        family(
            "sillage_worker_silent_seconds",
            "gauge",
            "Seconds since a worker of a queue said that it lives; nothing where none ever did.",
            [
                ({"queue": name.value}, _age(signs[sign], moment))
                for name, sign in WORKERS.items()
                if sign in signs
            ],
        ),
        family(
            "sillage_nightly_age_seconds",
            "gauge",
            "Seconds since a nightly command came to its end.",
            [
                ({"command": task.name}, _age(signs[task.name], moment))
                for task in NIGHTLY
                if task.name in signs
            ],
        ),
    ]


def _machine(moment: dt.datetime) -> list[Family]:
    directory = current_settings().data_directory
    disk, backup = machine.disk_of(directory), machine.last_backup(directory)
    return [
        family("sillage_disk_free_bytes", "gauge", "Room left for the data.", [({}, disk.free)]),
        family("sillage_disk_bytes", "gauge", "Size of that disk.", [({}, disk.size)]),
        family(
            "sillage_backup_age_seconds",
            "gauge",
            "Seconds since the last backup; nothing where none is known.",
            [({}, _age(backup, moment))] if backup else [],
        ),
        family(
            "sillage_info",
            "gauge",
            "The version that runs.",
            [({"version": machine.running_version()}, 1)],
        ),
    ]


def _labels(kind: Kind) -> dict[str, str]:
    return {"endpoint": kind.endpoint, "method": kind.method, "status": str(kind.status)}


def _of(kind: JobKind) -> dict[str, str]:
    return {"queue": QUEUE_OF[kind].value, "kind": kind.value}


def _by_name(item: tuple[Kind, Times]) -> tuple[str, str, int]:
    return item[0].endpoint, item[0].method, item[0].status


def _age(since: dt.datetime, moment: dt.datetime) -> float:
    return max(0.0, round((moment - since).total_seconds(), 1))


_TROUBLES = [one for one in MailTrouble if one is not MailTrouble.CANCELLED]
