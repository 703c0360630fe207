"""Codes for other programs and from them: what goes out, what would come in, the import."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.originals import OriginalLost
from app.extensions import current_session
from app.models import CodingImport
from app.storage.opening import current_store
from app.themes.codebook.refusals import Refused
from app.themes.codebook.sentences import why_not
from app.themes.exchange import importing
from app.themes.exchange.comparing import compared
from app.themes.exchange.exporting import Wanted, write_coding
from app.themes.exchange.forms import CodesFileForm, ConfirmForm
from app.themes.exchange.permissions import may_exchange_codes, may_name_coders
from app.themes.exchange.sentences import UNREADABLE, file_sentence, left_sentence
from app.themes.exchange.sheet import coding_sheet
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)

LISTED = 200
QDPX = "application/zip"

blueprint = Blueprint("exchange", __name__, url_prefix="/consultations/<slug>/codebook/exchange")


@blueprint.errorhandler(OriginalLost)
def original_lost(_error: OriginalLost) -> ResponseReturnValue:
    flash(_("The file is no longer kept here: send it again."), "error")
    return redirect(url_for(".new", slug=current_consultation().slug))


@blueprint.get("")
@requires(may_exchange_codes)
def index() -> ResponseReturnValue:
    return render_template("exchange/index.html", may_name=may_name_coders(current_role()))


@blueprint.get("/coding.qdpx")
@requires(may_exchange_codes)
def as_project() -> ResponseReturnValue:
    consultation, file = current_consultation(), file_to_send()
    wanted = Wanted(all_texts="all" in request.args, names=_names())
    write_coding(file, current_session(), consultation, wanted)
    return download(file, f"{consultation.slug}.qdpx", QDPX)


@blueprint.get("/coding.csv")
@requires(may_exchange_codes)
def as_table() -> ResponseReturnValue:
    consultation = current_consultation()
    name = f"{consultation.slug}-coding.csv"
    return download_csv(coding_sheet(names=_names()), name, consultation.id)


def _names() -> bool:
    return "names" in request.args and may_name_coders(current_role())


@blueprint.route("/import", methods=["GET", "POST"])
@requires(may_exchange_codes)
def new() -> ResponseReturnValue:
    form = CodesFileForm()
    if form.validate_on_submit():
        try:
            received = importing.receive(
                current_session(),
                consultation_id=current_consultation().id,
                account_id=account_id_of_current_user(),
                content=form.file.data.stream.read(importing.LARGEST_FILE + 1),
                filename=form.file.data.filename or "",
                store=current_store(),
            )
            return _to(received)
        except UNREADABLE as error:
            form.file.errors = [file_sentence(error)]
    page = render_template("exchange/import_new.html", form=form, limit=importing.LARGEST_FILE)
    return page, 422 if form.errors else status_of(form)


@blueprint.route("/import/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_exchange_codes)
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    session, received, form = current_session(), _import_or_404(import_id), ConfirmForm()
    if received.imported_at is not None:
        return render_template("exchange/import_done.html", received=received)
    if importing.is_under_way(session, received):
        return _to_job(received)
    if form.validate_on_submit():
        return _to_job(importing.ask_for_import(session, received, account_id_of_current_user()))
    reading = importing.read_kept(received, current_store())
    try:
        preview = compared(session, received.consultation_id, account_id_of_current_user(), reading)
    except Refused as error:
        return render_template(
            "exchange/import_refused.html", received=received, why=why_not(error)
        ), 422
    page = render_template(
        "exchange/import_show.html",
        form=form,
        received=received,
        preview=preview,
        listed=LISTED,
        left_sentence=left_sentence,
    )
    return page, status_of(form)


def _import_or_404(import_id: uuid.UUID) -> CodingImport:
    consultation = current_consultation()
    return importing.import_of(current_session(), consultation.id, import_id) or abort(404)


def _to_job(received: CodingImport) -> ResponseReturnValue:
    """Where one sees how far an import is; the import itself once it is done."""
    if received.imported_at is not None:
        return _to(received)
    slug = current_consultation().slug
    return redirect(url_for("jobs.show", slug=slug, job_id=received.job_id))


def _to(received: CodingImport) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for(".show", slug=slug, import_id=received.id))
