"""How good the machine became, and how many excerpts two people code."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.themes.coding.curve import curve_of
from app.themes.coding.forms import SharesForm
from app.themes.coding.how_far import how_far, rounds_of
from app.themes.coding.permissions import may_read_coding, may_set_coding
from app.themes.coding.queue import double_share, keep_double_share
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from charts.rendering import svg_of

blueprint = Blueprint("coding_progress", __name__, url_prefix="/consultations/<slug>/coding")


@blueprint.get("/progress")
@requires(may_read_coding)
def show() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "coding/progress.html",
        far=how_far(session, consultation.id),
        rounds=rounds_of(session, consultation.id),
    )


@blueprint.get("/progress.svg")
@requires(may_read_coding)
def chart() -> ResponseReturnValue:
    """The curve, for a page or for a phone."""
    drawn = curve_of(rounds_of(current_session(), current_consultation().id)) or abort(404)
    return Response(svg_of(drawn, narrow="narrow" in request.args), mimetype="image/svg+xml")


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(may_set_coding)
def settings() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    form = SharesForm(share=round(100 * double_share(session, consultation.id)))
    if form.validate_on_submit():
        keep_double_share(session, consultation.id, form.share.data / 100)
        flash(_("Kept."), "success")
        return redirect(url_for(".settings", slug=consultation.slug))
    return render_template("coding/settings.html", form=form), status_of(form)
