"""The import wizard: the file, its columns, what would come of it, the import."""

from __future__ import annotations

import io
import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.consultations.queries import activities_in_order
from app.corpus import importing, queries
from app.corpus.import_forms import (
    ColumnsForm,
    ConfirmForm,
    ReadingForm,
    UploadForm,
    chosen_roles,
    role_choices,
)
from app.corpus.originals import OriginalLost, OriginalTooLarge
from app.corpus.permissions import may_import
from app.corpus.table_sentences import row_sentence, table_sentence
from app.corpus.tables import TableError, bad_rows_csv
from app.extensions import current_session
from app.models import Activity, Channel, CorpusImport, ImportAlreadyStarted, ImportState
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

PREVIEWED = 20
LISTED_BAD_ROWS = 50

blueprint = Blueprint("imports", __name__, url_prefix="/consultations/<slug>/imports")


def _import_or_404(import_id: uuid.UUID) -> CorpusImport:
    return queries.import_of(current_session(), current_consultation().id, import_id) or abort(404)


def _to(endpoint: str, received: CorpusImport) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=current_consultation().slug, import_id=received.id))


@blueprint.errorhandler(OriginalLost)
def original_lost(_error: OriginalLost) -> ResponseReturnValue:
    flash(_("The file is no longer kept here: send it again."), "error")
    return redirect(url_for(".new", slug=current_consultation().slug))


@blueprint.errorhandler(TableError)
def unreadable(error: TableError) -> ResponseReturnValue:
    """A file that was readable when it came and is not any more, or was told to be read wrongly."""
    flash(table_sentence(error.reason, error.details), "error")
    return redirect(url_for(".new", slug=current_consultation().slug))


@blueprint.get("")
@requires(may_import)
def index() -> ResponseReturnValue:
    found = queries.imports_of(current_session(), current_consultation().id)
    return render_template("imports/index.html", imports=found)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_import)
def new() -> ResponseReturnValue:
    settings = current_settings()
    form = UploadForm()
    if form.validate_on_submit():
        try:
            received = importing.receive(
                current_session(),
                consultation_id=current_consultation().id,
                account_id=current_user.id,
                stream=form.file.data.stream,
                filename=form.file.data.filename or "",
                store=current_store(),
                limit=settings.upload_limit,
            )
            return _to(".columns", received)
        except OriginalTooLarge:
            form.file.errors = [_("The file is too large. Split it, or leave columns out.")]
        except TableError as error:
            form.file.errors = [table_sentence(error.reason, error.details)]
    return (
        render_template("imports/new.html", form=form, limit=settings.upload_limit),
        422 if form.errors else status_of(form),
    )


@blueprint.route("/<uuid:import_id>/reading", methods=["GET", "POST"])
@requires(may_import)
def reading(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    store = current_store()
    form = ReadingForm.of(importing.reading_of(received))
    form.offer(importing.read_original(received, store))
    if form.validate_on_submit():
        try:
            importing.reread(received, store, form.options)
            return _to(".columns", received)
        except TableError as error:
            form.form_errors.append(table_sentence(error.reason, error.details))
    columns_url = url_for(".columns", slug=current_consultation().slug, import_id=received.id)
    return (
        render_template(
            "imports/reading.html", form=form, received=received, columns_url=columns_url
        ),
        status_of(form),
    )


@blueprint.route("/<uuid:import_id>/columns", methods=["GET", "POST"])
@requires(may_import)
def columns(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    if received.state in (ImportState.IMPORTING, ImportState.DONE):
        return _to(".show", received)
    form = ColumnsForm(activity=str(received.activity_id or ""))
    form.offer(activities_in_order(current_session(), received.consultation_id))
    found = importing.look_at(received, current_store())
    if form.is_submitted():
        found = found.with_roles(chosen_roles(request.form, found.columns))
    if form.validate_on_submit():
        received.roles = {str(index): role.value for index, role in found.roles.items()}
        try:
            importing.preview(received, current_store())
            received.activity_id = _activity_of(form).id
            return _to(".preview", received)
        except TableError as error:
            form.form_errors.append(table_sentence(error.reason, error.details))
    return (
        render_template(
            "imports/columns.html",
            form=form,
            received=received,
            found=found,
            choices=role_choices(),
        ),
        status_of(form),
    )


def _activity_of(form: ColumnsForm) -> Activity:
    if form.activity.data:
        return current_session().get_one(Activity, uuid.UUID(form.activity.data))
    return importing.add_activity(
        current_session(),
        consultation_id=current_consultation().id,
        channel=Channel(form.channel.data),
        title=form.title.data or "",
    )


@blueprint.route("/<uuid:import_id>/preview", methods=["GET", "POST"])
@requires(may_import)
def preview(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    if received.state in (ImportState.IMPORTING, ImportState.DONE):
        return _to(".show", received)
    if received.activity is None:
        return _to(".columns", received)
    found = importing.preview(received, current_store())
    form = ConfirmForm()
    if form.validate_on_submit():
        if not found.bad_rows or form.skip_bad_rows.data:
            return _start(received, skip_bad_rows=bool(found.bad_rows))
        form.skip_bad_rows.errors = [_("Correct the file, or say that these rows are left out.")]
    return (
        render_template(
            "imports/preview.html",
            form=form,
            received=received,
            result=found.result,
            drafts=found.result.drafts[:PREVIEWED],
            bad_rows=[
                (row.number, row_sentence(row.reason, row.details), row.sample)
                for row in found.bad_rows[:LISTED_BAD_ROWS]
            ],
            bad_count=len(found.bad_rows),
        ),
        status_of(form),
    )


def _start(received: CorpusImport, *, skip_bad_rows: bool) -> ResponseReturnValue:
    assert received.activity is not None
    try:
        job = importing.start(
            current_session(),
            received,
            activity=received.activity,
            skip_bad_rows=skip_bad_rows,
            account_id=current_user.id,
        )
    except ImportAlreadyStarted:
        return _to(".show", received)
    return redirect(url_for("jobs.show", slug=current_consultation().slug, job_id=job.id))


@blueprint.get("/<uuid:import_id>/bad-rows.csv")
@requires(may_import)
def bad_rows(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    found = importing.preview(received, current_store())
    content = io.BytesIO(
        bad_rows_csv(
            found.bad_rows,
            headings=(_("Row"), _("Reason"), _("Detail"), _("Beginning")),
            describe=lambda row: row_sentence(row.reason, row.details),
        )
    )
    return download(content, _("refused-rows") + ".csv", "text/csv; charset=utf-8")


@blueprint.get("/<uuid:import_id>")
@requires(may_import)
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(import_id)
    if received.state is ImportState.UPLOADED:
        return _to(".columns", received)
    return render_template("imports/show.html", received=received)
