"""Which troubles are told by mail now: each once a day at most, and its end once.

Claimed in one transaction, sent after it: of several workers that look at once, one tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Alert, Trouble
from app.watching.troubles import Finding

BETWEEN_MESSAGES = dt.timedelta(days=1)
BETWEEN_TRIES = dt.timedelta(hours=1)
"""After a message that could not leave, or a worker that was lost while it sent one."""
TOLD_BY_MAIL = (Trouble.DISK, Trouble.MAIL, Trouble.QUEUE, Trouble.JOB, Trouble.BACKUP)
"""Not the worker, for it tells them; nor the nightly commands, which harm nobody for a day."""


@dataclass(frozen=True)
class News:
    """What to tell: a trouble, or that it is over."""

    finding: Finding
    is_over: bool = False


def claim_news(session: Session, found: Collection[Finding], moment: dt.datetime) -> list[News]:
    """What to tell now, kept for whoever asked: nobody else is given it."""
    troubles = {one.trouble: one for one in found if one.trouble in TOLD_BY_MAIL}
    known = {alert.trouble: alert for alert in session.scalars(_held())}
    _begin(session, troubles, known, moment)
    return [
        *_to_tell(troubles, known, moment),
        *_to_take_back(troubles, known),
    ]


def was_told(session: Session, trouble: Trouble, moment: dt.datetime) -> None:
    """A message about a trouble left: the next of its kind waits a day."""
    session.execute(
        sa.update(Alert)
        .where(Alert.trouble == trouble)
        .values(is_told=True, may_tell_at=moment + BETWEEN_MESSAGES)
    )


def _held() -> sa.Select[Alert]:
    """What is known, kept from other workers for this transaction."""
    return sa.select(Alert).with_for_update().execution_options(populate_existing=True)


def _begin(
    session: Session,
    troubles: Mapping[Trouble, Finding],
    known: dict[Trouble, Alert],
    moment: dt.datetime,
) -> None:
    """Write down what is new. Two workers that see it at once: one of them looks again later."""
    for trouble in troubles:
        alert = known.get(trouble)
        if alert is None:
            known[trouble] = alert = Alert(trouble=trouble, began_at=moment, may_tell_at=moment)
            session.add(alert)
        elif alert.is_over:
            alert.is_over, alert.is_told, alert.began_at = False, False, moment
    session.flush()


def _to_tell(
    troubles: Mapping[Trouble, Finding], known: Mapping[Trouble, Alert], moment: dt.datetime
) -> list[News]:
    due = [known[trouble] for trouble in troubles if known[trouble].may_tell_at <= moment]
    for alert in due:
        alert.may_tell_at = moment + BETWEEN_TRIES
    return [News(troubles[alert.trouble]) for alert in due]


def _to_take_back(
    troubles: Mapping[Trouble, Finding], known: Mapping[Trouble, Alert]
) -> list[News]:
    over = [alert for alert in known.values() if alert.trouble not in troubles]
    news = [
        News(Finding(alert.trouble, alert.began_at), is_over=True)
        for alert in over
        if not alert.is_over and alert.is_told
    ]
    for alert in over:
        alert.is_over = True
    return news
