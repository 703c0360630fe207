"""The tables of a room and the rounds of talk: settled beforehand, rounds started in the room."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Document, Note, NoteGroup, RoomTable, Round, Seat
from app.models.turns import ChangedMeanwhile, fingerprint
from app.models.types import now
from app.workshops.queries import rounds_of, tables_of
from app.workshops.services import NewRound, NewTable, add_rounds, add_tables
from app.workshops.turns import StillUsed, wait_for_others

MOST_TABLES = 40
MOST_ROUNDS = 12


class Step(enum.StrEnum):
    """What is done after what was typed is kept. Numbers are printed: only the last one goes."""

    NOTHING = "save"
    ADD_TABLE = "add-table"
    DROP_TABLE = "drop-table"
    ADD_ROUND = "add-round"
    DROP_ROUND = "drop-round"


def step_named(name: str) -> Step:
    """The step that a button names; no other name does anything."""
    return Step(name) if name in {step.value for step in Step} else Step.NOTHING


class TooMany(ValueError):
    """There are `MOST_TABLES` tables or `MOST_ROUNDS` rounds already."""


def state_of(tables: Sequence[RoomTable], rounds: Sequence[Round]) -> str:
    """The state of a room that a form was made from."""
    return fingerprint(
        [(table.id, table.title, table.facilitator_id) for table in tables],
        [(one.id, one.question, one.minutes) for one in rounds],
    )


def change_layout(
    session: Session,
    activity: Activity,
    *,
    made_from: str,
    tables: Sequence[NewTable],
    rounds: Sequence[NewRound],
    step: Step = Step.NOTHING,
) -> None:
    """Keep what was typed of each table and round, given in their order, then take the step.

    Raises:
        ChangedMeanwhile: the room is not the one that was shown.
        TooMany: there is no room for one more.
        StillUsed: something was noted at the last table, or in the last round.
    """
    wait_for_others(session, activity)
    there, times = tables_of(session, activity.id), rounds_of(session, activity.id)
    if step is Step.NOTHING and as_typed(there, times) == (list(tables), list(rounds)):
        return
    same = (len(there), len(times)) == (len(tables), len(rounds))
    if made_from != state_of(there, times) or not same:
        raise ChangedMeanwhile
    for table, typed in zip(there, tables, strict=True):
        table.title, table.facilitator_id = typed.title, typed.facilitator_id
    for one, asked in zip(times, rounds, strict=True):
        one.question, one.minutes = asked.question, asked.minutes
    session.flush()
    _take(session, activity.id, step, there, times)


def as_typed(
    tables: Sequence[RoomTable], rounds: Sequence[Round]
) -> tuple[list[NewTable], list[NewRound]]:
    """The room as it would be typed anew."""
    return (
        [NewTable(table.title, table.facilitator_id) for table in tables],
        [NewRound(one.minutes, one.question) for one in rounds],
    )


def _take(
    session: Session,
    activity_id: uuid.UUID,
    step: Step,
    tables: Sequence[RoomTable],
    rounds: Sequence[Round],
) -> None:
    if step is Step.ADD_TABLE:
        _refuse_past(len(tables), MOST_TABLES)
        add_tables(session, activity_id, [NewTable()], first=len(tables) + 1)
    elif step is Step.ADD_ROUND:
        _refuse_past(len(rounds), MOST_ROUNDS)
        minutes = rounds[-1].minutes if rounds else 20
        add_rounds(session, activity_id, [NewRound(minutes)], first=len(rounds) + 1)
    elif step is Step.DROP_TABLE and tables:
        _drop_table(session, tables[-1])
    elif step is Step.DROP_ROUND and rounds:
        _drop_round(session, rounds[-1])


def _refuse_past(number: int, most: int) -> None:
    if number >= most:
        raise TooMany(most)


def _drop_table(session: Session, table: RoomTable) -> None:
    # Whoever takes a note there at this moment is waited for.
    session.execute(sa.select(RoomTable.id).where(RoomTable.id == table.id).with_for_update())
    used = sa.or_(
        sa.exists().where(Note.table_id == table.id),
        sa.exists().where(Document.table_id == table.id),
    )
    if session.scalar(sa.select(used)):
        raise StillUsed(table.number)
    session.execute(sa.delete(Seat).where(Seat.table_id == table.id))
    session.execute(sa.delete(NoteGroup).where(NoteGroup.table_id == table.id))
    session.delete(table)
    session.flush()


def _drop_round(session: Session, last: Round) -> None:
    used = sa.or_(
        *(
            sa.exists().where(
                kind.activity_id == last.activity_id, kind.round_number == last.number
            )
            for kind in (Note, Document)
        )
    )
    if session.scalar(sa.select(used)):
        raise StillUsed(last.number)
    session.execute(sa.delete(Seat).where(Seat.round_id == last.id))
    session.delete(last)
    session.flush()


def round_of(session: Session, activity_id: uuid.UUID, round_id: uuid.UUID) -> Round | None:
    """A round of this workshop."""
    return session.scalar(
        sa.select(Round).where(Round.id == round_id, Round.activity_id == activity_id)
    )


def start_round(session: Session, one: Round) -> bool:
    """Start the clock of a round. False where it runs already: it keeps its first start."""
    session.refresh(one, with_for_update=True)
    if one.started_at is not None:
        return False
    one.started_at = now()
    session.flush()
    return True


def reset_round(session: Session, one: Round) -> None:
    """As if it had not begun: it was started by mistake, or is to be started again."""
    one.started_at = None
    session.flush()
