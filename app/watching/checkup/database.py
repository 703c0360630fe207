"""What the database says: its tables, its clock, its settings, and the signs of life in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Trouble
from app.models.types import now
from app.watching.checkup.verdict import Verdict, mend, ok
from app.watching.figures import figures_of
from app.watching.readiness import is_migrated
from app.watching.signs import late_tasks, signs_of
from app.watching.troubles import Finding, troubles_of_signs, troubles_of_work
from app.web.transaction import undo

MOST_APART = dt.timedelta(seconds=5)
"""Between the clock of this machine and that of the database."""
_SECONDS = {
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400",
}
"""Since 1970, on the clock of the database."""
LASTING = {"fsync": "on", "full_page_writes": "on"}
"""Settings of PostgreSQL without which what was acknowledged does not survive a power cut."""


def verdicts_of_database(session: Session) -> Iterator[Verdict]:
    """The checks; one only where the database cannot be reached."""
    try:
        connection = session.connection()
        yield _clock(connection)
        yield _lasting(connection)
        if connection.dialect.name == "postgresql":
            yield _encoding(connection)
        if not is_migrated(session):
            yield mend("migrations", "The tables are of another version.", "flask db upgrade")
            return
        yield ok("migrations", "The tables are of this version.")
        yield from _work(session)
    except sa.exc.SQLAlchemyError:
        undo()
        yield mend(
            "database",
            "The database does not answer.",
            "Look whether it runs, and at the host, the user and the password in DATABASE_URL.",
        )


def _clock(connection: Connection) -> Verdict:
    told = float(connection.scalar(sa.text(_SECONDS[connection.dialect.name])) or 0)
    apart = abs(now() - dt.datetime.fromtimestamp(told, dt.UTC))
    if apart > MOST_APART:
        return mend(
            "clock",
            f"The clocks of this machine and of the database are {apart.total_seconds():.0f} s"
            " apart.",
            "Set both by NTP (timedatectl set-ntp true).",
        )
    return ok("clock", "That of the database is that of this machine.")


def _lasting(connection: Connection) -> Verdict:
    """Whether a commit is on the disk before it is acknowledged."""
    if connection.dialect.name == "sqlite":
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        if (mode, level) != ("wal", 2):
            return mend(
                "durability",
                f"SQLite runs with journal_mode={mode}, synchronous={level}.",
                "Put the database on a local disk, where WAL works, not on a network share.",
            )
        return ok("durability", "WAL, each commit on the disk (synchronous=FULL).")
    off = [name for name, good in LASTING.items() if _shown(connection, name) != good]
    off += ["synchronous_commit"] if _shown(connection, "synchronous_commit") == "off" else []
    if off:
        return mend(
            "durability",
            f"PostgreSQL may lose what was acknowledged: {', '.join(off)} is off.",
            f"Turn it on in postgresql.conf: {', '.join(off)}.",
        )
    return ok("durability", "Each commit is on the disk before it is acknowledged.")


def _encoding(connection: Connection) -> Verdict:
    encoding = _shown(connection, "server_encoding")
    if encoding != "UTF8":
        return mend(
            "encoding",
            f"The database holds {encoding}: not every name can be written in it.",
            "Create it anew: createdb --encoding=UTF8 --template=template0.",
        )
    return ok("encoding", "UTF-8.")


def _shown(connection: Connection, name: str) -> str:
    return str(connection.scalar(sa.select(sa.func.current_setting(name))))


def _work(session: Session) -> Iterator[Verdict]:
    moment, signs = now(), signs_of(session)
    found = [*troubles_of_signs(signs, moment), *troubles_of_work(figures_of(session, moment))]
    by_trouble = {one.trouble: one for one in found}
    late = ", ".join(task.name for task in late_tasks(signs, moment))
    for trouble, (name, good, bad, advice) in _WORK.items():
        if trouble in by_trouble:
            yield mend(name, _filled(bad, by_trouble[trouble], late), advice)
        else:
            yield ok(name, good)


def _filled(text: str, finding: Finding, late: str) -> str:
    return text.format(number=finding.number, late=late)


_WORK = {
    Trouble.WORKER: (
        "worker",
        "Each queue has one that lives.",
        "{number} queues have no worker: none said for two minutes that it lives.",
        "Start one: flask worker, without --queue for all of them.",
    ),
    Trouble.NIGHTLY: (
        "nightly tasks",
        "Each ran in the last two days.",
        "These did not come to their end for two days: {late}.",
        "Put them into cron (docs/operating.md), with the settings of the other processes.",
    ),
    Trouble.QUEUE: (
        "waiting jobs",
        "None is late.",
        "{number} jobs wait longer than they should.",
        "Start one more worker, unless an analysis is about to end.",
    ),
    Trouble.JOB: (
        "failed jobs",
        "None failed in the last day for a reason of ours.",
        "{number} failed in the last day.",
        "Look for `job failed` in the log.",
    ),
    Trouble.MAIL: (
        "messages",
        "They leave.",
        "They do not leave, or most come back: {number}.",
        "See what is said of mail below; then send again what failed, from its page.",
    ),
}
"""Of each trouble: the name of its check, and what is said when it is not there, and when it is."""
