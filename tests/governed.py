"""A body that sits, meets and decides, and a version of the strategy of its consultation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import (
    Body,
    BodyMember,
    College,
    Consultation,
    Decision,
    DecisionKind,
    Meeting,
    MeetingDocument,
    MeetingState,
    StrategyVersion,
)
from app.strategy.governance.deciding import Wanted, decide
from app.strategy.queries import strategy_of
from app.strategy.versions.making import NewVersion, make

HELD = dt.datetime(2016, 11, 28, 13, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Governed:
    """What stands there: the names of people and files are those that were asked for."""

    body: Body
    member: BodyMember
    meeting: Meeting
    document: MeetingDocument
    version: StrategyVersion


def add_governance(
    session: Session,
    consultation: Consultation,
    *,
    code: str = "copil",
    minutes: str = "Chacun a parlé.",
    filename: str = "note.pdf",
    title: str = "Note de séance",
) -> Governed:
    """A body with one member and a meeting that was held, the first decision, the first version."""
    body = Body(consultation_id=consultation.id, key=code, code=code, name="Comité de pilotage")
    session.add(body)
    session.flush()
    college = College(body_id=body.id, name="Collège unique")
    session.add(college)
    session.flush()
    member = BodyMember(college_id=college.id, name="Ange Fictif")
    meeting = Meeting(
        body_id=body.id,
        key="m",
        title="Première réunion",
        starts_at=HELD,
        minutes=minutes,
        state=MeetingState.HELD,
    )
    session.add_all([member, meeting])
    session.flush()
    document = MeetingDocument(
        meeting_id=meeting.id, title=title, filename=filename, sha256="0" * 64, size=1
    )
    session.add(document)
    strategy = strategy_of(session, consultation.id)
    assert strategy is not None
    version = make(session, strategy, NewVersion("Un projet"), account_id=None, key="v")
    made = Governed(body, member, meeting, document, version)
    add_decision(session, made, key="d")
    return made


def add_decision(session: Session, made: Governed, *, key: str) -> Decision:
    """Something that the body decided outside a meeting, and that changes nothing."""
    wanted = Wanted(
        body_id=made.body.id, kind=DecisionKind.OTHER, decided_on=HELD.date(), title="Se revoir"
    )
    return decide(session, made.body.consultation_id, wanted, account_id=None, key=key)
