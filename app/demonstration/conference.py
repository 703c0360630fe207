"""The conferences of the demonstration: that of 2016, and a small one to try registering for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.conference.attendance import correct
from app.conference.checking_in import Desk, check_in
from app.conference.programme import (
    ConferencePlan,
    SessionPlan,
    add_session,
    create_conference,
    publish,
)
from app.corpus.codes import new_secret
from app.demonstration.kinds import ORGANISATION_KINDS
from app.models import Activity, Conference, OrganisationKind, Registration, RegistrationState
from app.models.types import PARIS, today

BEFORE = dt.timedelta(days=20)
"""How long before the conference of 2016 people registered."""


def load_conference(
    session: Session,
    file: Mapping[str, Any],
    *,
    consultation_id: uuid.UUID,
    phase_id: uuid.UUID,
    welcomed_by: uuid.UUID,
) -> Activity:
    """The conference of 2016: its programme, some of those who registered, how many came."""
    conference = _prepared(session, file, file["date"], consultation_id, phase_id)
    _add_people(session, conference, file, conference.starts_at - BEFORE, welcomed_by)
    participants: dict[str, int] = file["participants"]
    correct(session, conference, {_kind(name): number for name, number in participants.items()})
    return conference.activity


def load_conference_to_come(
    session: Session, file: Mapping[str, Any], *, consultation_id: uuid.UUID
) -> Conference:
    """A conference that takes registrations, some weeks after today."""
    day = today() + dt.timedelta(days=file["in_days"])
    conference = _prepared(session, file, day, consultation_id, None)
    _add_people(session, conference, file, dt.datetime.now(dt.UTC), None)
    return conference


def _prepared(
    session: Session,
    file: Mapping[str, Any],
    day: dt.date,
    consultation_id: uuid.UUID,
    phase_id: uuid.UUID | None,
) -> Conference:
    plan = ConferencePlan(
        title=file["title"],
        starts_at=_at(day, file["from"]),
        ends_at=_at(day, file["to"]),
        place=file["place"],
        address=file["address"],
        presentation=file["presentation"].strip(),
        capacity=file["capacity"],
        takes_registrations=True,
    )
    conference = create_conference(
        session, consultation_id=consultation_id, plan=plan, phase_id=phase_id
    )
    for part in file["sessions"]:
        add_session(session, conference, _session_plan(day, part))
    publish(session, conference, is_published=True)
    session.flush()
    return conference


def _session_plan(day: dt.date, part: Mapping[str, Any]) -> SessionPlan:
    return SessionPlan(
        title=part["title"],
        starts_at=_at(day, part["from"]),
        ends_at=_at(day, part["to"]),
        room=part["room"],
        speakers="\n".join(part.get("speakers", ())),
        presentation=part.get("presentation", "").strip(),
        has_debate=part.get("debate", True),
    )


def _add_people(
    session: Session,
    conference: Conference,
    file: Mapping[str, Any],
    moment: dt.datetime,
    welcomed_by: uuid.UUID | None,
) -> None:
    """Those who registered. Not by the page: no message may leave to people who do not exist."""
    for number, person in enumerate(file["registrations"], start=1):
        is_cancelled = person.get("cancelled", False)
        registration = Registration(
            conference_id=conference.id,
            key=new_secret(),
            name=person["name"],
            email=f"inscription{number}@sillage.example",
            organisation=person["organisation"],
            kind=_kind(person["kind"]),
            territory=person["territory"],
            needs=person.get("needs", ""),
            state=RegistrationState.CANCELLED if is_cancelled else RegistrationState.CONFIRMED,
            state_since=moment,
            created_at=moment,
        )
        session.add(registration)
        session.flush()
        if "came" in person:
            arrived = _at(conference.starts_at.astimezone(PARIS).date(), person["came"])
            check_in(session, conference, registration.id, Desk(welcomed_by, arrived))


def _kind(name: str) -> OrganisationKind:
    """A kind as the files name it; those of the social economy are not told apart everywhere."""
    return OrganisationKind.ENTERPRISE if name == "entreprise" else ORGANISATION_KINDS[name]


def _at(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), PARIS)
