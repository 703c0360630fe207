"""The lists of a large consultation: which excerpts stand on each, as a worker last found them.

They only say where to look: what a page shows is read anew, so that what was withdrawn meanwhile is
on none.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, Kept
from app.figures.loaded import Loaded
from app.models import IN_CORPUS, Contribution, Excerpt
from app.publication.became.counts import PUBLISHED
from app.publication.became.outcomes import ASIDE, OUTCOMES, WAITING, motives, outcomes, standing
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.coverage.groups import as_kept
from app.strategy.ways import ways_to_nodes
from app.web.paging import Cursor

CHUNK = 1000
"""Excerpts read at a time."""
Ids = NDArray[np.bytes_]
"""Identifiers in hexadecimal, in growing order."""


def of_rank(rank: int) -> str:
    """The list of what had an outcome (`OUTCOMES`)."""
    return f"rank-{rank}"


def of_line(node_id: uuid.UUID) -> str:
    """The list of what stands on a line of the strategy."""
    return f"line-{node_id.hex}"


def of_reason(key: str) -> str:
    """The list of what was set aside for a reason, and is kept for nothing else."""
    return f"reason-{key}"


def key_of(motive: str) -> str:
    """What names a reason in addresses."""
    return hashlib.sha256(motive.encode()).hexdigest()[:16]


ALL = tuple(of_rank(rank) for rank in range(len(OUTCOMES)))


@dataclass(frozen=True)
class KeptLists:
    """`parts`: by list, activity (in hexadecimal) and whether all may read the words. `reasons`:
    the texts of reasons, by key."""

    parts: dict[tuple[str, str, bool], Ids]
    reasons: dict[str, str]

    def found(
        self, lists: Collection[str], activities: Collection[uuid.UUID] | None, reads_all: bool
    ) -> list[Ids]:
        """The parts of some lists; `activities`: of these only."""
        wanted = None if activities is None else {one.hex for one in activities}
        return [
            ids
            for (name, activity, is_readable), ids in self.parts.items()
            if name in lists
            and (reads_all or is_readable)
            and (wanted is None or activity in wanted)
        ]

    def unread(self, lists: Collection[str]) -> list[str]:
        """What of some lists not everybody may read, in hexadecimal."""
        return [
            one.decode()
            for (name, _activity, is_readable), ids in self.parts.items()
            if name in lists and not is_readable
            for one in ids.tolist()
        ]


def next_ids(parts: Iterable[Ids], cursor: Cursor, most: int) -> list[uuid.UUID]:
    """The first identifiers after a cursor, in its direction."""
    start, found = cursor.as_uuid(), []
    for ids in parts:
        if cursor.backwards:
            end = len(ids) if start is None else int(np.searchsorted(ids, start.hex.encode()))
            found += ids[max(0, end - most) : end].tolist()
        else:
            begin = 0
            if start is not None:
                begin = int(np.searchsorted(ids, start.hex.encode(), side="right"))
            found += ids[begin : begin + most].tolist()
    ordered = sorted(found, reverse=cursor.backwards)[:most]
    return [uuid.UUID(one.decode()) for one in ordered]


def kept_lists(session: Session, consultation_id: uuid.UUID) -> KeptLists | None:
    """The lists as they were last found; None of a consultation that is not large."""
    return _LOADED.value(session, consultation_id, LISTS.name)


def _count(session: Session, consultation_id: uuid.UUID) -> bytes:
    parts: dict[tuple[str, str, bool], bytearray] = defaultdict(bytearray)
    reasons: dict[str, str] = {}
    for list_of, where in (
        (of_rank, _ranks(consultation_id)),
        (of_line, _lines(consultation_id)),
        (lambda motive: of_reason(key_of(motive)), _reasons(consultation_id)),
    ):
        rows = session.execute(where, execution_options={"yield_per": CHUNK})
        names = _Names(list_of)
        for excerpt_id, activity_id, is_readable, told in rows:
            list_name = names[told]
            part = parts[list_name, activity_id.replace("-", ""), bool(is_readable)]
            part += excerpt_id.replace("-", "").encode()
            if isinstance(told, str):
                reasons[key_of(told)] = told
    return _as_bytes(
        KeptLists(
            {
                name: np.sort(np.frombuffer(bytes(parts[name]), dtype="S32"))
                for name in sorted(parts)
            },
            dict(sorted(reasons.items())),
        )
    )


class _Names(dict[Any, str]):
    """What lists are called: there are few, in many rows."""

    def __init__(self, list_of: Callable[[Any], str]) -> None:
        self._list_of = list_of

    def __missing__(self, told: Any) -> str:
        self[told] = self._list_of(told)
        return self[told]


def _said(*columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(as_kept(Excerpt.id), as_kept(Contribution.activity_id), PUBLISHED, *columns)
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
    )


def _ranks(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    found = outcomes(consultation_id, ways_to_nodes(consultation_id))
    return (
        _said(sa.func.coalesce(found.c.rank, WAITING))
        .outerjoin(found, found.c.excerpt_id == Excerpt.id)
        .where(Excerpt.consultation_id == consultation_id)
    )


def _lines(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    found = standing(consultation_id, ways_to_nodes(consultation_id))
    return _said(found.c.node_id).join(found, found.c.excerpt_id == Excerpt.id)


def _reasons(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    ways = ways_to_nodes(consultation_id)
    found = outcomes(consultation_id, ways)
    said = motives(consultation_id, ways).subquery()
    return (
        _said(said.c.motive)
        .join(said, said.c.excerpt_id == Excerpt.id)
        .join(found, found.c.excerpt_id == Excerpt.id)
        .where(found.c.rank == ASIDE, said.c.motive != "")
    )


def _as_bytes(lists: KeptLists) -> bytes:
    told = {"parts": list(lists.parts), "reasons": lists.reasons}
    written = json.dumps(told, ensure_ascii=False).encode()
    file = io.BytesIO()
    arrays: dict[str, Any] = {
        f"part-{place}": ids.astype("S32") for place, ids in enumerate(lists.parts.values())
    }
    np.savez(file, allow_pickle=False, told=np.frombuffer(written, dtype=np.uint8), **arrays)
    return file.getvalue()


def _from_kept(kept: Kept) -> KeptLists:
    with np.load(io.BytesIO(kept.value), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        parts = {
            (name, activity, is_readable): arrays[f"part-{place}"]
            for place, (name, activity, is_readable) in enumerate(told["parts"])
        }
        return KeptLists(parts, told["reasons"])


LISTS = Figure("lists-1", changes_in_corpus, _count)
_LOADED = Loaded(_from_kept)
"""About 40 bytes an excerpt and list."""
