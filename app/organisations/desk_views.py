"""The organisations of a consultation, for its team; mandates that a steward decides."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Mandate, MandateEnding
from app.models.types import now
from app.organisations.ending_form import EndingForm
from app.organisations.lookup import mandate_or_404, organisation_or_404
from app.organisations.mandates import (
    DecidedOtherwise,
    NotTheirsToDecide,
    decide_as_steward,
    end_as_steward,
)
from app.organisations.permissions import may_decide_mandates, may_see_organisations
from app.organisations.queries import is_spoken_with, mandates_to_decide, speakers_page
from app.organisations.sentences import tell_decided_otherwise, tell_decision
from app.organisations.taking_part import organisation_sheet, organisations_page
from app.organisations.verdict_form import VerdictForm
from app.web.downloads import download_csv
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, current_role, requires
from app.web.paging import Cursor

blueprint = Blueprint("organisation_desk", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/organisations")
@requires(may_see_organisations)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    page = organisations_page(session, consultation.id, Cursor.from_args(request.args))
    decides = may_decide_mandates(current_role())
    asked = mandates_to_decide(session, consultation.id) if decides else ()
    return render_template("organisations/desk.html", page=page, asked=asked, decides=decides)


@blueprint.get("/organisations.csv")
@requires(may_see_organisations)
def as_csv() -> ResponseReturnValue:
    return download_csv(organisation_sheet(), "organisations.csv", current_consultation().id)


@blueprint.get("/organisations/<uuid:organisation_id>")
@requires(may_decide_mandates)
def speakers(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Who speaks for an organisation in this consultation."""
    organisation = organisation_or_404(organisation_id)
    here, cursor = current_consultation().id, Cursor.from_args(request.args)
    page = speakers_page(current_session(), here, organisation.id, cursor)
    return render_template("organisations/speakers.html", organisation=organisation, page=page)


@blueprint.route("/organisations/mandates/<uuid:mandate_id>/end", methods=["GET", "POST"])
@requires(may_decide_mandates)
def end(mandate_id: uuid.UUID) -> ResponseReturnValue:
    """End a mandate that is not theirs; sent twice, it is thanked twice."""
    mandate, form = mandate_or_404(mandate_id), EndingForm()
    if form.validate_on_submit():
        return _end(mandate, MandateEnding(form.why.data))
    if not is_spoken_with(current_session(), mandate.id, current_consultation().id):
        abort(404)
    page = render_template("organisations/end.html", mandate=mandate, form=form)
    return page, status_of(form)


def _end(mandate: Mandate, why: MandateEnding) -> ResponseReturnValue:
    session, here = current_session(), current_consultation()
    steward = current_account()
    try:
        end_as_steward(session, mandate, steward, here.id, why, moment=now())
        tell_decision(mandate)
    except NotTheirsToDecide:
        abort(404)
    except DecidedOtherwise as error:
        tell_decided_otherwise(error)
    return redirect(url_for(".index", slug=here.slug))


@blueprint.post("/organisations/mandates/<uuid:mandate_id>")
@requires(may_decide_mandates)
def decide(mandate_id: uuid.UUID) -> ResponseReturnValue:
    mandate, form = mandate_or_404(mandate_id), VerdictForm()
    if not form.validate():
        abort(400)
    try:
        _decide(mandate, accepts=form.accepts)
        tell_decision(mandate)
    except NotTheirsToDecide:
        # Nobody speaks for it here: for this consultation, there is no such mandate.
        abort(404)
    except DecidedOtherwise as error:
        tell_decided_otherwise(error)
    return redirect(url_for(".index", slug=current_consultation().slug))


def _decide(mandate: Mandate, *, accepts: bool) -> None:
    decide_as_steward(
        current_session(),
        mandate,
        current_account(),
        current_consultation().id,
        accepts=accepts,
        moment=now(),
    )
