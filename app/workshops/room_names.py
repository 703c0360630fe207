"""What tables and rounds are called, on a screen and on paper."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import RoomTable, Round


def table_name(table: RoomTable) -> str:
    """Its number, which is what people look for, and its name if it has one."""
    name = _("Table %(number)s", number=table.number)
    return f"{name} – {table.title}" if table.title else name


def round_name(one: Round) -> str:
    """Its number and how long it is meant to last."""
    return ngettext(
        "Round %(number)s, %(num)s minute",
        "Round %(number)s, %(num)s minutes",
        one.minutes,
        number=one.number,
    )
