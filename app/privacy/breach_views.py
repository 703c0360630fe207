"""Data were exposed: who was affected, whom to write to, what to tell the authority, until when."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.audit.recording import record
from app.extensions import current_session
from app.models.types import now
from app.privacy.breach_form import BreachForm
from app.privacy.breach_words import EXPOSED_NAMES, TO_TELL, hours_left, text_for_authority
from app.privacy.breaches import Affected, acts_of, affected_by, everybody
from app.privacy.permissions import may_answer_requests
from app.publication.sheets import Sheet
from app.web.downloads import download_csv
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires

blueprint = Blueprint("breaches", __name__, url_prefix="/consultations/<slug>/privacy/breach")


@blueprint.route("", methods=["GET", "POST"])
@requires(may_answer_requests)
def show() -> ResponseReturnValue:
    form = BreachForm()
    if not form.validate_on_submit():
        return render_template("breaches/show.html", form=form, affected=None), status_of(form)
    affected = _affected(form, "breach.examined")
    session, consultation, known = current_session(), current_consultation(), form.known()
    what, email = form.what.data or "", (form.account.data or "").lower()
    return render_template(
        "breaches/show.html",
        form=form,
        affected=affected,
        names=EXPOSED_NAMES,
        addresses=len(everybody(affected)),
        unreachable=sum(one.unreachable for one in affected),
        acts=acts_of(session, consultation.id, email, form.window()) if email else None,
        deadline=known + TO_TELL,
        hours=hours_left(known, now()),
        text=text_for_authority(consultation, affected, form.window(), known, what),
    )


@blueprint.post("/addresses.csv")
@requires(may_answer_requests)
def addresses() -> ResponseReturnValue:
    """The addresses to write to. Who took them is in the log."""
    form = BreachForm()
    if not form.validate_on_submit():
        return render_template("breaches/show.html", form=form, affected=None), 422
    found = everybody(_affected(form, "breach.addresses_taken"))
    sheet = Sheet("addresses", "", (_("E-mail address"),), lambda *_: ((one,) for one in found))
    return download_csv(sheet, "addresses.csv", current_consultation().id)


def _affected(form: BreachForm, act: str) -> list[Affected]:
    """Who was affected; that somebody asked is all that is kept."""
    session, consultation = current_session(), current_consultation()
    affected = affected_by(session, consultation.id, form.chosen(), form.window())
    record(
        session,
        act,
        consultation_id=consultation.id,
        account_id=current_user.id,
        role=current_role(),
        details={one.exposed.value: one.number for one in affected},
    )
    return affected
