"""Which troubles are told by mail now: each once a day at most, and its end once.

Claimed in one transaction, sent after it: of several processes that look at once, one tells. What
is claimed is tried again an hour later, unless `was_told` says that it left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import Alert, Trouble
from app.models.types import UtcDateTime
from app.watching.troubles import Finding

BETWEEN_MESSAGES = dt.timedelta(days=1)
BETWEEN_TRIES = dt.timedelta(hours=1)
"""After a message that could not leave, or a process that was lost while it sent one."""
TOLD_BY_MAIL = (
    Trouble.WORKER,
    Trouble.DISK,
    Trouble.MAIL,
    Trouble.QUEUE,
    Trouble.JOB,
    Trouble.BACKUP,
)
"""Not the nightly commands, which harm nobody for a day."""
LASTING = {Trouble.WORKER: dt.timedelta(minutes=3)}
"""How long a trouble must have lasted before it is told. Workers that are started one after another
find the last of them silent."""


@dataclass(frozen=True)
class News:
    """What to tell: a trouble, or that it is over."""

    finding: Finding
    is_over: bool = False


def claim_news(session: Session, found: Collection[Finding], moment: dt.datetime) -> list[News]:
    """What to tell now, kept for whoever asked: nobody else is given it."""
    troubles = {one.trouble: one for one in found if one.trouble in TOLD_BY_MAIL}
    _write_down_new(session, troubles, moment)
    known = session.scalars(_held()).all()
    there = [alert for alert in known if alert.trouble in troubles]
    _begin_again(there, moment)
    return [
        *(News(troubles[alert.trouble]) for alert in _claimed(there, moment)),
        *_ends([alert for alert in known if alert.trouble not in troubles], moment),
    ]


def was_told(session: Session, news: News, moment: dt.datetime) -> None:
    """A message left: the next of its kind waits a day, and the end of a trouble is told once."""
    next_at: sa.ColumnElement[dt.datetime] = sa.literal(moment + BETWEEN_MESSAGES, UtcDateTime)
    if not news.is_over:
        # Over while the message was on its way: that is told next, without waiting.
        next_at = sa.case((Alert.is_over, sa.literal(moment, UtcDateTime)), else_=next_at)
    session.execute(
        sa.update(Alert)
        .where(Alert.trouble == news.finding.trouble)
        .values(is_told=not news.is_over, may_tell_at=next_at)
    )


def _held() -> sa.Select[Any]:
    """What is known, kept from others for this transaction; in one order, as several wait."""
    return (
        sa.select(Alert)
        .order_by(Alert.trouble)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _write_down_new(session: Session, troubles: Collection[Trouble], moment: dt.datetime) -> None:
    """Those that were never seen; two that see one at once write it down once."""
    known = set(session.scalars(sa.select(Alert.trouble)))
    new = [trouble for trouble in troubles if trouble not in known]
    if not new:
        return
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if is_postgresql else sqlite.insert
    session.execute(
        insert(Alert).on_conflict_do_nothing(index_elements=["trouble"]),
        [
            {
                "trouble": trouble,
                "began_at": moment,
                "is_over": False,
                "is_told": False,
                "may_tell_at": _earliest(trouble, moment),
            }
            for trouble in sorted(new)
        ],
    )


def _begin_again(there: Collection[Alert], moment: dt.datetime) -> None:
    for alert in there:
        if alert.is_over and not alert.is_told:
            alert.began_at = moment
            alert.may_tell_at = max(alert.may_tell_at, _earliest(alert.trouble, moment))
        # One whose end could not be told is still what people know.
        alert.is_over = False


def _earliest(trouble: Trouble, moment: dt.datetime) -> dt.datetime:
    return moment + LASTING.get(trouble, dt.timedelta())


def _claimed(alerts: Collection[Alert], moment: dt.datetime) -> list[Alert]:
    due = [alert for alert in alerts if alert.may_tell_at <= moment]
    for alert in due:
        alert.may_tell_at = moment + BETWEEN_TRIES
    return due


def _ends(over: Collection[Alert], moment: dt.datetime) -> list[News]:
    """The ends to tell: of what was told, at once, and until the message has left."""
    for alert in over:
        if not alert.is_over and alert.is_told:
            alert.may_tell_at = moment
        alert.is_over = True
    to_tell = _claimed([alert for alert in over if alert.is_told], moment)
    return [News(Finding(alert.trouble, alert.began_at), is_over=True) for alert in to_tell]
