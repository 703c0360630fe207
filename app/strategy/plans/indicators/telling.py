"""The course of an indicator as a chart."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.strategy.plans.indicators.queries import Followed
from charts.model import Course, short


def course_of(followed: Followed) -> Course:
    """The baseline if its day is told, then what was measured."""
    one = followed.indicator
    points = {each.measured_on: each.value or Decimal() for each in followed.measures}
    if one.baseline is not None and one.baseline_on is not None:
        points = {one.baseline_on: one.baseline, **points}
    days = sorted(points)
    return Course(
        days=[day.isoformat() for day in days],
        values=[float(points[day]) for day in days],
        axis=short(one.unit),
        wanted=None if one.target is None else float(one.target),
        wanted_text=_("Target: %(value)s", value=figure(one.target)),
    )


def figure(value: Decimal | None) -> str:
    """A figure as it was given, without the zeros that a database adds."""
    return "" if value is None else str(format_decimal(value.normalize() + 0))
