"""Reading what was tried on an analysis, and which themes it touches."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CandidateTheme, Firmness, Run
from app.themes.measures import measure_of

MEASURE = "sensitivity"
KEPT = "kept"


@dataclass(frozen=True)
class Tried:
    """One thing that was changed, and its effect; `kind` and `value` as the analysis names them.

    `lost` are codes of themes that are there no more, `new` counts the themes that are like none.
    """

    kind: str
    value: str
    left_out: int
    compared: int
    themes: int
    ari: float | None
    ami: float | None
    moved: int
    lost: tuple[str, ...]
    new: int

    @property
    def moved_share(self) -> float:
        """The part of the excerpts that are no longer with their theme."""
        return self.moved / max(self.compared, 1)


@dataclass(frozen=True)
class TouchedTheme:
    """A theme that some of the changes undo. `fates`: what becomes of it, the most often first."""

    id: uuid.UUID
    label: str
    firmness: Firmness | None
    lost: int
    fates: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Findings:
    """What was found of an analysis; `touched` are the themes that go most often first."""

    corpus_changed: bool
    theme_count: int
    tried: tuple[Tried, ...]
    touched: tuple[TouchedTheme, ...]

    @property
    def untouched(self) -> int:
        """Themes that stay whatever is changed."""
        return self.theme_count - len(self.touched)


def findings_of(session: Session, run: Run) -> Findings | None:
    """What was tried on an analysis; None when nobody asked for it."""
    content = measure_of(session, run.id, MEASURE)
    if content is None:
        return None
    return Findings(
        corpus_changed=content["corpus_changed"],
        theme_count=len(content["themes"]),
        tried=tuple(_tried(effect) for effect in content["effects"]),
        touched=_touched(session, run.id, content["effects"]),
    )


def _tried(effect: dict[str, Any]) -> Tried:
    figures = {name: value for name, value in effect.items() if name != "fates"}
    lost = tuple(code for code, _likeness, fate in effect["fates"] if fate != KEPT)
    return Tried(**figures, lost=lost)


def _touched(
    session: Session, run_id: uuid.UUID, effects: list[dict[str, Any]]
) -> tuple[TouchedTheme, ...]:
    fates: dict[str, Counter[str]] = {}
    for effect in effects:
        for code, _likeness, fate in effect["fates"]:
            if fate != KEPT:
                fates.setdefault(code, Counter())[fate] += 1
    themes = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.run_id == run_id, CandidateTheme.code.in_(fates))
        .order_by(CandidateTheme.position)
    )
    found = [
        TouchedTheme(
            id=theme.id,
            label=theme.label,
            firmness=theme.firmness,
            lost=fates[theme.code].total(),
            fates=tuple(sorted(fates[theme.code].items(), key=lambda one: (-one[1], one[0]))),
        )
        for theme in themes
    ]
    return tuple(sorted(found, key=lambda theme: -theme.lost))
