"""What was done to a synthesis: who, when, before and after; and how it was at the time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, SynthesisAct, SynthesisEvent
from app.web.differences import Piece, differences
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged
from app.workshops.syntheses.lines import Change, Line, Placed, by_heading, read, replayed
from app.workshops.syntheses.note_queries import NotedIdea, notes_named


@dataclass(frozen=True)
class Act:
    """Something that was done to a synthesis, by whom, and the version that it made."""

    number: int
    change: Change
    who: str
    made_at: dt.datetime
    notes: dict[uuid.UUID, NotedIdea]
    """Those that the change is about, by identifier."""

    @property
    def kind(self) -> SynthesisAct:
        return self.change.act

    @property
    def before(self) -> Placed | None:
        return self.change.before

    @property
    def after(self) -> Placed | None:
        return self.change.after

    @property
    def words(self) -> list[Piece]:
        """The words of the line, with those that went and came."""
        placed = self.after or self.before
        if placed is None:
            return []
        return differences((self.before or placed).line.text, (self.after or placed).line.text)

    @property
    def notes_added(self) -> list[NotedIdea]:
        return self._notes_only_in(self.after, self.before)

    @property
    def notes_detached(self) -> list[NotedIdea]:
        return self._notes_only_in(self.before, self.after) if self.after else []

    def _notes_only_in(self, placed: Placed | None, other: Placed | None) -> list[NotedIdea]:
        notes = placed.line.notes if placed else ()
        others = other.line.notes if other else ()
        return [self.notes[note] for note in notes if note not in others and note in self.notes]


def latest_act(session: Session, synthesis_id: uuid.UUID) -> Act | None:
    """What was done last; its notes are left out."""
    row = session.execute(
        _acts(synthesis_id).order_by(SynthesisEvent.number.desc()).limit(1)
    ).first()
    return _act(row[0], row[1], {}) if row else None


def history_page(
    session: Session,
    activity_id: uuid.UUID,
    synthesis_id: uuid.UUID | None,
    *,
    cursor: Cursor,
    size: int = PAGE_SIZE,
) -> Page[Act]:
    """What was done to the synthesis of a workshop, the latest first; nothing without one."""
    every, key = _acts(synthesis_id), cursor.as_int()
    rows = session.execute(
        paged(every, SynthesisEvent.number, cursor, key, size=size, descending=True)
    )
    events = [(event, who) for event, who in rows]
    wanted = {note for event, _who in events for note in _notes_of(change_of(event))}
    notes = notes_named(session, activity_id, wanted) if wanted else {}
    acts = [_act(event, who, notes) for event, who in events]
    return make_page(acts, cursor, size=size, key_of=lambda act: act.number)


def lines_then(
    session: Session, synthesis_id: uuid.UUID, version: int
) -> list[tuple[str, list[Line]]]:
    """The lines as they were at this version, made again from what was done, by heading."""
    events = session.scalars(
        sa.select(SynthesisEvent)
        .where(SynthesisEvent.synthesis_id == synthesis_id, SynthesisEvent.number <= version)
        .order_by(SynthesisEvent.number)
    )
    return by_heading(replayed(change_of(event) for event in events))


def change_of(event: SynthesisEvent) -> Change:
    """What an event kept."""
    if event.line_id is None:
        return Change(event.act, None, None)
    before, after = (read(event.line_id, text) for text in (event.before, event.after))
    return Change(event.act, before, after)


def _act(event: SynthesisEvent, who: str, notes: dict[uuid.UUID, NotedIdea]) -> Act:
    return Act(event.number, change_of(event), who, event.created_at, notes)


def _notes_of(change: Change) -> set[uuid.UUID]:
    placed = (change.before, change.after)
    return {note for one in placed if one is not None for note in one.line.notes}


def _acts(synthesis_id: uuid.UUID | None) -> sa.Select[SynthesisEvent, str]:
    return (
        sa.select(SynthesisEvent, sa.func.coalesce(Account.name, ""))
        .outerjoin(Account, Account.id == SynthesisEvent.account_id)
        .where(SynthesisEvent.synthesis_id == synthesis_id)
    )
