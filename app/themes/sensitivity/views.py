from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Run
from app.themes.permissions import may_analyse, may_read_themes
from app.themes.queries import run_of
from app.themes.run_files import file_name
from app.themes.sensitivity import asking
from app.themes.sensitivity.findings import findings_of
from app.themes.sensitivity.sentences import change, fate, verdict
from app.themes.sensitivity.sheet import sensitivity_sheet
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "sensitivity", __name__, url_prefix="/consultations/<slug>/analyses/<uuid:run_id>/sensitivity"
)


@blueprint.get("")
@requires(may_read_themes)
def show(run_id: uuid.UUID) -> ResponseReturnValue:
    run = _run_or_404(run_id)
    found = findings_of(current_session(), run)
    return render_template(
        "themes/sensitivity/show.html",
        run=run,
        found=found,
        verdict=verdict(found) if found else [],
        job=asking.job_under_way(current_session(), run),
        change=change,
        fate=fate,
    )


@blueprint.post("")
@requires(may_analyse)
def ask(run_id: uuid.UUID) -> ResponseReturnValue:
    slug = current_consultation().slug
    try:
        job = asking.ask(current_session(), _run_or_404(run_id), account_id=current_user.id)
    except asking.NotAnalysed:
        flash(_("This analysis has no result: there is nothing to change in it."), "error")
        return redirect(url_for("themes.runs", slug=slug))
    return redirect(url_for("jobs.show", slug=slug, job_id=job.id))


@blueprint.get("/table.csv")
@requires(may_read_themes)
def as_csv(run_id: uuid.UUID) -> ResponseReturnValue:
    run = _run_or_404(run_id)
    found = findings_of(current_session(), run) or abort(404)
    return download_csv(sensitivity_sheet(found), f"{file_name(run)}-sensitivity.csv", run.id)


def _run_or_404(run_id: uuid.UUID) -> Run:
    return run_of(current_session(), current_consultation().id, run_id) or abort(404)
