"""Who says what: the themes of a run beside those who spoke of them."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Run
from app.themes.permissions import may_read_themes
from app.themes.queries import run_of
from app.themes.who_says_what.queries import Told, themes_by_code, told_of
from app.themes.who_says_what.sheet import table_sheet
from app.themes.who_says_what.telling import (
    attribute_name,
    group_name,
    shown_minority,
    shown_table,
)
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires
from charts.rendering import svg_of

blueprint = Blueprint(
    "who_says_what",
    __name__,
    url_prefix="/consultations/<slug>/analyses/<uuid:run_id>/who-says-what",
)


@blueprint.get("")
@requires(may_read_themes)
def show(run_id: uuid.UUID) -> ResponseReturnValue:
    run = _run_or_404(run_id)
    told = _told_or_404(run)
    themes = themes_by_code(current_session(), run.id)
    return render_template(
        "themes/who_says_what.html",
        run=run,
        told=told,
        themes=themes,
        shown=shown_table(told.table, themes) if told.table else None,
        minority=shown_minority(told.minority, themes),
        attribute_name=attribute_name,
        group_name=group_name,
    )


@blueprint.get("/chart.svg")
@requires(may_read_themes)
def picture(run_id: uuid.UUID) -> ResponseReturnValue:
    table = _told_or_404(_run_or_404(run_id)).table or abort(404)
    chart = shown_table(table, themes_by_code(current_session(), run_id)).chart or abort(404)
    return Response(svg_of(chart, narrow="narrow" in request.args), mimetype="image/svg+xml")


@blueprint.get("/table.csv")
@requires(may_read_themes)
def take_away(run_id: uuid.UUID) -> ResponseReturnValue:
    table = _told_or_404(_run_or_404(run_id)).table or abort(404)
    sheet = table_sheet(table, themes_by_code(current_session(), run_id))
    return download_csv(sheet, f"{current_consultation().slug}-{sheet.name}.csv", run_id)


def _run_or_404(run_id: uuid.UUID) -> Run:
    return run_of(current_session(), current_consultation().id, run_id) or abort(404)


def _told_or_404(run: Run) -> Told:
    """What the run tells by the attribute that the address names, by the first one without."""
    return told_of(current_session(), run.id, request.args.get("by") or None) or abort(404)
