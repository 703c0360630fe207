"""A figure as pages tell it: of a large consultation as it was last counted, else as it is now."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from app.figures.keeping import kept_figure
from app.figures.plain import from_json

T = TypeVar("T")


@dataclass(frozen=True)
class Told(Generic[T]):
    """`counted_at`: when it was last counted; None where it was counted now."""

    value: T
    counted_at: dt.datetime | None = field(default=None, compare=False)


def told(
    session: Session,
    consultation_id: uuid.UUID,
    name: str,
    kind: type[T],
    count: Callable[[], T],
) -> Told[T]:
    """The figure of this name, a `kind`, that `count` makes where nothing is kept."""
    kept = kept_figure(session, consultation_id, name)
    return Told(count()) if kept is None else Told(from_json(kind, kept.value), kept.counted_at)
