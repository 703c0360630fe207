"""Bringing in a file of references: kept as it came, read, compared with what is there, stored."""

from __future__ import annotations

import enum
import io
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus import originals
from app.models import Reference, ReferenceImport
from app.models.turns import wait_for_consultation
from app.references.bibtex_reading import is_bibtex, read_bibtex
from app.references.description import Description
from app.references.likeness import Known, completed
from app.references.queries import all_references
from app.references.reading import LARGEST_FILE, FileRefused, Problem, Reading, text_of
from app.references.ris_reading import is_ris, read_ris
from app.references.services import (
    add_row,
    description_of,
    with_key,
    write,
)
from app.storage.store import Store


class Outcome(enum.StrEnum):
    """What would come of a reference of a file."""

    NEW = "new"
    TO_COMPLETE = "to_complete"
    ALREADY_THERE = "already_there"
    TWICE = "twice"
    """The file says it again further up."""


@dataclass(frozen=True)
class Candidate:
    """A reference of a file, and what would come of it. `number` is its place in the file."""

    number: int
    line: int
    described: Description
    outcome: Outcome
    reference: Reference | None = None
    """The one that is there already."""

    @property
    def is_offered(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.TO_COMPLETE)


@dataclass(frozen=True)
class Preview:
    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(candidate.outcome is outcome for candidate in self.candidates)


@dataclass(frozen=True)
class Imported:
    """How many references were added, and completed."""

    added: int
    completed: int


def read(content: bytes) -> Reading:
    """The references of a BibTeX or RIS file.

    Raises:
        FileRefused: nothing can be read of it.
    """
    text = text_of(content)
    reading = Reading((), ())
    if is_ris(text):
        reading = read_ris(text)
    elif is_bibtex(text):
        reading = read_bibtex(text)
    if not reading.found and not reading.problems:
        raise FileRefused("no_reference")
    return reading


def receive(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    content: bytes,
    filename: str,
    store: Store,
) -> ReferenceImport:
    """Keep a file, or what was pasted, that `read` reads."""
    kept = originals.keep(io.BytesIO(content), store, limit=LARGEST_FILE)
    received = ReferenceImport(
        consultation_id=consultation_id,
        account_id=account_id,
        filename=originals.told_name(filename),
        sha256=kept.sha256,
    )
    session.add(received)
    session.flush()
    return received


def preview(session: Session, received: ReferenceImport, store: Store) -> Preview:
    """What would come of a file, compared with the bibliography as it is now.

    Raises:
        app.corpus.originals.OriginalLost: the file is not kept any more.
    """
    return _compared(session, received, read_kept(received, store))


def read_kept(received: ReferenceImport, store: Store) -> Reading:
    """The references of a file that was received."""
    with originals.opened(store, received.sha256) as file:
        return read(file.read())


def store(
    session: Session,
    received: ReferenceImport,
    reading: Reading,
    *,
    account_id: uuid.UUID | None,
    chosen: Collection[int],
) -> Imported:
    """Add and complete the chosen references. A file that was stored before is not again."""
    wait_for_consultation(session, received.consultation_id)
    session.refresh(received)
    if received.added is not None:
        return Imported(received.added, received.completed or 0)
    compared = _compared(session, received, reading)
    taken = {one.key for one in all_references(session, received.consultation_id)}
    received.added = received.completed = 0
    for candidate in compared.candidates:
        if candidate.number not in chosen:
            continue
        if candidate.outcome is Outcome.NEW:
            described = with_key(candidate.described, taken)
            taken.add(described.key)
            add_row(session, received.consultation_id, account_id, described)
            received.added += 1
        elif candidate.outcome is Outcome.TO_COMPLETE and candidate.reference:
            ours = description_of(candidate.reference)
            write(session, candidate.reference, completed(ours, candidate.described))
            received.completed += 1
    session.flush()
    return Imported(received.added, received.completed)


def _compared(session: Session, received: ReferenceImport, reading: Reading) -> Preview:
    there = all_references(session, received.consultation_id)
    descriptions = {one.id: description_of(one) for one in there}
    known = Known((descriptions[one.id], one) for one in there)
    in_file: Known[Description] = Known()
    candidates = []
    for number, found in enumerate(reading.found):
        described = found.described
        alike = known.like(described)
        reference = alike[0] if alike else None
        if in_file.like(described):
            outcome = Outcome.TWICE
        elif reference is None:
            outcome = Outcome.NEW
        elif completed(descriptions[reference.id], described) != descriptions[reference.id]:
            outcome = Outcome.TO_COMPLETE
        else:
            outcome = Outcome.ALREADY_THERE
        in_file.add(described, described)
        candidates.append(Candidate(number, found.line, described, outcome, reference))
    return Preview(tuple(candidates), reading.problems)
