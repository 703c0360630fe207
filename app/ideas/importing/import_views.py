"""Bringing ideas of another platform into a box: the file, what would come of it, the import."""

from __future__ import annotations

import io
import uuid
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus import importing
from app.corpus.import_forms import ConfirmForm, ReadingForm
from app.corpus.originals import OriginalLost, OriginalTooLarge
from app.corpus.table_sentences import row_sentence, table_sentence
from app.corpus.tables import TableError, bad_rows_csv
from app.extensions import current_session
from app.ideas.importing import receiving
from app.ideas.importing.columns import propose_columns
from app.ideas.importing.forms import IdeasUploadForm
from app.ideas.importing.receiving import Preview
from app.ideas.importing.sentences import column_names, why_sentence
from app.ideas.importing.storing import MOST_THEMES
from app.ideas.lookup import box_or_404
from app.ideas.permissions import may_prepare_boxes
from app.models import CorpusImport, IdeaBox, ImportAlreadyStarted
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

PREVIEWED = 10
LISTED_BAD_ROWS = 50

blueprint = Blueprint(
    "idea_import", __name__, url_prefix="/consultations/<slug>/ideas/<code>/import"
)


def _address(endpoint: str, box: IdeaBox, import_id: uuid.UUID | None = None) -> str:
    slug = current_consultation().slug
    return url_for(endpoint, slug=slug, code=box.activity.code, import_id=import_id)


def _import_or_404(box: IdeaBox, import_id: uuid.UUID) -> CorpusImport:
    return receiving.import_of(current_session(), box, import_id) or abort(404)


@blueprint.errorhandler(OriginalLost)
@blueprint.errorhandler(TableError)
def unreadable(error: OriginalLost | TableError) -> ResponseReturnValue:
    """A file that was readable when it came and is not any more."""
    if isinstance(error, OriginalLost):
        flash(_("The file is no longer kept here: send it again."), "error")
    else:
        flash(table_sentence(error.reason, error.details), "error")
    arguments = request.view_args or {}
    return redirect(url_for(".new", slug=current_consultation().slug, code=arguments.get("code")))


@blueprint.route("", methods=["GET", "POST"])
@requires(may_prepare_boxes)
def new(code: str) -> ResponseReturnValue:
    """Send a file; those that were sent before."""
    box, form = box_or_404(code), IdeasUploadForm()
    if form.validate_on_submit():
        try:
            return redirect(_address(".show", box, _received(box, form).id))
        except OriginalTooLarge:
            form.file.errors = [_("The file is too large. Split it, or leave columns out.")]
        except TableError as error:
            form.file.errors = [table_sentence(error.reason, error.details)]
    limit, former = current_settings().upload_limit, receiving.imports_of(current_session(), box)
    page = render_template("ideas/import_new.html", form=form, box=box, limit=limit, imports=former)
    return page, 422 if form.errors else status_of(form)


def _received(box: IdeaBox, form: IdeasUploadForm) -> CorpusImport:
    settings = current_settings()
    return importing.receive(
        current_session(),
        consultation_id=current_consultation().id,
        account_id=current_user.id,
        stream=form.file.data.stream,
        filename=form.file.data.filename or "",
        store=current_store(),
        limit=settings.upload_limit,
        propose=propose_columns,
        is_of_ideas=True,
        activity=box.activity,
        source=form.source.data,
        licence=form.licence.data,
    )


@blueprint.route("/<uuid:import_id>/reading", methods=["GET", "POST"])
@requires(may_prepare_boxes)
def reading(code: str, import_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    received = _import_or_404(box, import_id)
    store = current_store()
    form = ReadingForm.of(importing.reading_of(received))
    form.offer(importing.read_original(received, store))
    show_url = _address(".show", box, received.id)
    if form.validate_on_submit():
        try:
            if received.is_waiting:
                importing.reread(received, store, form.options, propose_columns)
            return redirect(show_url)
        except TableError as error:
            form.form_errors.append(table_sentence(error.reason, error.details))
    page = render_template(
        "imports/reading.html", form=form, received=received, columns_url=show_url
    )
    return page, status_of(form)


@blueprint.route("/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_prepare_boxes)
def show(code: str, import_id: uuid.UUID) -> ResponseReturnValue:
    """The columns and what would come of them; a POST changes the columns, or imports."""
    box = box_or_404(code)
    received = _import_or_404(box, import_id)
    if not received.is_waiting:
        return render_template("ideas/import_done.html", box=box, received=received)
    form, store = ConfirmForm(), current_store()
    if not form.validate_on_submit():
        return _page(box, received, form, receiving.preview(received, store))
    if request.form.get("decision") == "import":
        return _imported(box, received, form)
    roles = receiving.chosen_roles(received, request.form)
    found = receiving.preview(received, store, roles)
    if found.problem is not None:
        return _page(box, received, form, found)
    received.roles = {str(index): role.value for index, role in roles.items()}
    return redirect(_address(".show", box, received.id) + "#result")


def _imported(box: IdeaBox, received: CorpusImport, form: ConfirmForm) -> ResponseReturnValue:
    found = receiving.preview(received, current_store())
    if found.bad_rows and not form.skip_bad_rows.data:
        form.skip_bad_rows.errors = [_("Correct the file, or say that these rows are left out.")]
    if form.errors or found.result is None:
        return _page(box, received, form, found)
    try:
        job = receiving.start(
            current_session(),
            received,
            skip_bad_rows=bool(found.bad_rows),
            account_id=current_user.id,
        )
    except ImportAlreadyStarted:
        return redirect(_address(".show", box, received.id))
    return redirect(url_for("jobs.show", slug=current_consultation().slug, job_id=job.id))


def _page(
    box: IdeaBox, received: CorpusImport, form: ConfirmForm, found: Preview
) -> ResponseReturnValue:
    if found.problem is not None:
        form.form_errors.append(table_sentence(found.problem.reason, found.problem.details))
    page = render_template(
        "ideas/import_show.html",
        box=box,
        received=received,
        form=form,
        found=found,
        result=found.result,
        drafts=found.result.drafts[:PREVIEWED] if found.result else (),
        there=receiving.already_there(current_session(), box, found.result),
        new_themes=receiving.new_themes(box, found.result, MOST_THEMES),
        choices=column_names(),
        why=why_sentence,
        bad_rows=[
            (row.number, row_sentence(row.reason, row.details), row.sample)
            for row in found.bad_rows[:LISTED_BAD_ROWS]
        ],
        bad_count=len(found.bad_rows),
    )
    is_wrong = request.method == "POST" and (form.errors or form.form_errors)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK


@blueprint.get("/<uuid:import_id>/bad-rows.csv")
@requires(may_prepare_boxes)
def bad_rows(code: str, import_id: uuid.UUID) -> ResponseReturnValue:
    received = _import_or_404(box_or_404(code), import_id)
    found = receiving.preview(received, current_store())
    content = io.BytesIO(
        bad_rows_csv(
            found.bad_rows,
            headings=(_("Row"), _("Reason"), _("Detail"), _("Beginning")),
            describe=lambda row: row_sentence(row.reason, row.details),
        )
    )
    return download(content, _("refused-rows") + ".csv", "text/csv; charset=utf-8")
