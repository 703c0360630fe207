"""Workshops and a conference, with the people who were there and what they wrote."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from app.conference.cards.codes import form_code, key_of, receipt_code
from app.conference.cards.making import add_form
from app.conference.registering import secret_of
from app.corpus.codes import digest_of, new_secret
from app.corpus.receipts.issuing import receipts_of_codes
from app.models import (
    Attendee,
    Card,
    CardOrigin,
    Nature,
    NoteGroup,
    OrganisationKind,
    Seat,
    Synthesis,
    SynthesisEvent,
    SynthesisLine,
)
from app.models.synthesis_event import SynthesisAct
from app.models.types import now
from app.workshops.syntheses.lines import Line, Placed, written
from app.workshops.table_codes import table_code
from tests.factories import (
    ActivityFactory,
    ConferenceFactory,
    ConferenceSessionFactory,
    NoteFactory,
    RegistrationFactory,
    RoomTableFactory,
    RoundFactory,
    WorkshopFactory,
    WorkshopSeriesFactory,
)
from tests.integration.card_rooms import plan
from tests.security.markers import EVERYBODY, HOLDER, ROOM, STEWARD, TEAM, Markers


def add_workshop(session: Session, mark: Markers, here, people, key: str) -> dict[str, Any]:
    series = WorkshopSeriesFactory(
        consultation_id=here.id, title=mark("workshop_series.title", EVERYBODY)
    )
    activity = ActivityFactory(consultation_id=here.id, channel="workshop", code="AT1")
    WorkshopFactory(series=series, activity=activity, address=mark("workshop.address", TEAM))
    table = RoomTableFactory(
        activity_id=activity.id, number=1, is_open=True, title=mark("room_table.title", EVERYBODY)
    )
    turn = RoundFactory(
        activity_id=activity.id, number=1, question=mark("round.question", EVERYBODY)
    )
    group = NoteGroup(table_id=table.id, name=mark("note_group.name", TEAM), position=0)
    session.add(group)
    session.flush()
    note = NoteFactory(
        table=table, table_id=table.id, text=mark("note.text", TEAM), group_id=group.id
    )
    attendee = Attendee(
        activity_id=activity.id,
        name=mark("attendee.name", ROOM),
        organisation=mark("attendee.organisation", ROOM),
        kind=OrganisationKind.ASSOCIATION,
    )
    synthesis = Synthesis(activity_id=activity.id)
    session.add_all([attendee, synthesis])
    session.flush()
    line = SynthesisLine(
        synthesis_id=synthesis.id,
        position=0,
        heading=mark("synthesis_line.heading", TEAM),
        text=mark("synthesis_line.text", TEAM),
    )
    session.add(line)
    session.add(Seat(attendee_id=attendee.id, round_id=turn.id, table_id=table.id))
    session.flush()
    said = Line(line.id, line.heading, Nature.OTHER, mark("synthesis_event.after", TEAM))
    session.add(
        SynthesisEvent(
            synthesis_id=synthesis.id,
            number=1,
            act=SynthesisAct.ADDED,
            account_id=people["facilitator"].id,
            line_id=line.id,
            after=written(Placed(0, said)),
        )
    )
    synthesis.version = 1
    return {
        "series": series,
        "table": table,
        "round": turn,
        "note": note,
        "attendee": attendee,
        "line": line,
        "table_code": table_code(key, table),
    }


def add_conference(session: Session, mark: Markers, here, nodes, key: str) -> dict[str, Any]:
    activity = ActivityFactory(consultation_id=here.id, channel="conference", code="CONF")
    conference = ConferenceFactory(
        activity=activity,
        takes_registrations=True,
        starts_at=now() + dt.timedelta(days=20),
        ends_at=now() + dt.timedelta(days=20, hours=6),
    )
    debate = ConferenceSessionFactory(
        conference_id=conference.id,
        title=mark("conference_session.title", EVERYBODY),
        presentation=mark("conference_session.presentation", EVERYBODY),
        speakers=mark("conference_session.speakers", EVERYBODY),
        room=mark("conference_session.room", EVERYBODY),
    )
    mine = ROOM | HOLDER
    registration = RegistrationFactory(
        conference_id=conference.id,
        name=mark("registration.name", mine),
        email=mark.mail("registration.email", STEWARD | HOLDER),
        organisation=mark("registration.organisation", mine),
        needs=mark("registration.needs", STEWARD | HOLDER),
    )
    form = add_form(session, activity, plan(nodes))
    form.is_open = True
    secret = new_secret()
    readers = TEAM | HOLDER
    card = Card(
        form_id=form.id,
        key=key_of(secret),
        origin=CardOrigin.PHONE,
        answers={"p1": mark("card.answers", readers)},
        sheet=mark("card.sheet", ROOM | STEWARD),
    )
    typed = Card(
        form_id=form.id,
        key=digest_of(new_secret()),
        origin=CardOrigin.PAPER,
        sheet=mark("card.sheet", ROOM),
        answers={"p1": mark("card.answers", TEAM)},
    )
    session.add_all([card, typed])
    receipts_of_codes(session, activity, [key_of(secret)])
    hidden = ConferenceFactory(
        activity=ActivityFactory(
            consultation_id=here.id,
            channel="conference",
            code="CACHE",
            title=mark("activity.title", TEAM),
        ),
        is_published=False,
        address=mark("conference.address", TEAM),
        presentation=mark("conference.presentation", TEAM),
    )
    session.flush()
    return {
        "conference": conference,
        "hidden_conference": hidden,
        "debate": debate,
        "registration": registration,
        "registration_secret": secret_of(key, registration),
        "form": form,
        "form_code": form_code(key, form),
        "card": typed,
        "card_code": receipt_code(secret),
    }
