"""Moments as people type and read them: on the clock of the platform, kept in UTC."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext
from wtforms import DateTimeLocalField
from wtforms.validators import ValidationError

from app.models.types import PARIS

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
"""The first is the one that browsers read; the others are typed where there is no picker."""
YEARS = range(1900, 2200)


class NoSuchTime(ValueError):
    """The clocks go forward over it that night."""


def clock_time(moment: dt.datetime | None) -> dt.datetime | None:
    """What the clock shows at a moment; without its time zone."""
    return moment.astimezone(PARIS).replace(tzinfo=None) if moment else None


def moment_of(clock: dt.datetime) -> dt.datetime:
    """The moment, in UTC, at which the clock shows this; the first of two in autumn.

    Raises:
        NoSuchTime: it never does.
    """
    moment = clock.replace(tzinfo=PARIS).astimezone(dt.UTC)
    if clock_time(moment) != clock.replace(fold=0):
        raise NoSuchTime(clock)
    return moment


class MomentField(DateTimeLocalField):
    """A moment that is typed as the clock shows it; `moment` is that in UTC.

    Required with `InputRequired`, which keeps what is wrong with the text to be said.
    """

    data: dt.datetime | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=FORMATS, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if self.data.year not in YEARS:
            self.data = None
            raise ValueError(gettext("This year cannot be right."))
        try:
            moment_of(self.data)
        except NoSuchTime:
            self.data = None
            raise ValueError(
                gettext("This time does not exist that night: the clocks go forward.")
            ) from None

    @property
    def moment(self) -> dt.datetime | None:
        return moment_of(self.data) if self.data else None


class OpensAndCloses:
    """What a form adds that has the moments `opens_at` and `closes_at`, which may be empty."""

    opens_at: Any
    closes_at: Any

    def validate_closes_at(self, field: MomentField) -> None:
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("It would close before it opens."))
