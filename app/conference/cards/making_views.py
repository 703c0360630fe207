"""Card forms, for the steward: making one, changing it, opening it to phones."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference.cards import making, queries
from app.conference.cards.lookup import form_or_404, link_to, phone_link
from app.conference.cards.making_form import CardFormForm
from app.conference.lookup import conference_or_404
from app.conference.permissions import may_prepare_conferences, may_read_cards
from app.extensions import current_session
from app.models import Activity, CardOrigin
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.qr_code import qr_source

blueprint = Blueprint("card_forms", __name__, url_prefix="/consultations/<slug>")


@blueprint.route("/conferences/<code>/cards/new", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def new(code: str) -> ResponseReturnValue:
    activity = conference_or_404(code).activity
    form = _form(activity)
    if form.validate_on_submit():
        made = making.add_form(current_session(), activity, form.plan)
        return redirect(link_to(".show", made))
    return (
        render_template("cards/edit.html", activity=activity, card_form=None, form=form),
        422 if form.errors else status_of(form),
    )


@blueprint.get("/cards/<uuid:form_id>")
@requires(may_read_cards)
def show(form_id: uuid.UUID) -> ResponseReturnValue:
    """The desk of a card form: its counts, its preview, and what to do with it."""
    card_form = form_or_404(form_id)
    counts = queries.counts_by_origin(current_session(), [card_form.id])[card_form.id]
    return render_template(
        "cards/show.html",
        face=queries.face_of(current_session(), card_form),
        counts=[(origin, counts.get(origin, 0)) for origin in CardOrigin],
    )


@blueprint.route("/cards/<uuid:form_id>/edit", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def edit(form_id: uuid.UUID) -> ResponseReturnValue:
    card_form = form_or_404(form_id)
    form = _form(card_form.activity)
    if form.validate_on_submit():
        try:
            making.change_form(current_session(), card_form, form.plan)
            flash(_("The card is saved."), "success")
            return redirect(link_to(".show", card_form))
        except making.MeaningChanged as error:
            form.tell(error)
    elif not form.is_submitted():
        form.show(card_form)
    return (
        render_template(
            "cards/edit.html", activity=card_form.activity, card_form=card_form, form=form
        ),
        422 if form.errors else status_of(form),
    )


@blueprint.post("/cards/<uuid:form_id>/opening")
@requires(may_prepare_conferences)
def opening(form_id: uuid.UUID) -> ResponseReturnValue:
    """Open the form to phones, close it, or give out another code."""
    card_form = form_or_404(form_id)
    decision = request.form.get("decision")
    if decision == "renew":
        making.renew_code(current_session(), card_form)
        flash(_("The code is another one: print and project it again."), "success")
    elif decision in ("open", "close"):
        making.set_open(current_session(), card_form, is_open=decision == "open")
    return redirect(link_to(".show", card_form))


@blueprint.get("/cards/<uuid:form_id>/poster")
@requires(may_read_cards)
def poster(form_id: uuid.UUID) -> ResponseReturnValue:
    """The QR code, to project and to print."""
    card_form = form_or_404(form_id)
    link = phone_link(card_form)
    return render_template(
        "cards/poster.html", card_form=card_form, link=link, picture=qr_source(link)
    )


def _form(activity: Activity) -> CardFormForm:
    form = CardFormForm()
    session = current_session()
    form.offer(
        queries.directions_to_offer(session, current_consultation().id),
        len(queries.debates_of(session, activity.id)),
    )
    return form
