"""What a table is called, on a screen and on paper."""

from __future__ import annotations

from flask_babel import gettext as _

from app.models import RoomTable


def table_name(table: RoomTable) -> str:
    """Its number, which is what people look for, and its name if it has one."""
    name = _("Table %(number)s", number=table.number)
    return f"{name} – {table.title}" if table.title else name
