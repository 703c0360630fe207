"""Series of world cafés and their themes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Consultation, Workshop, WorkshopSeries, WorkshopTheme
from app.models.turns import ChangedMeanwhile, fingerprint
from app.workshops.turns import StillUsed, wait_for_others

MOST_THEMES = 20


class TooManyThemes(ValueError):
    """A series has `MOST_THEMES` themes at most."""


def create_series(
    session: Session,
    consultation: Consultation,
    *,
    title: str,
    themes: Sequence[str],
    presentation: str = "",
    phase_id: uuid.UUID | None = None,
) -> WorkshopSeries:
    """Make a series with its themes in this order. Asked for twice by the same title, it is one.

    Raises:
        TooManyThemes: nothing is made.
    """
    wait_for_others(session, consultation)
    there = session.scalar(
        sa.select(WorkshopSeries).where(
            WorkshopSeries.consultation_id == consultation.id, WorkshopSeries.title == title
        )
    )
    if there is not None:
        return there
    if len(themes) > MOST_THEMES:
        raise TooManyThemes(len(themes))
    series = WorkshopSeries(
        consultation_id=consultation.id, title=title, presentation=presentation, phase_id=phase_id
    )
    series.themes = [WorkshopTheme(position=at, title=name) for at, name in enumerate(themes)]
    session.add(series)
    session.flush()
    return series


def state_of(series: WorkshopSeries) -> str:
    """The state of a series that a form was made from."""
    themes = [(theme.id, theme.title) for theme in series.themes]
    return fingerprint(series.title, series.presentation, series.phase_id, themes)


def change_series(
    session: Session,
    series: WorkshopSeries,
    *,
    made_from: str,
    title: str,
    presentation: str,
    phase_id: uuid.UUID | None,
    themes: Sequence[str],
) -> None:
    """Rename a series and its themes, which are given in their order; its workshops follow.

    Raises:
        ChangedMeanwhile: it is not the one that was shown.
    """
    wait_for_others(session, series)
    if made_from != state_of(series) or len(themes) != len(series.themes):
        raise ChangedMeanwhile
    series.title, series.presentation = title, presentation
    if series.phase_id != phase_id:
        series.phase_id = phase_id
        workshops = sa.select(Workshop.activity_id).where(Workshop.series_id == series.id)
        _update(session, workshops, phase_id=phase_id)
    for theme, name in zip(series.themes, themes, strict=True):
        if theme.title != name:
            _rename(session, theme, name)
    session.flush()


def _rename(session: Session, theme: WorkshopTheme, title: str) -> None:
    """The workshops on a theme carry its name as their subject."""
    theme.title = title
    of_theme = sa.select(Workshop.activity_id).where(Workshop.theme_id == theme.id)
    _update(session, of_theme, subject=title)


def _update(session: Session, activities: sa.Select[Any], **values: Any) -> None:
    session.execute(sa.update(Activity).where(Activity.id.in_(activities)).values(**values))


def add_theme(session: Session, series: WorkshopSeries, title: str) -> None:
    """Add a theme at the end; one that is there already is left as it is.

    Raises:
        TooManyThemes: there are `MOST_THEMES` already.
    """
    if any(theme.title == title for theme in series.themes):
        return
    if len(series.themes) >= MOST_THEMES:
        raise TooManyThemes(len(series.themes) + 1)
    series.themes.append(WorkshopTheme(position=len(series.themes), title=title))
    session.flush()


def move_theme(session: Session, series: WorkshopSeries, place: int, by: int) -> None:
    """Move the theme at `place` (from 0) up (-1) or down (1); past an end it stays."""
    themes = list(series.themes)
    to = place + by
    if not (0 <= place < len(themes) and 0 <= to < len(themes)):
        return
    themes[place], themes[to] = themes[to], themes[place]
    _put_in_order(session, series, themes)


def remove_theme(session: Session, series: WorkshopSeries, place: int) -> None:
    """Remove the theme at `place` (from 0).

    Raises:
        StillUsed: workshops are on it.
    """
    themes = list(series.themes)
    if not 0 <= place < len(themes):
        return
    theme = themes.pop(place)
    # Whoever puts a workshop on it at this moment is waited for.
    session.refresh(theme, with_for_update=True)
    if theme.id in workshops_by_theme(session, series.id):
        raise StillUsed(theme.title)
    session.delete(theme)
    _put_in_order(session, series, themes)


def _put_in_order(
    session: Session, series: WorkshopSeries, themes: Sequence[WorkshopTheme]
) -> None:
    for position, theme in enumerate(themes):
        theme.position = position
    session.flush()
    session.refresh(series, ["themes"])


def workshops_by_theme(session: Session, series_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """How many workshops each theme of a series has, where it has any."""
    found = session.execute(
        sa.select(Workshop.theme_id, sa.func.count())
        .where(Workshop.series_id == series_id, Workshop.theme_id.is_not(None))
        .group_by(Workshop.theme_id)
    )
    return {theme_id: number for theme_id, number in found if theme_id is not None}


def delete_series(session: Session, series: WorkshopSeries) -> None:
    """Delete a series without workshops.

    Raises:
        StillUsed: it has some.
    """
    wait_for_others(session, series, to_delete=True)
    if session.scalar(sa.select(sa.exists().where(Workshop.series_id == series.id))):
        raise StillUsed(series.title)
    for theme in series.themes:
        session.delete(theme)
    session.flush()
    session.delete(series)
    session.flush()
