"""Reading what the pictures of a run are made of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.pictures.over_time import OverTime
from analysis.pictures.written import over_time_of, theme_map_of
from analysis.results import ThemeMap
from app.models import CandidateTheme
from app.themes.measures import measure_of
from app.themes.who_says_what.queries import Told, themes_by_code, told_of


@dataclass(frozen=True)
class Pictured:
    """What a run measured that pictures show; None where it did not, as runs of former versions.

    `themes`: by the code that measures know, each followed by those below it.
    """

    themes: Mapping[str, CandidateTheme]
    map: ThemeMap | None
    over_time: OverTime | None
    voices: Told


def pictured(session: Session, run_id: uuid.UUID, by: str | None) -> Pictured | None:
    """What the pictures of a run show; `by` is the key of the attribute whose groups are on a map,
    the first one without. None for a key that the run has not."""
    voices = told_of(session, run_id, by)
    if voices is None:
        return None
    drawn, counted = measure_of(session, run_id, "map"), measure_of(session, run_id, "over_time")
    return Pictured(
        themes_by_code(session, run_id),
        theme_map_of(drawn) if drawn else None,
        over_time_of(counted) if counted else None,
        voices,
    )
