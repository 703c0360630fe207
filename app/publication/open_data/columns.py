"""What a table of the open data is: its columns, each with what it means in both languages."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import LazyString
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import alerts_of_personal_data
from app.models import Consultation
from app.models.types import PARIS
from app.publication.open_data.naming import Names
from app.web.prose import without_hidden_signs

Row = tuple[Any, ...]


class Type(enum.StrEnum):
    """The types of Table Schema that are used here."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Column:
    """A column. `is_quasi`: others may know it of somebody, so that it is told of groups only.
    `values`: the enum of its codes. `of`: the table whose rows it names."""

    name: str
    told: LazyString
    format: Type = Type.STRING
    is_quasi: bool = False
    values: type[enum.StrEnum] | None = None
    of: str = ""


@dataclass(frozen=True)
class Reading:
    """What the rows are read from, and how rows are named. `tells_fates`: everybody reads what
    becomes of contributions."""

    session: Session
    consultation: Consultation
    names: Names
    tells_fates: bool
    today: dt.date

    @property
    def id(self) -> uuid.UUID:
        return self.consultation.id


@dataclass(frozen=True)
class Table:
    """A table: `rows` gives as many values as it has columns, in an order that tells nothing."""

    name: str
    told: LazyString
    columns: tuple[Column, ...]
    rows: Callable[[Reading], Iterable[Row]]


def plain(value: Any) -> str | int | float | bool | None:
    """A value as files hold it: days without their hours, codes as they are, no hidden sign.
    Words in which personal data is found are left out."""
    if isinstance(value, dt.datetime):
        value = value.astimezone(PARIS).date()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, str):
        return without_hidden_signs(value)
    return value if isinstance(value, bool | int | float) else None


def clean(text: str) -> str:
    """Words of the team, or none where personal data is found in them."""
    return "" if alerts_of_personal_data("", text) else text
