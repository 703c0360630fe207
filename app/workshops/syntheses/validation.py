"""Standing behind a synthesis: it enters the corpus with the notes of its workshop."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Nature, SynthesisAct, SynthesisLine
from app.workshops.corpus_entry import take_synthesis_in, validate_notes
from app.workshops.syntheses.keeping import (
    Edit,
    locked_synthesis,
    record,
    refuse_closed,
    repeated,
)
from app.workshops.syntheses.lines import Change, Line, Lines, by_heading
from app.workshops.syntheses.note_queries import NotedIdea, unused_notes, waiting_count
from app.workshops.syntheses.queries import lines_of


class NothingWritten(ValueError):
    """The synthesis has no line."""


def validate_synthesis(session: Session, activity: Activity, edit: Edit) -> None:
    """Stand behind the synthesis of a workshop: it and the kept notes enter the corpus.

    Raises:
        ChangedMeanwhile, AlreadyValidated, ValidatedAsDocument: nothing enters.
        NothingWritten: there is no line.
    """
    synthesis = locked_synthesis(session, activity.id)
    if repeated(session, synthesis, edit):
        return
    refuse_closed(session, synthesis, edit)
    lines = lines_of(session, synthesis.id)
    if not lines:
        raise NothingWritten
    validate_notes(session, activity)
    taken_in = take_synthesis_in(session, activity, synthesis.id, lines)
    session.execute(
        sa.update(SynthesisLine),
        [{"id": line, "excerpt_id": excerpt} for line, excerpt in taken_in.excerpt_ids.items()],
    )
    synthesis.validate(edit.account_id, taken_in.contribution_id)
    record(session, synthesis, edit, Change(SynthesisAct.VALIDATED, None, None))


@dataclass(frozen=True)
class Review:
    """What would enter the corpus, and what is odd about it."""

    headings: list[tuple[str, list[Line]]]
    natures: dict[Nature, int]
    notes_entering: int
    without_note: list[Line]
    said_twice: list[Line]
    unused_count: int
    unused: list[NotedIdea]

    @property
    def line_count(self) -> int:
        return sum(self.natures.values())

    @property
    def is_odd(self) -> bool:
        return bool(self.without_note or self.said_twice or self.unused_count)


def review_of(session: Session, activity_id: uuid.UUID, lines: Lines) -> Review:
    """What there is to look at before validating these lines."""
    unused_count, unused = unused_notes(session, activity_id)
    return Review(
        headings=by_heading(lines),
        natures={
            nature: count
            for nature in Nature
            if (count := sum(line.nature is nature for line in lines))
        },
        notes_entering=waiting_count(session, activity_id),
        without_note=[line for line in lines if not line.notes],
        said_twice=_said_twice(lines),
        unused_count=unused_count,
        unused=unused,
    )


def _said_twice(lines: Lines) -> list[Line]:
    """Lines whose words an earlier one has."""
    seen: set[str] = set()
    found = []
    for line in lines:
        words = line.text.casefold()
        if words in seen:
            found.append(line)
        seen.add(words)
    return found
