"""Jinja filters: dates, numbers and names as a reader expects them."""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import Any

from babel.units import format_unit
from flask import Flask
from flask_babel import (
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    get_locale,
)
from markupsafe import Markup

from app.web.labels import label
from app.web.prose import prose


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        clock=clock,
        number=number,
        share=share,
        size=size,
        decimal=decimal,
        label=_label,
        unbroken=unbroken,
        prose=prose,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def day(value: dt.date | None) -> str:
    """28 juin 2016, never broken over two lines; 1er juillet 2016 in French."""
    if value is None:
        return ""
    told = format_date(value, "long").replace(" ", "\N{NO-BREAK SPACE}")
    is_first = value.day == 1 and str(get_locale()).startswith("fr")
    return told.replace("1", "1er", 1) if is_first else told


def moment(value: dt.datetime | None) -> str:
    """28 juin 2016, 14:05."""
    return format_datetime(value, "d MMMM y, HH:mm") if value else ""


def clock(value: dt.datetime | None) -> str:
    """14:05."""
    return format_datetime(value, "HH:mm") if value else ""


def number(value: int) -> str:
    return str(format_decimal(value))


def decimal(value: float) -> str:
    """Two digits after the mark: a score."""
    return str(format_decimal(value, "0.00"))


def share(value: float) -> str:
    """A part of 1, as a percentage."""
    return str(format_percent(value, "0.0 %" if 0 < value < 0.1 else "0 %"))


def size(value: int) -> str:
    """Bytes in the unit that suits them, never broken over two lines: 80,3 Go."""
    units = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
    rank = min(max(len(str(abs(value))) - 1, 0) // 3, len(units) - 1)
    told = format_unit(
        round(value / 1000**rank, 1), f"digital-{units[rank]}", "short", locale=get_locale()
    )
    return re.sub(r"\s", "\N{NO-BREAK SPACE}", str(told))


def unbroken(text: str) -> str:
    """French marks stay on the line of the word that they belong to."""
    spaced = re.sub(r"(?<=«) | (?=[?!:;»]|%(?![\w(]))", "\N{NO-BREAK SPACE}", text)
    return Markup(spaced) if isinstance(text, Markup) else spaced  # noqa: S704 - it was marked


def _label(value: enum.Enum | str | Any) -> str:
    return label(value) if isinstance(value, enum.Enum) else str(value)
