"""The seats of people at the tables of a workshop, round by round."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Attendee, RoomTable, Round, Seat
from app.models.turns import ChangedMeanwhile, fingerprint
from app.workshops.attendance import people_of
from app.workshops.mixing import mixed_seating
from app.workshops.queries import rounds_of, tables_of
from app.workshops.turns import wait_for_others


class NobodyToSeat(ValueError):
    """There are no names, no tables or no rounds."""


@dataclass(frozen=True)
class Line:
    """Where somebody sits: a table a round, None where they have no seat."""

    person: Attendee
    tables: tuple[RoomTable | None, ...]


@dataclass(frozen=True)
class Plan:
    """Who sits where. `sizes`: for each table, how many people it has in each round."""

    tables: tuple[RoomTable, ...]
    rounds: tuple[Round, ...]
    lines: tuple[Line, ...]

    @property
    def is_seated(self) -> bool:
        return any(any(line.tables) for line in self.lines)

    @property
    def without_a_seat(self) -> int:
        """People who lack a seat in some round."""
        return sum(1 for line in self.lines if not all(line.tables))

    @property
    def sizes(self) -> list[tuple[RoomTable, list[int]]]:
        counted = [
            Counter(line.tables[at].id for line in self.lines if line.tables[at])  # type: ignore[union-attr]
            for at in range(len(self.rounds))
        ]
        return [(table, [counts[table.id] for counts in counted]) for table in self.tables]


def seating_of(session: Session, activity_id: uuid.UUID) -> Plan:
    """Who sits where in a workshop, in four queries."""
    tables, rounds = tables_of(session, activity_id), rounds_of(session, activity_id)
    people = people_of(session, activity_id)
    seats = session.execute(
        sa.select(Seat.attendee_id, Seat.round_id, Seat.table_id)
        .join(Round, Seat.round_id == Round.id)
        .where(Round.activity_id == activity_id)
    )
    by_id = {table.id: table for table in tables}
    taken = {(attendee, one): by_id.get(table) for attendee, one, table in seats}
    lines = tuple(
        Line(person, tuple(taken.get((person.id, one.id)) for one in rounds)) for person in people
    )
    return Plan(tuple(tables), tuple(rounds), lines)


def state_of(plan: Plan) -> str:
    """The state of the people and seats that a form was made from."""
    return fingerprint(
        [(line.person.id, [table and table.id for table in line.tables]) for line in plan.lines]
    )


def seat_everybody(session: Session, activity: Activity, made_from: str) -> None:
    """Seat everybody anew. The same people in the same room get the same seats.

    Raises:
        NobodyToSeat: nobody, or nowhere.
        ChangedMeanwhile: people or seats are not those that were shown.
    """
    wait_for_others(session, activity)
    plan = seating_of(session, activity.id)
    if not (plan.tables and plan.rounds and plan.lines):
        raise NobodyToSeat
    kinds = [line.person.kind.value for line in plan.lines]
    seats = mixed_seating(kinds, len(plan.tables), len(plan.rounds))
    mixed = [[plan.tables[at] for at in one] for one in zip(*seats, strict=True)]
    if mixed == [list(line.tables) for line in plan.lines]:
        return
    if made_from != state_of(plan):
        raise ChangedMeanwhile
    people = [line.person.id for line in plan.lines]
    session.execute(sa.delete(Seat).where(Seat.attendee_id.in_(people)))
    _sit(session, plan.rounds, dict(zip(people, mixed, strict=True)))


def seat_person(
    session: Session, activity: Activity, person: Attendee, tables: Sequence[uuid.UUID | None]
) -> None:
    """Seat somebody by hand: a table of the room for each round in their order, None for no seat.

    Raises:
        ChangedMeanwhile: the rounds or the tables are others by now.
    """
    wait_for_others(session, activity)
    by_id = {table.id: table for table in tables_of(session, activity.id)}
    rounds = rounds_of(session, activity.id)
    if len(rounds) != len(tables) or not {one for one in tables if one} <= by_id.keys():
        raise ChangedMeanwhile
    session.execute(sa.delete(Seat).where(Seat.attendee_id == person.id))
    _sit(session, rounds, {person.id: [by_id[one] if one else None for one in tables]})


def _sit(
    session: Session,
    rounds: Sequence[Round],
    places: Mapping[uuid.UUID, Sequence[RoomTable | None]],
) -> None:
    session.add_all(
        Seat(attendee_id=person_id, round_id=one.id, table_id=table.id)
        for person_id, tables in places.items()
        for one, table in zip(rounds, tables, strict=True)
        if table is not None
    )
    session.flush()
