"""Rows that are only ever added to: a change of mind is another row."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.extensions import Base


class AppendOnly(TypeError):
    """A row that is part of a history was about to be changed or taken out."""


def only_added_to(model: type[Base], name: str) -> None:
    """Refuse to change or delete rows of a model through a session; `name` says what it is."""

    def refuse(_mapper: Any, _connection: Any, _row: Base) -> None:
        raise AppendOnly(f"{name} is only ever added to")

    sa.event.listen(model, "before_update", refuse)
    sa.event.listen(model, "before_delete", refuse)
