"""Cards: those of a conference, filling one in on a phone, and what was sent."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference.cards import queries, sending
from app.conference.cards.card_content import Face, Sending
from app.conference.cards.codes import key_of, opens, receipt_code
from app.conference.cards.entry_form import EntryForm, entry_form
from app.conference.cards.lookup import form_or_404, link_to
from app.conference.cards.permissions import may_fill_in_a_card
from app.conference.cards.typing_in import written_on
from app.conference.lookup import conference_or_404
from app.conference.permissions import may_read_cards
from app.corpus.codes import as_shown, digest_of
from app.extensions import current_session
from app.models import Card, CardForm, CardOrigin
from app.models.turns import wait_for_others
from app.models.types import today
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.questionnaires.forms import CodeForm
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import requires
from app.web.labels import label

blueprint = Blueprint("cards", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/conferences/<code>/cards")
@requires(may_read_cards)
def index(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    return render_template(
        "cards/index.html",
        conference=conference,
        lines=queries.form_lines(current_session(), conference.activity_id),
        origins=list(CardOrigin),
        origin_headings=[{"label": label(origin), "numeric": True} for origin in CardOrigin],
    )


@blueprint.route("/cards/<uuid:form_id>/fill/<secret>", methods=["GET", "POST"])
@requires(may_fill_in_a_card)
@tells(Processing.CARDS)
def fill(form_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    card_form = form_or_404(form_id)
    if not opens(current_settings().secret_key, card_form, secret):
        return render_template("cards/renewed.html", card_form=card_form), 404
    face = queries.face_of(current_session(), card_form)
    form = entry_form(face)
    if form.validate_on_submit():
        try:
            return _sent(face, form, secret)
        except sending.NotOpen:
            pass
        except sending.BlankCard:
            form.form_errors.append(_("The card is blank: answer a question or react."))
        except sending.TooManyCards:
            said = _("Too many cards come at once. Wait a few minutes, then send it again.")
            form.form_errors.append(said)
    form.key.data = form.secret
    status = 422 if form.errors else status_of(form)
    return render_template("cards/fill.html", face=face, form=form, secret=secret), status


@blueprint.route("/cards/<uuid:form_id>/sent", methods=["GET", "POST"])
@requires(may_fill_in_a_card)
def find(form_id: uuid.UUID) -> ResponseReturnValue:
    """To a card that was sent, by the code that somebody wrote down."""
    card_form = form_or_404(form_id)
    form = CodeForm()
    if form.validate_on_submit():
        token = as_shown(form.code.data or "")
        if sending.card_with_key(current_session(), card_form.id, digest_of(token)):
            return redirect(link_to(".sent", card_form, token=token))
        form.code.errors = [_("No card of this form has this code.")]
    return render_template("cards/find.html", card_form=card_form, form=form), status_of(form)


@blueprint.get("/cards/<uuid:form_id>/sent/<token>")
@requires(may_fill_in_a_card)
def sent(form_id: uuid.UUID, token: str) -> ResponseReturnValue:
    """What was sent, for whoever holds its code."""
    card_form = form_or_404(form_id)
    card = _card_or_404(card_form, token)
    face = queries.face_of(current_session(), card_form, suggests=False)
    written = written_on(current_session(), card)
    return render_template(
        "cards/sent.html",
        face=face,
        card=card,
        written=written,
        stands=face.with_stands(written),
        token=token,
        again=_known_code(card_form),
    )


@blueprint.post("/cards/<uuid:form_id>/sent/<token>/withdraw")
@requires(may_fill_in_a_card)
def withdraw(form_id: uuid.UUID, token: str) -> ResponseReturnValue:
    card_form = form_or_404(form_id)
    wait_for_others(current_session(), card_form)
    sending.withdraw_card(current_session(), _card_or_404(card_form, token))
    flash(_("Your card is withdrawn."), "success")
    return redirect(link_to(".sent", card_form, token=token, again=_known_code(card_form)))


def _sent(face: Face, form: EntryForm, form_secret: str) -> ResponseReturnValue:
    secret = form.secret
    sending.send_card(
        current_session(),
        face,
        form.written,
        Sending(key_of(secret), CardOrigin.PHONE, today()),
    )
    return redirect(link_to(".sent", face.form, token=receipt_code(secret), again=form_secret))


def _known_code(form: CardForm) -> str | None:
    """The code of the card in the address, for another one. It is never given to who has it not:
    the holder of a receipt may come from before the code was changed."""
    code = request.args.get("again", "")
    return code if form.is_open and opens(current_settings().secret_key, form, code) else None


def _card_or_404(form: CardForm, token: str) -> Card:
    found = sending.card_with_key(current_session(), form.id, digest_of(token))
    return found or abort(404)
