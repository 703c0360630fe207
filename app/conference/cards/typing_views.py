"""Typing in cards that came on paper, by keyboard, one after the other."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user

from app.conference.cards import queries, typing_in
from app.conference.cards.card_content import Face, Sending, Written
from app.conference.cards.codes import key_of
from app.conference.cards.entry_form import TypingForm, entry_form
from app.conference.cards.lookup import day_of, form_or_404, link_to
from app.conference.cards.sending import BlankCard
from app.conference.permissions import may_welcome
from app.extensions import current_session
from app.models import Card, CardOrigin
from app.web.forms import status_of
from app.web.guard import current_role, requires

blueprint = Blueprint("card_typing", __name__, url_prefix="/consultations/<slug>/cards")

STAYS = ("session", "kind", "territory")
"""What is often the same on the next card."""


@blueprint.route("/<uuid:form_id>/type", methods=["GET", "POST"])
@requires(may_welcome)
def index(form_id: uuid.UUID) -> ResponseReturnValue:
    face = queries.face_of(current_session(), form_or_404(form_id))
    form = entry_form(face, TypingForm, data=_carried())
    is_doubled = False
    if form.validate_on_submit():
        try:
            return _kept(face, form)
        except BlankCard:
            form.form_errors.append(_("The card is blank: type in what it says."))
        except typing_in.SheetThere as error:
            is_doubled = True
            form.sheet.errors = [_sheet_there(error)]
    return _page(face, form, is_doubled=is_doubled)


@blueprint.route("/<uuid:form_id>/type/<uuid:card_id>", methods=["GET", "POST"])
@requires(may_welcome)
def correct(form_id: uuid.UUID, card_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a card that was typed in: it is withdrawn, and another stands for it."""
    face = queries.face_of(current_session(), form_or_404(form_id))
    card = typing_in.paper_card(current_session(), form_id, card_id) or abort(404)
    if not typing_in.may_correct(current_user.id, card.account_id, current_role()):
        abort(403)
    written = typing_in.written_on(current_session(), card)
    form = entry_form(face, TypingForm, data=_filled(card.sheet, written))
    if card.withdrawn_at is not None and not form.is_submitted():
        abort(404)
    if form.validate_on_submit():
        try:
            return _corrected(face, card, form)
        except BlankCard:
            form.form_errors.append(_("The card is blank: type in what it says."))
        except typing_in.SheetThere as error:
            form.sheet.errors = [_sheet_there(error)]
        except typing_in.CardWasRead:
            said = _("Somebody has worked with what this card says: it stays as it is.")
            form.form_errors.append(said)
        except typing_in.CardGone:
            abort(404)
    return _page(face, form, corrected=card)


def _kept(face: Face, form: Any) -> ResponseReturnValue:
    typing_in.type_in(
        current_session(),
        face,
        form.written,
        _sending(face, form),
        is_another=bool(form.is_another.data),
    )
    flash(_("Card %(sheet)s is kept.", sheet=form.sheet_number), "success")
    carried = {name: form[name].data for name in STAYS if name in form and form[name].data}
    number = typing_in.next_sheet(form.sheet_number)
    return redirect(link_to(".index", face.form, **carried, sheet=number or None))


def _corrected(face: Face, card: Card, form: Any) -> ResponseReturnValue:
    typing_in.replace_card(current_session(), face, card, form.written, _sending(face, form))
    flash(_("Card %(sheet)s is corrected.", sheet=form.sheet_number), "success")
    return redirect(link_to(".index", face.form))


def _sending(face: Face, form: TypingForm) -> Sending:
    return Sending(
        key_of(form.secret),
        CardOrigin.PAPER,
        day_of(face.form),
        current_user.id,
        form.sheet_number,
    )


def _page(
    face: Face, form: Any, *, corrected: Card | None = None, is_doubled: bool = False
) -> ResponseReturnValue:
    form.key.data = form.secret
    counts = queries.counts_by_origin(current_session(), [face.form.id])[face.form.id]
    return (
        render_template(
            "cards/type.html",
            face=face,
            form=form,
            corrected=corrected,
            is_doubled=is_doubled,
            count=counts.get(CardOrigin.PAPER, 0),
            last=typing_in.last_typed(current_session(), face.form),
            may_correct=lambda one: typing_in.may_correct(
                current_user.id, one.account_id, current_role()
            ),
        ),
        422 if form.errors else status_of(form),
    )


def _carried() -> dict[str, str]:
    """What stays as on the card before; a wrong value is as none."""
    return {name: request.args.get(name, "") for name in (*STAYS, "sheet")}


def _filled(sheet: str, written: Written) -> dict[str, str]:
    """The fields of the form as a card fills them in."""
    filled = {f"answer_{code}": text for code, text in written.answers.items()}
    for stand in written.stands:
        filled[f"stance_{stand.node_id.hex}"] = stand.stance.value
        filled[f"words_{stand.node_id.hex}"] = stand.words
    return filled | {
        "sheet": sheet,
        "session": str(written.session_id or ""),
        "kind": written.kind.value if written.kind else "",
        "territory": written.territory,
    }


def _sheet_there(error: typing_in.SheetThere) -> str:
    day = format_date(error.since, "long")
    return _("A card with this number is there already, since %(day)s.", day=day)
