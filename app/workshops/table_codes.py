"""The code of a table: whoever scans it may add notes there."""

from __future__ import annotations

from app.corpus.codes import derived_secret, same_secret
from app.models import RoomTable


def table_code(key: str, table: RoomTable) -> str:
    """The code of this turn of the table, made from the key of the application."""
    return derived_secret(key, b"table:" + table.id.bytes + table.turn.to_bytes(4))


def opens(key: str, table: RoomTable, code: str) -> bool:
    """Whether this code lets its bearer add notes to the table now."""
    return table.is_open and same_secret(code, table_code(key, table))
