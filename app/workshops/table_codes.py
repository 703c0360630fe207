"""The code of a table, with which whoever scans it may add notes there, and that of those notes."""

from __future__ import annotations

import uuid

from app.corpus.codes import CODE_LENGTH, as_shown, derived_secret, same_secret, signs_of
from app.models import RoomTable


def table_code(key: str, table: RoomTable) -> str:
    """The code of this turn of the table, made from the key of the application."""
    return derived_secret(key, b"table:" + table.id.bytes + table.turn.to_bytes(4))


def opens(key: str, table: RoomTable, code: str) -> bool:
    """Whether this code lets its bearer add notes to the table now."""
    return table.is_open and same_secret(code, table_code(key, table))


def notes_code(secret: str, activity_id: uuid.UUID) -> str:
    """The code of what a browser that keeps this secret writes in one workshop or conference, at
    whatever table: `7KQ2M-9XDRT-…`."""
    return as_shown(signs_of(b"notes:" + activity_id.bytes + secret.encode(), CODE_LENGTH))
