"""Bringing references in: the file or the text, what would come of it, the import."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.originals import OriginalLost
from app.extensions import current_session
from app.models import ReferenceImport
from app.references import importing
from app.references.forms import ConfirmForm, ImportForm
from app.references.permissions import may_keep_references
from app.references.queries import import_of
from app.references.reading import LARGEST_FILE, MOST_PROBLEMS, FileRefused
from app.references.sentences import file_sentence, problem_sentence
from app.storage.opening import current_store
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.transaction import begin_writing, reads_first

blueprint = Blueprint(
    "reference_imports", __name__, url_prefix="/consultations/<slug>/bibliography/imports"
)


@blueprint.errorhandler(OriginalLost)
def original_lost(_error: OriginalLost) -> ResponseReturnValue:
    flash(_("The file is no longer kept here: send it again."), "error")
    return redirect(url_for(".new", slug=current_consultation().slug))


def _import_or_404(import_id: uuid.UUID) -> ReferenceImport:
    return import_of(current_session(), current_consultation().id, import_id) or abort(404)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_keep_references)
@reads_first
def new() -> ResponseReturnValue:
    form = ImportForm()
    if form.validate_on_submit():
        content, filename = form.content()
        try:
            importing.read(content)
            begin_writing()
            received = importing.receive(
                current_session(),
                consultation_id=current_consultation().id,
                account_id=current_user.id,
                content=content,
                filename=filename,
                store=current_store(),
            )
            return _to(received)
        except FileRefused as error:
            field = form.file if filename else form.pasted
            field.errors = [file_sentence(error.reason)]
    page = render_template("references/import_new.html", form=form, limit=LARGEST_FILE)
    return page, 422 if form.errors else status_of(form)


@blueprint.route("/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_keep_references)
@reads_first
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    store = current_store()
    form = ConfirmForm()
    chosen = {int(text) for text in request.form.getlist("chosen") if _is_number(text)}
    if form.validate_on_submit():
        if chosen or received.added is not None:
            return _store(received, chosen)
        form.form_errors.append(_("Tick at least one reference."))
    preview = importing.preview(current_session(), received, store)
    page = render_template(
        "references/import_show.html",
        form=form,
        received=received,
        preview=preview,
        outcomes=importing.Outcome,
        problems=[(one, problem_sentence(one)) for one in preview.problems[:MOST_PROBLEMS]],
    )
    return page, status_of(form)


def _store(received: ReferenceImport, chosen: set[int]) -> ResponseReturnValue:
    """Read before writing: others wait while one writes."""
    reading = importing.read_kept(received, current_store())
    begin_writing()
    importing.store(
        current_session(),
        _import_or_404(received.id),
        reading,
        account_id=current_user.id,
        chosen=chosen,
    )
    return _to(received)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _to(received: ReferenceImport) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for(".show", slug=slug, import_id=received.id))
