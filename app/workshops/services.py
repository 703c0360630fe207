"""Adding, changing and deleting the workshops of a series."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Attendee,
    Channel,
    Consultation,
    Contribution,
    CorpusImport,
    Document,
    Note,
    NoteGroup,
    OrganisationKind,
    Respondent,
    RoomTable,
    Round,
    Seat,
    Synthesis,
    Workshop,
    WorkshopSeries,
    WorkshopTheme,
)
from app.models.turns import ChangedMeanwhile, fingerprint
from app.models.types import PARIS
from app.workshops.queries import workshop_of
from app.workshops.turns import StillUsed, wait_for_others

MOST_WORKSHOPS = 200
_NUMBERED = re.compile(r"A(\d{1,6})")


class TooManyWorkshops(ValueError):
    """A consultation has `MOST_WORKSHOPS` at most."""


@dataclass(frozen=True)
class Plan:
    """What is settled of a workshop. Hours are those of the clock in Paris.

    Without a title it is called by its town and its theme.
    """

    title: str = ""
    theme_id: uuid.UUID | None = None
    place: str = ""
    address: str = ""
    day: dt.date | None = None
    starts: dt.time | None = None
    ends: dt.time | None = None
    facilitator_id: uuid.UUID | None = None


@dataclass(frozen=True)
class NewTable:
    title: str = ""
    facilitator_id: uuid.UUID | None = None


@dataclass(frozen=True)
class NewRound:
    minutes: int
    question: str = ""


def plan_of(workshop: Workshop) -> Plan:
    """What is settled of a workshop that is there."""
    starts, ends = (_clock(moment) for moment in (workshop.starts_at, workshop.ends_at))
    return Plan(
        title=workshop.activity.title,
        theme_id=workshop.theme_id,
        place=workshop.activity.place,
        address=workshop.address,
        day=workshop.activity.starts_on,
        starts=starts,
        ends=ends,
        facilitator_id=workshop.facilitator_id,
    )


def state_of(workshop: Workshop) -> str:
    """The state of a workshop that a form was made from."""
    return fingerprint(vars(plan_of(workshop)))


def code_from(typed: str) -> str:
    """A code as codes of workshops look, or none."""
    return typed if _NUMBERED.fullmatch(typed) else ""


def next_code(session: Session, consultation_id: uuid.UUID) -> str:
    """The code after the highest in use: A01, A02, …"""
    codes = session.scalars(
        sa.select(Activity.code).where(
            Activity.consultation_id == consultation_id, Activity.code.like("A%")
        )
    )
    numbers = [int(found[1]) for code in codes if (found := _NUMBERED.fullmatch(code))]
    return f"A{max(numbers, default=0) + 1:02}"


def add_workshop(
    session: Session,
    consultation: Consultation,
    series: WorkshopSeries,
    plan: Plan,
    *,
    code: str = "",
    tables: Sequence[NewTable] = (),
    rounds: Sequence[NewRound] = (),
    attendance: Mapping[OrganisationKind, int] | None = None,
) -> Workshop:
    """Add a workshop to a series, its tables and rounds numbered from 1.

    It gets `code`, or the next free one where another workshop has it. The same plan sent twice
    under one code is one workshop.

    Raises:
        TooManyWorkshops: nothing is added.
        app.workshops.turns.Gone: somebody deleted the series meanwhile.
    """
    wait_for_others(session, consultation)
    wait_for_others(session, series)
    plan = _titled(session, plan)
    there = workshop_of(session, consultation.id, code) if code else None
    if there is not None and plan_of(there) == plan:
        return there
    _refuse_too_many(session, consultation.id)
    activity = Activity(
        consultation_id=consultation.id,
        phase_id=series.phase_id,
        channel=Channel.WORKSHOP,
        code=_free_code(session, consultation.id, code),
        attendance={kind.value: number for kind, number in (attendance or {}).items() if number},
    )
    workshop = Workshop(activity=activity, series_id=series.id)
    _settle(session, workshop, plan)
    session.add(workshop)
    session.flush()
    add_tables(session, activity.id, tables)
    add_rounds(session, activity.id, rounds)
    return workshop


def add_tables(
    session: Session, activity_id: uuid.UUID, tables: Sequence[NewTable], first: int = 1
) -> None:
    """Add tables to a room, numbered from `first`."""
    session.add_all(
        RoomTable(activity_id=activity_id, number=number, **vars(table))
        for number, table in enumerate(tables, first)
    )
    session.flush()


def add_rounds(
    session: Session, activity_id: uuid.UUID, rounds: Sequence[NewRound], first: int = 1
) -> None:
    """Add rounds to a workshop, numbered from `first`."""
    session.add_all(
        Round(activity_id=activity_id, number=number, **vars(one))
        for number, one in enumerate(rounds, first)
    )
    session.flush()


def change_workshop(session: Session, workshop: Workshop, plan: Plan, made_from: str) -> None:
    """Settle otherwise what was settled.

    Raises:
        ChangedMeanwhile: it is not the one that was shown.
    """
    wait_for_others(session, workshop.activity)
    plan = _titled(session, plan)
    if plan_of(workshop) == plan:
        return
    if made_from != state_of(workshop):
        raise ChangedMeanwhile
    _settle(session, workshop, plan)
    session.flush()


def delete_workshop(session: Session, workshop: Workshop) -> None:
    """Delete a workshop in which nothing was said yet, with its tables, rounds and names.

    Raises:
        StillUsed: notes, documents, a synthesis or contributions belong to it.
    """
    activity = workshop.activity
    wait_for_others(session, activity, to_delete=True)
    holders = (Note, Document, Synthesis, Contribution, Respondent, CorpusImport)
    held = sa.select(
        sa.or_(*(sa.exists().where(kind.activity_id == activity.id) for kind in holders))
    )
    if session.scalar(held):
        raise StillUsed(activity.code)
    tables = sa.select(RoomTable.id).where(RoomTable.activity_id == activity.id)
    session.execute(sa.delete(Seat).where(Seat.table_id.in_(tables)))
    session.execute(sa.delete(NoteGroup).where(NoteGroup.table_id.in_(tables)))
    for kind in (Attendee, Round, RoomTable, Workshop):
        session.execute(sa.delete(kind).where(kind.activity_id == activity.id))
    session.execute(sa.delete(Activity).where(Activity.id == activity.id))


def _refuse_too_many(session: Session, consultation_id: uuid.UUID) -> None:
    number = session.scalar(
        sa.select(sa.func.count())
        .select_from(Workshop)
        .join(Workshop.activity)
        .where(Activity.consultation_id == consultation_id)
    )
    if (number or 0) >= MOST_WORKSHOPS:
        raise TooManyWorkshops(number)


def _free_code(session: Session, consultation_id: uuid.UUID, wanted: str) -> str:
    taken = sa.exists().where(Activity.consultation_id == consultation_id, Activity.code == wanted)
    if wanted and not session.scalar(sa.select(taken)):
        return wanted
    return next_code(session, consultation_id)


def _titled(session: Session, plan: Plan) -> Plan:
    if plan.title:
        return plan
    theme = session.get(WorkshopTheme, plan.theme_id) if plan.theme_id else None
    parts = [part for part in (plan.place, theme.title if theme else "") if part]
    return replace(plan, title=" – ".join(parts)[:200])


def _settle(session: Session, workshop: Workshop, plan: Plan) -> None:
    theme = session.get(WorkshopTheme, plan.theme_id) if plan.theme_id else None
    activity = workshop.activity
    activity.title, activity.place = plan.title, plan.place
    activity.subject = theme.title if theme else ""
    activity.starts_on = activity.ends_on = plan.day
    workshop.theme = theme
    workshop.address = plan.address
    workshop.facilitator_id = plan.facilitator_id
    workshop.starts_at = _moment(plan.day, plan.starts)
    workshop.ends_at = _moment(plan.day, plan.ends)


def _moment(day: dt.date | None, clock: dt.time | None) -> dt.datetime | None:
    if day is None or clock is None:
        return None
    return dt.datetime.combine(day, clock, PARIS).astimezone(dt.UTC)


def _clock(moment: dt.datetime | None) -> dt.time | None:
    return moment.astimezone(PARIS).time() if moment else None
