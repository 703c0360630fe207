"""How many orphans of each kind there are: counted now, or as they were last counted of a large
consultation. The lists themselves are always read anew."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import OrphanKind
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.orphans.lists import Listed, counts_of, select_counts, select_said

_SAID = "said"


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
    said = {kind: Listed(consultation_id, kind) for kind in OrphanKind}
    # Asked for together: the page asks much.
    asked = (
        select_said(consultation_id).add_columns(sa.literal(_SAID)),
        *(
            select_counts(session, said[kind]).add_columns(sa.literal(kind.value))
            for kind in (OrphanKind.EXCERPT, OrphanKind.NEED)
        ),
    )
    found = {told: row for *row, told in session.execute(sa.union_all(*asked))}
    orphans: dict[OrphanKind, tuple[int, int]] = {
        kind: (found[kind][0] - found[kind][1], found[kind][1])
        if kind in found
        else counts_of(session, said[kind])
        for kind in OrphanKind
        if kind is not OrphanKind.VOICE
    }
    return Counted(found[_SAID][0], orphans)


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_count(session, consultation_id))


ORPHANS = Figure("orphans-1", changes_in_corpus, _as_kept)
