"""How many orphans of each kind there are: counted now, or as they were last counted of a large
consultation. The lists themselves are always read anew."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import OrphanKind
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.orphans.lists import Listed, counts_of, excerpts_said


@dataclass(frozen=True)
class Counted:
    """`said`: excerpts of the corpus; `orphans`: those that wait and those that were answered, by
    kind; silent voices are not among them (`silent_voices`)."""

    said: int
    orphans: dict[OrphanKind, tuple[int, int]]


def orphans_counted(session: Session, consultation_id: uuid.UUID) -> Told[Counted]:
    return told(
        session, consultation_id, ORPHANS.name, Counted, lambda: _count(session, consultation_id)
    )


def _count(session: Session, consultation_id: uuid.UUID) -> Counted:
    return Counted(
        excerpts_said(session, consultation_id),
        {
            kind: counts_of(session, Listed(consultation_id, kind))
            for kind in OrphanKind
            if kind is not OrphanKind.VOICE
        },
    )


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_count(session, consultation_id))


ORPHANS = Figure("orphans-1", changes_in_corpus, _as_kept)
