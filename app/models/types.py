"""Column types and mixins that the models share."""

from __future__ import annotations

import datetime as dt
import enum
import secrets
import uuid
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import uuid_utils.compat
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

E = TypeVar("E", bound=enum.Enum)

Json = sa.JSON().with_variant(JSONB(), "postgresql")
NullableJson = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""None is the absence of a value, not the JSON value `null`."""


PARIS = ZoneInfo("Europe/Paris")
"""The clock of the people whom the platform serves: days are theirs, moments are in UTC."""


def now() -> dt.datetime:
    """The present moment, in UTC, with its time zone."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The present day, where people live."""
    return now().astimezone(PARIS).date()


def start_of(day: dt.date) -> dt.datetime:
    """The moment at which a day begins, where people live."""
    return dt.datetime.combine(day, dt.time(), PARIS)


def new_id() -> uuid.UUID:
    """A UUIDv7: it grows with time, so that it orders rows, and cannot be walked (RFC 9562)."""
    return uuid_utils.compat.uuid7()


def midnight() -> dt.datetime:
    """The start of this day, in UTC: the moment of what must not tell when it was done."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def new_id_of_the_day() -> uuid.UUID:
    """A UUIDv7 made at midnight: it orders rows by their day, and within a day by chance."""
    return id_of_moment(midnight())


def id_of_moment(moment: dt.datetime) -> uuid.UUID:
    """A UUIDv7 as if it was made at a moment: what came before stands before. It knows no moment
    before 1970."""
    milliseconds = max(0, int(moment.timestamp() * 1000))
    number = milliseconds << 80 | secrets.randbits(80)
    return uuid.UUID(int=number & ~(0xF << 76 | 0b11 << 62) | 7 << 76 | 0b10 << 62)


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite forgets time zones; this gives it back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date and time needs its time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value


def state_column(kind: type[E]) -> sa.Enum:
    """A column that holds the values of an enum as readable text on both databases."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Identified:
    """A row with an identifier that may stand in a public address."""

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True, default=new_id)


class Dated:
    """A row that remembers when it was made."""

    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
