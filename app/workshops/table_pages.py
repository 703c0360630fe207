"""The pages of a table: their blueprint, their addresses and what a table is called."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from app.models import RoomTable
from app.settings import current_settings
from app.web.addresses import whole_address
from app.web.guard import current_consultation
from app.workshops.table_codes import table_code

blueprint = Blueprint("tables", __name__, url_prefix="/consultations/<slug>/tables/<uuid:table_id>")


@dataclass(frozen=True)
class TablePages:
    """Where a table's pages are: for its facilitators, or for who joined it with `code`."""

    table_id: uuid.UUID
    code: str = ""

    def link(self, name: str, **values: Any) -> str:
        """The address of `show`, `add`, `take`, `notes`, `edit`, `remove` or `restore`."""
        slug = current_consultation().slug
        if not self.code:
            return url_for(f"tables.{name}", slug=slug, table_id=self.table_id, **values)
        endpoint = "tables.join" if name == "show" else f"tables.joined_{name}"
        return url_for(endpoint, slug=slug, table_id=self.table_id, code=self.code, **values)


def joining_address(table: RoomTable) -> str:
    """The whole address that the code of the table leads to, for as long as its turn lasts."""
    code = table_code(current_settings().secret_key, table)
    return whole_address(TablePages(table.id, code).link("show"))


def table_name(table: RoomTable) -> str:
    """What people call it: its title, or its number; a session is no table."""
    if table.session_id is not None:
        return table.title or _("Session %(number)s", number=table.number)
    name = _("Table %(number)s", number=table.number)
    return f"{name} – {table.title}" if table.title else name
