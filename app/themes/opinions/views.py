"""Groups of opinion: where people voted, what the groups say."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import OpinionMap
from app.themes.opinions import telling
from app.themes.opinions.asking import TooFewNew, ask_for_map, missing_voters
from app.themes.opinions.forms import SourceForm
from app.themes.opinions.shown import map_of, map_shown
from app.themes.opinions.sources import activity_of, source_of, sources_told
from app.themes.permissions import may_analyse, may_read_themes
from app.web.guard import current_consultation, requires
from charts.rendering import svg_of

blueprint = Blueprint("opinions", __name__, url_prefix="/consultations/<slug>/opinions")


def _map_or_404(map_id: uuid.UUID) -> OpinionMap:
    return map_of(current_session(), current_consultation().id, map_id) or abort(404)


@blueprint.get("")
@requires(may_read_themes)
def index() -> ResponseReturnValue:
    told = sources_told(current_session(), current_consultation().id)
    return render_template(
        "opinions/index.html",
        sources=told.value,
        counted_at=told.counted_at,
        missing_voters=missing_voters,
    )


@blueprint.post("")
@requires(may_analyse)
def compute() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    form = SourceForm()
    if not form.validate():
        abort(400)
    source = source_of(session, consultation.id, *form.chosen) or abort(404)
    try:
        found = ask_for_map(
            session, source, consultation_id=consultation.id, account_id=current_user.id
        )
    except TooFewNew:
        flash(_("Fewer than five people voted since: the groups stay as they are."), "info")
        return redirect(url_for(".index", slug=consultation.slug))
    return redirect(url_for("jobs.show", slug=consultation.slug, job_id=found.job_id))


@blueprint.get("/<uuid:map_id>")
@requires(may_read_themes)
def show(map_id: uuid.UUID) -> ResponseReturnValue:
    session, found = current_session(), _map_or_404(map_id)
    shown = map_shown(session, found)
    return render_template(
        "opinions/show.html",
        map=found,
        shown=shown,
        activity=activity_of(session, found),
        is_ideas=found.idea_box_id is not None,
        telling=telling,
    )


@blueprint.get("/<uuid:map_id>/groups.svg")
@requires(may_read_themes)
def picture(map_id: uuid.UUID) -> ResponseReturnValue:
    found = _map_or_404(map_id)
    shown = map_shown(current_session(), found)
    if shown is None or not shown.groups:
        abort(404)
    drawn = svg_of(telling.picture(shown), narrow="narrow" in request.args)
    return Response(drawn, mimetype="image/svg+xml")
