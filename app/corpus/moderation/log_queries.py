"""Reading the log of moderation, and what it adds up to for everybody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Account,
    Activity,
    Appeal,
    Channel,
    CharterReason,
    Contribution,
    ModerationAct,
    ModerationEvent,
)
from app.models.types import start_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

BATCH = 500


@dataclass(frozen=True)
class LogSearch:
    """Which lines of the log are read. `until` is the last day, itself included."""

    act: ModerationAct | None = None
    account_id: uuid.UUID | None = None
    channel: Channel | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class LogLine:
    """What was decided about a contribution; `who` is empty where a rule or the author did."""

    id: uuid.UUID
    created_at: dt.datetime
    act: ModerationAct
    who: str
    reason: str
    message: str
    details: dict[str, Any]
    contribution_id: uuid.UUID
    contribution_title: str
    channel: Channel
    activity_title: str


def log_page(
    session: Session,
    consultation_id: uuid.UUID,
    search: LogSearch,
    cursor: Cursor,
    size: int = PAGE_SIZE,
) -> Page[LogLine]:
    """The log, the latest first."""
    found = paged(
        _lines(consultation_id, search),
        ModerationEvent.id,
        cursor,
        cursor.as_uuid(),
        size=size,
        descending=True,
    )
    lines = [_line(row) for row in session.execute(found)]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.id)


def log_lines(session: Session, consultation_id: uuid.UUID, search: LogSearch) -> Iterator[LogLine]:
    """The whole log in its order, a part at a time."""
    found = _lines(consultation_id, search).order_by(ModerationEvent.id)
    for rows in session.execute(found.execution_options(yield_per=BATCH)).partitions():
        yield from map(_line, rows)


def log_of(session: Session, contribution: Contribution) -> list[LogLine]:
    """What was decided about one contribution, in its order."""
    found = _lines(contribution.consultation_id, LogSearch()).where(
        ModerationEvent.contribution_id == contribution.id
    )
    return [_line(row) for row in session.execute(found.order_by(ModerationEvent.id).limit(100))]


def people_of(session: Session, consultation_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Those who decided something, by name."""
    rows = session.execute(
        sa.select(Account.id, Account.name)
        .where(
            Account.id.in_(
                sa.select(ModerationEvent.account_id).where(
                    ModerationEvent.consultation_id == consultation_id
                )
            )
        )
        .order_by(Account.name, Account.id)
    )
    return [(row.id, row.name) for row in rows]


def _lines(consultation_id: uuid.UUID, search: LogSearch) -> sa.Select[Any]:
    event = ModerationEvent
    found = (
        sa.select(
            event.id,
            event.created_at,
            event.act,
            sa.func.coalesce(Account.name, "").label("who"),
            sa.func.coalesce(CharterReason.title, "").label("reason"),
            event.message,
            event.details,
            event.contribution_id,
            Contribution.title.label("contribution_title"),
            Activity.channel,
            Activity.title.label("activity_title"),
        )
        .join(Contribution, Contribution.id == event.contribution_id)
        .join(Activity, Activity.id == Contribution.activity_id)
        .outerjoin(Account, Account.id == event.account_id)
        .outerjoin(CharterReason, CharterReason.id == event.reason_id)
        .where(event.consultation_id == consultation_id)
    )
    if search.act is not None:
        found = found.where(event.act == search.act)
    if search.account_id is not None:
        found = found.where(event.account_id == search.account_id)
    if search.channel is not None:
        found = found.where(Activity.channel == search.channel)
    if search.since is not None:
        found = found.where(event.created_at >= start_of(search.since))
    if search.until is not None:
        found = found.where(event.created_at < start_of(search.until + dt.timedelta(days=1)))
    return found


def _line(row: sa.Row[Any]) -> LogLine:
    # The reason as it was told that day, whatever became of the charter.
    return LogLine(**{**row._asdict(), "reason": row.details.get("reason") or row.reason})


@dataclass(frozen=True)
class Figures:
    """What moderation did, for everybody: refusals by reason, and what became of appeals."""

    refused: int
    by_reason: tuple[tuple[str, int], ...]
    appeals: int
    granted: int


def figures_of(session: Session, consultation_id: uuid.UUID) -> Figures:
    """The public figures of a consultation; a refusal that was taken back is none."""
    event, later = ModerationEvent, aliased(ModerationEvent)
    is_undone = sa.exists().where(
        later.contribution_id == event.contribution_id,
        later.act.in_((ModerationAct.REJECTED, ModerationAct.RESTORED)),
        later.id > event.id,
    )
    rows = session.execute(
        sa.select(CharterReason.title, sa.func.count())
        .select_from(event)
        .join(CharterReason, CharterReason.id == event.reason_id)
        .where(
            event.consultation_id == consultation_id,
            event.act == ModerationAct.REJECTED,
            ~is_undone,
        )
        .group_by(CharterReason.id, CharterReason.title)
        .order_by(sa.func.count().desc(), CharterReason.title)
    ).all()
    appeals, granted = session.execute(
        sa.select(
            sa.func.count(Appeal.id),
            sa.func.coalesce(sa.func.sum(sa.cast(Appeal.is_granted, sa.Integer)), 0),
        )
        .select_from(Appeal)
        .join(Contribution, Contribution.id == Appeal.contribution_id)
        .where(Contribution.consultation_id == consultation_id)
    ).one()
    by_reason = tuple((title, number) for title, number in rows)
    return Figures(sum(number for _, number in by_reason), by_reason, appeals, int(granted))
