"""Writing bodies: what they are, their colleges, who sits there."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.services import slug_of
from app.models import Body, BodyMember, College
from app.models.turns import ChangedMeanwhile, wait_for_consultation, wait_for_others

LONGEST_NAME = 200
LONGEST_ROLE = 5_000
LONGEST_RHYTHM = 120
"""Months."""
MOST_SEATS = 1_000
_CODE_LENGTH = 32


class ReportsInCircles(ValueError):
    """A body would report to itself, or to one that reports to it."""


class NotHere(ValueError):
    """It names a body, or a college, of elsewhere."""


class NameTaken(ValueError):
    """The body has a college with this name."""


@dataclass(frozen=True, kw_only=True)
class BodyPlan:
    """A body as it is described. `rhythm` in months and `quorum` in hundredths; 0: none."""

    name: str
    role: str = ""
    rhythm: int = 0
    quorum: int = 0
    reports_to_id: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MemberPlan:
    """Who sits in a college, and from when until when."""

    college_id: uuid.UUID
    name: str
    organisation: str = ""
    post: str = ""
    account_id: uuid.UUID | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def add_body(session: Session, consultation_id: uuid.UUID, plan: BodyPlan, *, key: str) -> Body:
    """A new body, with a code of its name. `key` was made with the page: sent twice, it is made
    once.

    Raises:
        NotHere: it reports to a body of another consultation.
    """
    wait_for_consultation(session, consultation_id)
    ours = Body.consultation_id == consultation_id
    there = session.scalar(sa.select(Body).where(ours, Body.key == key))
    if there is not None:
        return there
    codes = set(session.scalars(sa.select(Body.code).where(ours)))
    body = Body(
        consultation_id=consultation_id,
        key=key,
        code=_code_of(plan.name, codes),
        position=len(codes),
    )
    _describe(session, body, plan)
    session.add(body)
    session.flush()
    return body


def change_body(session: Session, body: Body, plan: BodyPlan, *, version: int) -> None:
    """Describe a body anew.

    Raises:
        ChangedMeanwhile: somebody did since `version` was shown.
        NotHere, ReportsInCircles: it cannot report to that one.
    """
    # Who reports to whom is one thing: two changes must not make a circle together.
    wait_for_consultation(session, body.consultation_id)
    wait_for_others(session, body)
    if body.version != version:
        raise ChangedMeanwhile(body.id)
    _describe(session, body, plan)
    body.version += 1
    session.flush()


def set_closed(session: Session, body: Body, *, is_closed: bool) -> None:
    """Let a body meet no more, or again. Its history stays. Twice is as once."""
    wait_for_others(session, body)
    if body.is_closed is not is_closed:
        body.is_closed = is_closed
        body.version += 1
        session.flush()


def add_college(session: Session, body: Body, name: str, seats: int | None) -> College:
    """A new college of a body.

    Raises:
        NameTaken: it has one with this name, with other seats; with the same, it is that one.
    """
    wait_for_others(session, body)
    colleges = session.scalars(sa.select(College).where(College.body_id == body.id)).all()
    for one in colleges:
        if one.name.casefold() == name.casefold():
            if (one.name, one.seats) == (name, seats):
                return one
            raise NameTaken(name)
    college = College(body_id=body.id, name=name, seats=seats, position=len(colleges))
    session.add(college)
    session.flush()
    return college


def add_member(session: Session, body: Body, plan: MemberPlan) -> BodyMember:
    """Somebody sits in a college. The same person with the same term is one member.

    Raises:
        NotHere: the college is not one of the body.
    """
    wait_for_others(session, body)
    _check_college(session, body, plan.college_id)
    there = session.scalar(
        sa.select(BodyMember).where(
            BodyMember.college_id == plan.college_id,
            BodyMember.name == plan.name,
            BodyMember.organisation == plan.organisation,
            BodyMember.starts_on.is_not_distinct_from(plan.starts_on),
            BodyMember.ends_on.is_not_distinct_from(plan.ends_on),
        )
    )
    if there is not None:
        return there
    member = BodyMember(**vars(plan))
    session.add(member)
    session.flush()
    return member


def change_member(
    session: Session, body: Body, member: BodyMember, plan: MemberPlan, *, version: int
) -> None:
    """Correct a member, or end their term; they stay in the history of the body.

    Raises:
        ChangedMeanwhile: somebody did since `version` was shown.
        NotHere: the college is not one of the body.
    """
    wait_for_others(session, body)
    wait_for_others(session, member)
    if member.version != version:
        raise ChangedMeanwhile(member.id)
    _check_college(session, body, plan.college_id)
    for name, value in vars(plan).items():
        setattr(member, name, value)
    member.version += 1
    session.flush()


def _check_college(session: Session, body: Body, college_id: uuid.UUID) -> None:
    college = session.get(College, college_id)
    if college is None or college.body_id != body.id:
        raise NotHere(college_id)


def _describe(session: Session, body: Body, plan: BodyPlan) -> None:
    _check_above(session, body, plan.reports_to_id)
    body.name, body.role = plan.name, plan.role
    body.rhythm, body.quorum = plan.rhythm, plan.quorum
    body.reports_to_id = plan.reports_to_id


def _check_above(session: Session, body: Body, above_id: uuid.UUID | None) -> None:
    rows = session.execute(
        sa.select(Body.id, Body.reports_to_id).where(Body.consultation_id == body.consultation_id)
    )
    above = {row.id: row.reports_to_id for row in rows}
    seen = {body.id} if body.id else set()
    while above_id is not None:
        if above_id not in above:
            raise NotHere(above_id)
        if above_id in seen:
            raise ReportsInCircles(above_id)
        seen.add(above_id)
        above_id = above[above_id]


def _code_of(name: str, taken: set[str]) -> str:
    """A code for an address: the letters of the name, with a number where it is taken."""
    base = slug_of(name)[:_CODE_LENGTH].strip("-")
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
