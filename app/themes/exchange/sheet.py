"""The coding as a table: one row for an excerpt and a theme of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Activity, Contribution
from app.publication.sheets import CHUNK, Rows, Sheet
from app.themes.codebook.queries import outline_of
from app.themes.exchange.coded import Coded, coded_excerpts
from app.web.labels import label


def coding_sheet(*, names: bool) -> Sheet:
    """What counts of the coding; `app.themes.exchange.tables` reads it again."""
    headings = (
        _("Excerpt"),
        _("Text"),
        _("Theme"),
        _("Nature"),
        _("Position"),
        _("By"),
        _("Date"),
        _("Channel"),
        _("Activity"),
        _("Contribution"),
    )
    return Sheet("coding", _("Coding"), headings, _rows(names))


def _rows(names: bool) -> Callable[[Session, uuid.UUID], Rows]:
    def rows(session: Session, consultation_id: uuid.UUID) -> Rows:
        paths = {one.theme.id: one.path for one in outline_of(session, consultation_id)}
        coded = coded_excerpts(session, consultation_id, names=names)
        query = (
            sa.select(Contribution.id, Contribution.text, Activity.channel, Activity.title)
            .join(Activity, Contribution.activity_id == Activity.id)
            .where(Contribution.consultation_id == consultation_id)
            .order_by(Contribution.id)
            .execution_options(yield_per=CHUNK)
        )
        for contribution_id, text, channel, activity in session.execute(query):
            for one in coded.get(contribution_id, ()):
                where = label(channel), activity, contribution_id
                for path in [paths[theme] for theme in one.themes] or [""]:
                    yield (*_told(one, text, path), *where)

    return rows


def _told(one: Coded, text: str, path: str) -> tuple[object, ...]:
    return (
        one.excerpt_id,
        text[one.start : one.end],
        path,
        label(one.nature),
        label(one.stance) if one.stance else "",
        one.coder,
        one.made_at,
    )
