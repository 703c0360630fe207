"""The pictures of a run."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Run
from app.themes.permissions import may_read_themes
from app.themes.pictures.queries import Pictured, pictured
from app.themes.pictures.telling import pictures_of
from app.themes.queries import run_of
from app.themes.who_says_what.telling import attribute_name
from app.web.guard import current_consultation, requires
from app.web.language import current_language
from charts.rendering import svg_of

blueprint = Blueprint(
    "pictures", __name__, url_prefix="/consultations/<slug>/analyses/<uuid:run_id>/pictures"
)


@blueprint.get("")
@requires(may_read_themes)
def show(run_id: uuid.UUID) -> ResponseReturnValue:
    run = _run_or_404(run_id)
    found = _pictured_or_404(run)
    return render_template(
        "themes/pictures.html",
        run=run,
        found=found,
        pictures=pictures_of(found, current_language()),
        attribute_name=attribute_name,
    )


@blueprint.get("/chart.svg")
@requires(may_read_themes)
def chart(run_id: uuid.UUID) -> ResponseReturnValue:
    """The picture that the address names, for a page or for a phone."""
    shown = pictures_of(_pictured_or_404(_run_or_404(run_id)), current_language())
    named = {picture.name: picture.chart for picture in shown}
    drawn = named.get(request.args.get("picture", "")) or abort(404)
    return Response(svg_of(drawn, narrow="narrow" in request.args), mimetype="image/svg+xml")


def _run_or_404(run_id: uuid.UUID) -> Run:
    return run_of(current_session(), current_consultation().id, run_id) or abort(404)


def _pictured_or_404(run: Run) -> Pictured:
    return pictured(current_session(), run.id, request.args.get("by") or None) or abort(404)
