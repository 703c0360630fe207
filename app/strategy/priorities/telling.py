"""The results of a round as a chart and as a table to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Scoring
from app.publication.sheets import Sheet
from app.strategy.priorities.ranking import Place, Spread
from app.strategy.priorities.results import Ranked
from charts.model import MOST_BARS, Dots, short


def chart_of(results: Sequence[Ranked]) -> Dots:
    """The median and the quartiles of the first subjects that were scored."""
    shown = [one for one in results if one.overall][:MOST_BARS]
    spreads = [one.overall for one in shown if one.overall]
    return Dots(
        labels=[short(one.name) for one in shown],
        names=[_("Lower quartile"), _("Median"), _("Upper quartile")],
        values=[
            [one.lower for one in spreads],
            [one.median for one in spreads],
            [one.upper for one in spreads],
        ],
        unit="",
    )


def place_text(place: Place | None) -> str:
    """“2”, or “2–3” where several share places."""
    if place is None:
        return ""
    return str(place.first) if place.first == place.last else f"{place.first}–{place.last}"


def ranking_sheet(results: Sequence[Ranked]) -> Sheet:
    """One row a subject and a criterion, those over all criteria first."""

    def rows(_session: Session, _scoring_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        for one in results:
            ranks = (place_text(one.by_median), place_text(one.by_borda), one.borda)
            named = (one.code, one.title)
            yield (*named, *ranks, _("All the criteria"), "", *_figures(one.overall))
            for part in one.criteria:
                yield (*named, *ranks, part.title, part.weight, *_figures(part.spread))

    return Sheet(
        "priorities",
        _("Priorities"),
        (
            _("Code"),
            _("Title"),
            _("Rank by median"),
            _("Rank by Borda"),
            _("Borda share"),
            _("Criterion"),
            _("Weight"),
            _("Lowest"),
            _("Lower quartile"),
            _("Median"),
            _("Upper quartile"),
            _("Highest"),
            _("Scores"),
        ),
        rows,
    )


def file_name(slug: str, scoring: Scoring) -> str:
    day = scoring.frozen_on.isoformat() if scoring.frozen_on else scoring.created_at.date()
    return f"{slug}-priorities-{day}.csv"


def _figures(spread: Spread | None) -> tuple[Any, ...]:
    if spread is None:
        return ("", "", "", "", "", 0)
    return (spread.low, spread.lower, spread.median, spread.upper, spread.high, spread.count)
