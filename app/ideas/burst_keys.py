"""The keys by which lists of bursts page: a moment, and the idea on which something happened."""

from __future__ import annotations

import datetime as dt
import uuid

from app.web.paging import Cursor


def key_of(moment: dt.datetime, idea_id: uuid.UUID) -> str:
    """The key of a row; no two have the same."""
    return f"{moment.isoformat()}_{idea_id}"


def border_of(cursor: Cursor) -> tuple[dt.datetime, uuid.UUID] | None:
    """The row where a page begins; a key that is none starts at the top."""
    typed, _, identifier = (cursor.key or "").partition("_")
    moment, idea_id = moment_of(typed), Cursor(identifier).as_uuid()
    return None if moment is None or idea_id is None else (moment, idea_id)


def moment_of(typed: str) -> dt.datetime | None:
    """A moment as `isoformat` writes it, with its time zone; None where it is none."""
    try:
        moment = dt.datetime.fromisoformat(typed)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment
