"""The index of the ideas of a large box, kept as a worker last built it: a process that is asked
for the first time reads it, and adds what came since.

It holds numbers that stand for words and for their pieces, and no words.
"""

from __future__ import annotations

import io
import uuid
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.near.near_texts import NearTexts
from app.figures.keeping import Figure, is_large, kept_figure
from app.models import Contribution, Idea, IdeaBox
from app.themes.near_index import BoxIndex

_PARTS = ("counts", "features", "ends")


def kept_index(session: Session, box: IdeaBox) -> tuple[NearTexts[str], dict[str, str]] | None:
    """The index of a box, and the contribution that it knows of each idea; None of one that is not
    large."""
    kept = kept_figure(session, box.activity.consultation_id, _name(box.id))
    return None if kept is None else from_bytes(kept.value)


def near_figures(session: Session, box_id: uuid.UUID) -> list[Figure]:
    """What is kept of a box that has many ideas."""
    ideas = sa.select(Idea.id).where(Idea.box_id == box_id)
    return [_figure(box_id)] if is_large(session, ideas) else []


def _figure(box_id: uuid.UUID) -> Figure:
    def changes(session: Session, _consultation_id: uuid.UUID) -> object:
        """How many ideas each state has, and the words that came last."""
        rows = session.execute(
            sa.select(
                Contribution.state,
                sa.func.count(),
                sa.func.max(sa.cast(Contribution.id, sa.String)),
            )
            .join(Idea, Idea.contribution_id == Contribution.id)
            .where(Idea.box_id == box_id)
            .group_by(Contribution.state)
            .order_by(Contribution.state)
        )
        return [tuple(row) for row in rows]

    def count(session: Session, _consultation_id: uuid.UUID) -> bytes:
        index = BoxIndex()
        index.refresh(session, box_id)
        return as_bytes(index)

    return Figure(_name(box_id), changes, count)


def _name(box_id: uuid.UUID) -> str:
    return f"near-1-{box_id.hex}"


def as_bytes(index: BoxIndex) -> bytes:
    """An index as one value."""
    keys, words, pieces = index.texts.arrays()
    arrays: dict[str, Any] = {
        f"{name}-{part}": array
        for name, told in (("words", words), ("pieces", pieces))
        for part, array in zip(_PARTS, told, strict=True)
    }
    file = io.BytesIO()
    np.savez(
        file,
        allow_pickle=False,
        ideas=np.array(keys, dtype="S36"),
        said=np.array([index.known[key] for key in keys], dtype="S36"),
        **arrays,
    )
    return file.getvalue()


def from_bytes(value: bytes) -> tuple[NearTexts[str], dict[str, str]]:
    """The index that `as_bytes` wrote, and the contribution that it knows of each idea."""
    with np.load(io.BytesIO(value), allow_pickle=False) as arrays:
        ideas, said = (arrays[name].astype("U36").tolist() for name in ("ideas", "said"))
        words, pieces = (
            (arrays[f"{name}-counts"], arrays[f"{name}-features"], arrays[f"{name}-ends"])
            for name in ("words", "pieces")
        )
        index = NearTexts.of_arrays(ideas, words, pieces)
    return index, dict(zip(ideas, said, strict=True))
