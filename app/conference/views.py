"""The conferences of a consultation, as everybody reads them."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.conference import queries
from app.conference.attendance import kind_lines
from app.conference.calendar import conference_calendar, session_calendar
from app.conference.lookup import conference_or_404, session_or_404, shown_conference_or_404
from app.conference.permissions import may_read_programme, may_welcome
from app.conference.registering import door_of
from app.extensions import current_session
from app.models.types import now
from app.notifications.places import address
from app.web.downloads import calendar_file
from app.web.guard import current_consultation, current_role, requires
from app.workshops.corpus_entry import validate_notes
from app.workshops.syntheses.note_queries import waiting_count

blueprint = Blueprint("conferences", __name__, url_prefix="/consultations/<slug>/conferences")


@blueprint.get("")
@requires(may_read_programme)
def index() -> ResponseReturnValue:
    found = queries.conferences_of(
        current_session(), current_consultation().id, unpublished=may_welcome(current_role())
    )
    return render_template("conferences/index.html", conferences=found, moment=now())


@blueprint.get("/<code>")
@requires(may_read_programme)
def show(code: str) -> ResponseReturnValue:
    conference = shown_conference_or_404(code)
    return render_template(
        "conferences/show.html",
        conference=conference,
        door=door_of(current_session(), conference, now()),
        tables=queries.debate_tables(current_session(), conference),
    )


@blueprint.get("/<code>/calendar.ics")
@requires(may_read_programme)
def calendar(code: str) -> ResponseReturnValue:
    conference = shown_conference_or_404(code)
    return calendar_file(conference_calendar(conference, _page(code), now()), code)


@blueprint.get("/<code>/sessions/<uuid:session_id>.ics")
@requires(may_read_programme)
def session_file(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    conference = shown_conference_or_404(code)
    part = session_or_404(conference, session_id)
    content = session_calendar(conference, part, _page(code), now())
    return calendar_file(content, f"{code}-{part.position}")


@blueprint.get("/<code>/desk")
@requires(may_welcome)
def desk(code: str) -> ResponseReturnValue:
    """How many are registered, wait and came; and the way to each work of the day."""
    conference, session = conference_or_404(code), current_session()
    return render_template(
        "conferences/desk.html",
        conference=conference,
        lines=kind_lines(session, conference),
        door=door_of(session, conference, now()),
        notes_waiting=waiting_count(session, conference.activity_id),
    )


@blueprint.post("/<code>/notes")
@requires(may_welcome)
def take_notes_in(code: str) -> ResponseReturnValue:
    """Stand behind the notes of the debates: they enter the corpus, later ones by the next call."""
    number = validate_notes(current_session(), conference_or_404(code).activity)
    flash(
        ngettext("%(num)s note entered the corpus.", "%(num)s notes entered the corpus.", number),
        "success",
    )
    return redirect(url_for(".desk", slug=current_consultation().slug, code=code))


def _page(code: str) -> str:
    return address("conferences.show", slug=current_consultation().slug, code=code)
