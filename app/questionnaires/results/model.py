"""What a page tells of a question: figures and tables in words, each table with its chart."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from charts.model import Chart

MASKED = "–"


@dataclass(frozen=True)
class ResultTable:
    """Headings and cells as text, the first cell of a row being its name.

    `description` tells in words what the chart shows.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart | None = None
    description: str = ""


@dataclass(frozen=True)
class QuestionResult:
    """`line` says how many answered.

    `has_texts`: there are words to read. `is_withheld`: nothing of it is shown to this reader.
    """

    name: str
    label: str
    line: str
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[ResultTable, ...] = ()
    has_texts: bool = False
    is_withheld: bool = False


def number(value: float) -> str:
    """A number as the language writes it, two decimals at most; four digits stay together, as
    those of a year."""
    return str(format_decimal(round(value, 2), "0.##" if abs(value) < 10_000 else "#,##0.##"))


def percent(share: float) -> str:
    """A share between 0 and 100."""
    return str(format_percent(share / 100, "0.0 %" if 0 < share < 10 else "0 %"))


def bar_text(count: int | None, share: float) -> str:
    """What stands at the end of a bar; `share` is of 1, `count` None when it is masked."""
    if count is None:
        return str(_("masked"))
    return f"{number(count)} ({percent(share)})"
