"""What addresses of points name, or 404."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import abort

from app.extensions import current_session
from app.models import CandidateTheme, Point, Theme, ThemeState
from app.strategy.points import queries
from app.strategy.points.offered import (
    Beginning,
    begun_with_excerpt,
    begun_with_group,
    begun_with_theme,
)
from app.themes.queries import theme_of
from app.web.guard import current_consultation


def point_or_404(point_id: uuid.UUID) -> Point:
    found = queries.point_of(current_session(), current_consultation().id, point_id)
    return found or abort(404)


def theme_or_404(theme_id: uuid.UUID) -> Theme:
    """An approved theme of the codebook, by itself or by one merged into it."""
    named = current_session().get(Theme, theme_id)
    theme = named and current_session().get_one(Theme, named.stands_for_id)
    if (
        theme is None
        or theme.consultation_id != current_consultation().id
        or theme.state is not ThemeState.APPROVED
    ):
        abort(404)
    return theme


@dataclass(frozen=True)
class BegunWith:
    """From what a new point is begun."""

    beginning: Beginning
    theme: Theme | None = None
    group: CandidateTheme | None = None


def begun_with_or_404(
    *, theme_id: uuid.UUID | None, group_id: uuid.UUID | None, excerpt_id: uuid.UUID | None
) -> BegunWith:
    """What an address begins a point with; nothing where it names nothing."""
    session, consultation_id = current_session(), current_consultation().id
    if theme_id is not None:
        theme = theme_or_404(theme_id)
        return BegunWith(begun_with_theme(session, theme), theme=theme)
    if group_id is not None:
        group, _run = theme_of(session, consultation_id, group_id) or abort(404)
        return BegunWith(begun_with_group(session, group), group=group)
    if excerpt_id is not None:
        return BegunWith(begun_with_excerpt(session, consultation_id, excerpt_id) or abort(404))
    return BegunWith(Beginning("", "", (), 0))
