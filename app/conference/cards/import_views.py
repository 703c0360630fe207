"""Bringing cards from a sheet: the template, the file, its columns and rows, the import."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.conference.cards import importing, queries
from app.conference.cards.card_columns import card_columns
from app.conference.cards.card_content import Face
from app.conference.cards.import_sentences import fault_sentence
from app.conference.cards.importing import Checked
from app.conference.cards.lookup import day_of, form_or_404, link_to
from app.conference.cards.template_sheets import template_sheets
from app.conference.permissions import may_prepare_conferences
from app.corpus.import_forms import ConfirmForm, UploadForm
from app.corpus.originals import OriginalLost, OriginalTooLarge
from app.corpus.table_sentences import row_sentence, table_sentence
from app.corpus.tables import TableError
from app.extensions import current_session
from app.models import CardsImport
from app.publication.writers import XLSX, write_workbook
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.downloads import download, file_to_send
from app.web.forms import status_of
from app.web.guard import requires

blueprint = Blueprint("card_import", __name__, url_prefix="/consultations/<slug>/cards")

SHOWN = 50
"""Bad rows that are listed."""


@blueprint.route("/<uuid:form_id>/import", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def new(form_id: uuid.UUID) -> ResponseReturnValue:
    face = queries.face_of(current_session(), form_or_404(form_id), suggests=False)
    form = UploadForm()
    form.file.description = _("CSV, XLSX or ODS, one card a row, at most 5,000 rows.")
    if form.validate_on_submit():
        try:
            received = _received(face, form)
            return redirect(link_to(".show", face.form, import_id=received.id))
        except OriginalTooLarge:
            form.file.errors = [_("The file is too large. Split it, or leave columns out.")]
        except TableError as error:
            form.file.errors = [table_sentence(error.reason, error.details)]
    return (
        render_template(
            "cards/import_new.html", face=face, form=form, limit=current_settings().upload_limit
        ),
        status_of(form),
    )


@blueprint.get("/<uuid:form_id>/import/template.xlsx")
@requires(may_prepare_conferences)
def template(form_id: uuid.UUID) -> ResponseReturnValue:
    """A workbook to fill in: a column for all that the card asks."""
    card_form = form_or_404(form_id)
    face = queries.face_of(current_session(), card_form, suggests=False)
    file = file_to_send()
    write_workbook(file, template_sheets(face), current_session(), card_form.id)
    return download(file, f"{card_form.activity.code}-cards.xlsx", XLSX)


@blueprint.route("/<uuid:form_id>/imports/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def show(form_id: uuid.UUID, import_id: uuid.UUID) -> ResponseReturnValue:
    """The columns and what would come of them; a POST changes the columns or imports."""
    face = queries.face_of(current_session(), form_or_404(form_id), suggests=False)
    received = importing.import_of(current_session(), form_id, import_id) or abort(404)
    form = ConfirmForm()
    try:
        if form.validate_on_submit() and received.added is None:
            if request.form.get("decision") == "import":
                return _imported(face, received, form)
            received.columns = _chosen(face, request.form.to_dict())
            return redirect(link_to(".show", face.form, import_id=received.id))
    except importing.BadRowsLeft:
        form.skip_bad_rows.errors = [_("Correct the file, or say that these rows are left out.")]
    except importing.AlreadyImported:
        return redirect(link_to(".show", face.form, import_id=received.id))
    return _page(face, received, form)


def _received(face: Face, form: UploadForm) -> CardsImport:
    settings = current_settings()
    return importing.receive(
        current_session(),
        face,
        account_id=current_user.id,
        stream=form.file.data.stream,
        filename=form.file.data.filename or "",
        store=current_store(),
        limit=settings.upload_limit,
    )


def _imported(face: Face, received: CardsImport, form: ConfirmForm) -> ResponseReturnValue:
    added = importing.import_cards(
        current_session(),
        face,
        received,
        current_store(),
        day_of(face.form),
        skip_bad_rows=bool(form.skip_bad_rows.data),
    )
    said = ngettext("%(num)s card came in.", "%(num)s cards came in.", added)
    flash(said, "success")
    return redirect(link_to("card_forms.show", face.form))


def _page(face: Face, received: CardsImport, form: ConfirmForm) -> ResponseReturnValue:
    store, day = current_store(), day_of(face.form)
    try:
        checked = importing.check(current_session(), face, received, store, day)
    except (OriginalLost, TableError):
        abort(404)
    return (
        render_template(
            "cards/import_show.html",
            face=face,
            received=received,
            form=form,
            checked=checked,
            bad=_bad_rows(checked),
            choices=card_columns(face),
            first=[(written, face.with_stands(written)) for written, _s in checked.cards[:3]],
        ),
        422 if form.errors else status_of(form),
    )


def _bad_rows(checked: Checked) -> list[tuple[int, str]]:
    """The first bad rows, with what is wrong with each."""
    found = [(row.number, row_sentence(row.reason, row.details)) for row in checked.unreadable]
    found += [(row.number, " · ".join(map(fault_sentence, row.problems))) for row in checked.bad]
    return sorted(found)[:SHOWN]


def _chosen(face: Face, sent: dict[str, str]) -> dict[str, str]:
    """What the columns were said to be; of two that are the same, the first."""
    known = {column.role for column in card_columns(face)}
    chosen: dict[str, str] = {}
    for index in range(importing.LIMITS.columns):
        role = sent.get(f"role-{index}", "")
        if role in known and role not in chosen.values():
            chosen[str(index)] = role
    return chosen
