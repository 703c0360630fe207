"""A workshop with its tables and notes, made on the session of the factories."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from app.models import Channel, Consultation, Nature, Note, NoteGroup, Workshop
from tests.factories import (
    SESSION,
    ActivityFactory,
    NoteFactory,
    RoomTableFactory,
    RoundFactory,
    WorkshopFactory,
    WorkshopSeriesFactory,
)

NOTES = (
    (1, 1, Nature.FINDING, "La trésorerie nous tue : la subvention est versée onze mois après."),
    (1, 1, Nature.NEED, "Une avance de trésorerie dès la notification"),
    (1, 2, Nature.PROPOSAL, "Un fonds de roulement régional, géré par les banques de réseau."),
    (2, 1, Nature.FINDING, "Les dossiers demandent dix fois les mêmes pièces"),
    (2, 1, Nature.NEED, "Un seul dossier pour tous les financeurs."),
    (2, 2, Nature.OTHER, "?? à creuser"),
)
"""Table, round, nature and words."""


@dataclass(frozen=True)
class MadeWorkshop:
    """A workshop of two tables, and its notes in the order of `NOTES`."""

    workshop: Workshop
    notes: list[Note]
    tables: list[uuid.UUID]
    group: NoteGroup


def workshop_with_notes(
    consultation: Consultation,
    *,
    facilitator_id: uuid.UUID | None = None,
    code: str = "AT1",
    title: str = "Atelier de Nantes",
    times: int = 1,
) -> MadeWorkshop:
    """A workshop led by this account. `times`: how often each note was taken."""
    series = WorkshopSeriesFactory(consultation_id=consultation.id)
    activity = ActivityFactory(
        consultation_id=consultation.id,
        channel=Channel.WORKSHOP,
        code=code,
        title=title,
        starts_on=dt.date(2016, 5, 12),
    )
    workshop = WorkshopFactory(series=series, activity=activity, facilitator_id=facilitator_id)
    tables = {number: RoomTableFactory(activity_id=activity.id, number=number) for number in (1, 2)}
    for number in (1, 2):
        RoundFactory(activity_id=activity.id, number=number)
    group = NoteGroup(table_id=tables[1].id, name="Trésorerie", position=0)
    session = SESSION.get()
    session.add(group)
    session.flush()
    notes = [
        NoteFactory(
            table=tables[table],
            table_id=tables[table].id,
            round_number=number,
            nature=nature,
            text=text,
            group_id=group.id if place < 2 else None,
        )
        for _ in range(times)
        for place, (table, number, nature, text) in enumerate(NOTES)
    ]
    return MadeWorkshop(workshop, notes, [table.id for table in tables.values()], group)
