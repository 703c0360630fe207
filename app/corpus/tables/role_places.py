"""Where each role is found in a table, once a person has said what the columns are."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from typing import TypeVar

from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.table import Table

R = TypeVar("R", bound=enum.StrEnum)


def places_by_role(
    table: Table, mapping: Mapping[int, R], roles: type[R], *, at_most_one: Collection[R]
) -> dict[R, list[int]]:
    """The columns of each role, by index, in the order of the table.

    Raises TableError: NO_SUCH_COLUMN, ROLE_GIVEN_TWICE.
    """
    places: dict[R, list[int]] = {role: [] for role in roles}
    for index, role in sorted(mapping.items()):
        if not 0 <= index < len(table.columns):
            raise TableError(
                TableReason.NO_SUCH_COLUMN,
                f"The table has no column number {index + 1}.",
                {"column": index, "columns": len(table.columns)},
            )
        places[roles(role)].append(index)
    for role in at_most_one:
        if len(places[role]) > 1:
            names = ", ".join(table.columns[index] for index in places[role])
            raise TableError(
                TableReason.ROLE_GIVEN_TWICE,
                f"Only one column can be the {role}, and several are: {names}.",
                {"role": role.value, "columns": names},
            )
    return places
