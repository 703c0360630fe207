"""Reading what a run measured of who says what."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.voices.correspondence import CorrespondenceMap
from analysis.voices.minority import MinorityTheme
from analysis.voices.who_says_what import WhoSaysWhat
from analysis.voices.written import map_of, minority_of, table_of
from app.models import CandidateTheme, RunMeasure
from app.themes.who_says_what.measures import INDEX, MAP, MINORITY, SHARED, TABLE


@dataclass(frozen=True)
class Compared:
    """An attribute by which the voices of a run were compared.

    `differences` counts the cells that chance would hardly explain."""

    key: str
    name: str
    differences: int = 0

    @property
    def is_shared(self) -> bool:
        """Whether any consultation may have it; others are closed questions of this one."""
        return self.name in SHARED


@dataclass(frozen=True)
class Told:
    """What a run tells of who says what; `table` and `map` are None where there is nothing to
    compare, or no map."""

    attributes: tuple[Compared, ...]
    chosen: Compared | None
    table: WhoSaysWhat | None
    map: CorrespondenceMap | None
    minority: tuple[MinorityTheme, ...]


def told_of(session: Session, run_id: uuid.UUID, key: str | None) -> Told | None:
    """What a run tells by one attribute, by the first one without a key; None for a key that it
    has not."""
    listed = _measures(session, run_id, INDEX, MINORITY)
    attributes = tuple(Compared(**one) for one in listed.get(INDEX, {}).get("attributes", ()))
    chosen = next((one for one in attributes if key in (None, one.key)), None)
    if chosen is None and key is not None:
        return None
    names = (f"{TABLE}:{chosen.key}", f"{MAP}:{chosen.key}") if chosen else ("", "")
    kept = _measures(session, run_id, *names)
    drawn = map_of(kept[names[1]]) if names[1] in kept else None
    return Told(
        attributes,
        chosen,
        table_of(kept[names[0]]) if names[0] in kept else None,
        drawn if isinstance(drawn, CorrespondenceMap) else None,
        minority_of(listed.get(MINORITY, {}).get("themes", [])),
    )


def themes_by_code(session: Session, run_id: uuid.UUID) -> dict[str, CandidateTheme]:
    """The themes of a run by the code that measures know, each followed by those below it."""
    themes = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.run_id == run_id)
        .order_by(CandidateTheme.position)
    ).all()
    below: dict[uuid.UUID | None, list[CandidateTheme]] = {}
    for theme in themes:
        below.setdefault(theme.parent_id, []).append(theme)
    ordered: dict[str, CandidateTheme] = {}
    left = below.get(None, [])[::-1]
    while left:
        theme = left.pop()
        ordered[theme.code] = theme
        left += below.get(theme.id, [])[::-1]
    return ordered


def _measures(session: Session, run_id: uuid.UUID, *names: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(
        sa.select(RunMeasure.name, RunMeasure.content).where(
            RunMeasure.run_id == run_id, RunMeasure.name.in_(names)
        )
    )
    return {row.name: row.content for row in rows}
