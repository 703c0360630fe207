"""Bringing answers back into a questionnaire: the file, what would come of it, the import."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.import_forms import ConfirmForm, UploadForm
from app.corpus.originals import OriginalTooLarge
from app.extensions import current_session
from app.models import AnswersImport, ImportAlreadyStarted, Job, Questionnaire
from app.questionnaires.exports import importing as answers_import
from app.questionnaires.exports.import_sentences import row_problem_sentence
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_manage_questionnaires
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import current_language

blueprint = Blueprint(
    "answers_import", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.route("/<code>/import", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def new(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    settings = current_settings()
    form = UploadForm()
    form.file.description = _("The codes: CSV, or a workbook (XLSX, ODS) with its sheet of codes.")
    if form.validate_on_submit():
        if not answers_import.may_take_answers_back(questionnaire):
            form.form_errors.append(_("Open the questionnaire first."))
        else:
            try:
                return _received(questionnaire, form, settings.upload_limit)
            except OriginalTooLarge:
                form.file.errors = [_("The file is too large. Split it, or leave columns out.")]
    return (
        render_template(
            "questionnaires/import_new.html",
            questionnaire=questionnaire,
            form=form,
            limit=settings.upload_limit,
        ),
        422 if form.errors else status_of(form),
    )


@blueprint.route("/answers-imports/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    """What the check found, and the question whether to go on."""
    received = _import_or_404(import_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        if not received.report.get("bad_rows") or form.skip_bad_rows.data:
            return _start(received, skip_bad_rows=bool(form.skip_bad_rows.data))
        form.skip_bad_rows.errors = [_("Correct the file, or say that these rows are left out.")]
    language = current_language()
    problems = [
        (one["row"], one["column"], row_problem_sentence(one, language))
        for one in received.report.get("problems", ())
    ]
    return (
        render_template(
            "questionnaires/import_show.html",
            received=received,
            questionnaire=received.questionnaire,
            report=received.report,
            problems=problems,
            form=form,
        ),
        status_of(form),
    )


def _received(questionnaire: Questionnaire, form: UploadForm, limit: int) -> ResponseReturnValue:
    _received_file, job = answers_import.receive(
        current_session(),
        questionnaire,
        account_id=current_user.id,
        stream=form.file.data.stream,
        filename=form.file.data.filename or "",
        store=current_store(),
        limit=limit,
    )
    return _to_job(job)


def _start(received: AnswersImport, *, skip_bad_rows: bool) -> ResponseReturnValue:
    try:
        job = answers_import.start(
            current_session(),
            received,
            skip_bad_rows=skip_bad_rows,
            account_id=current_user.id,
        )
    except ImportAlreadyStarted:
        flash(_("This file was handed over before."), "info")
        slug = current_consultation().slug
        return redirect(url_for(".show", slug=slug, import_id=received.id))
    return _to_job(job)


def _to_job(job: Job) -> ResponseReturnValue:
    return redirect(url_for("jobs.show", slug=current_consultation().slug, job_id=job.id))


def _import_or_404(import_id: uuid.UUID) -> AnswersImport:
    consultation_id = current_consultation().id
    return answers_import.import_of(current_session(), consultation_id, import_id) or abort(404)
