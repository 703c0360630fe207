"""The workshops of the demonstration, from their preparation to their validated syntheses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.demonstration.decisions import ToDecide
from app.demonstration.kinds import ORGANISATION_KINDS
from app.models import Activity, Consultation, Nature, Note, RoomTable, WorkshopSeries
from app.models.types import today
from app.workshops.corpus_entry import note_key, validate_notes
from app.workshops.notes import NewNote, add_note
from app.workshops.queries import tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.services import add_line
from app.workshops.syntheses.validation import validate_synthesis

STARTS, ENDS = dt.time(14), dt.time(17)

Notes = Mapping[str, Note]
"""The notes of a workshop by `table.round.place`, as its synthesis names them."""


def load_workshops(
    session: Session,
    consultation: Consultation,
    plan: Mapping[str, Any],
    workshops: list[dict[str, Any]],
    *,
    phase_id: uuid.UUID,
    facilitator_id: uuid.UUID,
) -> Iterator[ToDecide]:
    """Hold the workshops; their notes, each with the objective that a careful writer links it to.

    The synthesis of the last one is written and waits to be validated.
    """
    series = create_series(
        session,
        consultation,
        title=plan["series"],
        presentation=plan["presentation"],
        themes=list(dict.fromkeys(workshop["theme"] for workshop in workshops)),
        phase_id=phase_id,
    )
    for workshop in workshops:
        activity = _prepared(session, consultation, series, plan, workshop, facilitator_id)
        notes = _noted(session, activity, workshop, facilitator_id)
        _write_synthesis(session, activity, workshop, notes, facilitator_id)
        if workshop is workshops[-1]:
            validate_notes(session, activity)
        else:
            validate_synthesis(session, activity, Edit(facilitator_id))
        for place, note in notes_by_place(workshop):
            if "objective" in note:
                yield ToDecide(activity.code, note_key(notes[place]), note["objective"])


def add_workshop_to_try(
    session: Session,
    consultation: Consultation,
    plan: Mapping[str, Any],
    *,
    facilitator_id: uuid.UUID,
) -> None:
    """A workshop of today, whose first table is open to participants."""
    series = create_series(
        session,
        consultation,
        title=plan["series"],
        presentation=plan["presentation"],
        themes=plan["themes"],
    )
    workshop = add_workshop(
        session,
        consultation,
        series,
        Plan(
            title=plan["title"],
            theme_id=series.themes[0].id,
            place=plan["place"],
            day=today(),
            starts=STARTS,
            ends=ENDS,
            facilitator_id=facilitator_id,
        ),
        tables=[NewTable(title, facilitator_id) for title in plan["tables"]],
        rounds=[NewRound(**one) for one in plan["rounds"]],
    )
    tables_of(session, workshop.activity_id)[0].is_open = True
    session.flush()


def _prepared(
    session: Session,
    consultation: Consultation,
    series: WorkshopSeries,
    plan: Mapping[str, Any],
    workshop: Mapping[str, Any],
    facilitator_id: uuid.UUID,
) -> Activity:
    theme = next(theme for theme in series.themes if theme.title == workshop["theme"])
    tables = max(one["table"] for one in workshop["tables"])
    made = add_workshop(
        session,
        consultation,
        series,
        Plan(
            title=workshop["title"],
            theme_id=theme.id,
            place=workshop["place"],
            day=workshop["date"],
            starts=STARTS,
            ends=ENDS,
            facilitator_id=facilitator_id,
        ),
        code=workshop["code"],
        tables=[NewTable(facilitator_id=facilitator_id)] * tables,
        rounds=[NewRound(**one) for one in plan["rounds"]],
        attendance={
            ORGANISATION_KINDS[kind]: number for kind, number in workshop["participants"].items()
        },
    )
    return made.activity


def _noted(
    session: Session, activity: Activity, workshop: Mapping[str, Any], facilitator_id: uuid.UUID
) -> dict[str, Note]:
    tables: dict[int, RoomTable] = {one.number: one for one in tables_of(session, activity.id)}
    return {
        place: add_note(
            session,
            tables[int(place.split(".")[0])],
            NewNote(
                key=place,
                text=note["text"].strip(),
                nature=Nature(note["nature"]),
                round_number=int(place.split(".")[1]),
                account_id=facilitator_id,
            ),
        )
        for place, note in notes_by_place(workshop)
    }


def _write_synthesis(
    session: Session,
    activity: Activity,
    workshop: Mapping[str, Any],
    notes: Notes,
    facilitator_id: uuid.UUID,
) -> None:
    for part in workshop["synthesis"]:
        for line in part["lines"]:
            add_line(
                session,
                activity,
                Edit(facilitator_id),
                text=line["text"],
                nature=Nature(line["nature"]),
                heading=part["heading"],
                notes=[notes[place].id for place in line["notes"]],
            )


def notes_by_place(workshop: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The notes of a workshop, each with its table, its round and its place there."""
    for table in workshop["tables"]:
        for place, note in enumerate(table["notes"], 1):
            yield f"{table['table']}.{table['round']}.{place}", note
