"""Feeds: the same for everybody, without cookies, so that caches may keep them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas.queries import box_of
from app.models import IdeaBox
from app.models.types import now
from app.notifications import feed_entries
from app.notifications.atom import Entry, Feed, atom_of, updated_at
from app.notifications.told_facts import home_of
from app.web.addresses import whole_address
from app.web.guard import current_consultation, to_everybody
from app.web.language import DEFAULT_LANGUAGE

blueprint = Blueprint("feeds", __name__, url_prefix="/consultations/<slug>")
LIFETIME = 300
"""Seconds during which a cache does not ask again."""


@blueprint.get("/feed.atom")
@to_everybody
def consultation() -> ResponseReturnValue:
    found = current_consultation()
    with force_locale(DEFAULT_LANGUAGE):
        entries = feed_entries.entries_of_consultation(current_session(), found, now())
        title = _("News of the consultation: %(title)s", title=found.title)
    feed = _feed(found.id, title, home_of(found))
    return _answer(feed, entries)


@blueprint.get("/decisions.atom")
@to_everybody
def decisions() -> ResponseReturnValue:
    """What the bodies decided: plans that come into force and versions adopted among it."""
    found = current_consultation()
    entries = feed_entries.entries_of_decisions(current_session(), found)
    with force_locale(DEFAULT_LANGUAGE):
        title = _("Decisions: %(title)s", title=found.title)
    return _answer(_feed(found.id, title, f"{home_of(found)}/governance/decisions"), entries)


@blueprint.get("/feed/<uuid:theme_id>.atom")
@to_everybody
def theme(theme_id: uuid.UUID) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    found = feed_entries.published_theme(session, consultation.id, theme_id) or abort(404)
    one, its_box = found
    entries = feed_entries.entries_of_ideas(session, consultation, its_box, one.id)
    title = f"{one.title} – {its_box.activity.title} – {consultation.title}"
    return _answer(_feed(one.id, title, _home_of(its_box)), entries)


@blueprint.get("/ideas/<code>/feed.atom")
@to_everybody
def box(code: str) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    found = box_of(session, consultation.id, code)
    if found is None or not found.is_published:
        abort(404)
    entries = feed_entries.entries_of_ideas(session, consultation, found)
    title = f"{found.activity.title} – {consultation.title}"
    return _answer(_feed(found.id, title, _home_of(found)), entries)


def _home_of(box: IdeaBox) -> str:
    return f"{home_of(current_consultation())}/ideas/{box.activity.code}"


def _feed(feed_id: uuid.UUID, title: str, home: str) -> Feed:
    consultation = current_consultation()
    return Feed(
        id=feed_id,
        title=title,
        author=consultation.title,
        since=consultation.created_at,
        path=request.path,
        home=home,
        language=DEFAULT_LANGUAGE,
    )


def _answer(feed: Feed, entries: Sequence[Entry]) -> Response:
    content = atom_of(feed, entries, whole_address(""))
    answer = Response(content, content_type="application/atom+xml; charset=utf-8")
    answer.cache_control.public = True
    answer.cache_control.max_age = LIFETIME
    answer.last_modified = updated_at(feed, entries)
    answer.add_etag()
    answer.make_conditional(request)
    return answer
