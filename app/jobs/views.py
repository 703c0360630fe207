from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.documents.queries import of_a_depositor
from app.extensions import current_session
from app.ideas.importing.receiving import code_of_import
from app.jobs import control, queries
from app.jobs.permissions import may_follow_jobs
from app.jobs.sentences import job_told, step_sentence
from app.jobs.works import WORKS
from app.models import Channel, Job, JobKind, JobState, MadeKind, Nature
from app.notifications.queries import activity_of_batch, first_of_batch
from app.publication.documents.queries import kind_made
from app.themes.queries import run_of
from app.web.guard import allows, current_consultation, requires

blueprint = Blueprint("jobs", __name__, url_prefix="/consultations/<slug>/jobs")


def _job_or_404(job_id: uuid.UUID) -> Job:
    return queries.job_of(current_session(), current_consultation().id, job_id) or abort(404)


def _result_address(job: Job) -> str:
    """Where the work of an ended job is to be seen, or where an analysis is asked for again."""
    slug = current_consultation().slug
    if job.kind is JobKind.IMPORT:
        return url_for("imports.show", slug=slug, import_id=job.subject_id)
    if job.kind is JobKind.IDEAS:
        code = code_of_import(current_session(), job.subject_id)
        return url_for("idea_import.show", slug=slug, code=code, import_id=job.subject_id)
    if job.kind is JobKind.MAIL:
        return _about_mail(job.subject_id)
    if job.kind is JobKind.DIGEST:
        return url_for("newsletters.index", slug=slug)
    if job.kind is JobKind.ANSWERS:
        return url_for("answers_import.show", slug=slug, import_id=job.subject_id)
    if job.kind is JobKind.DOCUMENT and of_a_depositor(current_session(), job.subject_id):
        # Whoever deposited it checks it: the team meets it once it is sent.
        return url_for("submissions.index", slug=slug)
    if job.kind is JobKind.DOCUMENT:
        return url_for("documents.show", slug=slug, document_id=job.subject_id)
    if job.kind is JobKind.MAKING:
        is_open_data = kind_made(current_session(), job.subject_id) is MadeKind.OPEN_DATA
        return url_for("open_data.index" if is_open_data else "made_documents.index", slug=slug)
    if job.kind is JobKind.SENSITIVITY:
        return url_for("sensitivity.show", slug=slug, run_id=job.subject_id)
    if job.kind is JobKind.OPINIONS:
        return url_for("opinions.show", slug=slug, map_id=job.subject_id)
    if job.kind is JobKind.CODING_IMPORT:
        return url_for("exchange.show", slug=slug, import_id=job.subject_id)
    if job.kind is JobKind.LEARNING:
        return url_for("coding_progress.show", slug=slug)
    run = run_of(current_session(), current_consultation().id, job.subject_id)
    if run is not None and run.theme_id is not None:
        return url_for("codebook_parts.show", slug=slug, codebook_theme_id=run.theme_id)
    if job.state is JobState.DONE and run is not None and run.nature is Nature.PROPOSAL:
        return url_for("points.proposals", slug=slug)
    if job.state is JobState.DONE:
        return url_for("themes.index", slug=slug, run=job.subject_id)
    return url_for("themes.new_run", slug=slug)


def _about_mail(batch_id: uuid.UUID) -> str:
    """The page of what messages are about; the desk where they do not tell it, or no more."""
    slug = current_consultation().slug
    activity = activity_of_batch(current_session(), batch_id)
    if activity is not None:
        is_conference = activity.channel is Channel.CONFERENCE
        endpoint = "registrations.index" if is_conference else "invitations.index"
        return url_for(endpoint, slug=slug, code=activity.code)
    mail = first_of_batch(current_session(), batch_id)
    if mail is not None and mail.role_invitation_id and allows("people.invited"):
        return url_for("people.invited", slug=slug)
    return url_for("consultations.desk", slug=slug)


@blueprint.get("/<uuid:job_id>")
@requires(may_follow_jobs)
def show(job_id: uuid.UUID) -> ResponseReturnValue:
    job = _job_or_404(job_id)
    if job.state is JobState.DONE:
        return redirect(_result_address(job))
    return render_template(
        "jobs/show.html", job=job, sentence=step_sentence(job), result_url=_result_address(job)
    )


@blueprint.get("/<uuid:job_id>.json")
@requires(may_follow_jobs)
def status(job_id: uuid.UUID) -> ResponseReturnValue:
    job = _job_or_404(job_id)
    return jsonify(job_told(job, _result_address(job)))


@blueprint.post("/<uuid:job_id>/cancel")
@requires(may_follow_jobs)
def cancel(job_id: uuid.UUID) -> ResponseReturnValue:
    job = _job_or_404(job_id)
    control.cancel(current_session(), job, WORKS)
    flash(_("The job is being stopped."), "info")
    return redirect(url_for(".show", slug=current_consultation().slug, job_id=job.id))
