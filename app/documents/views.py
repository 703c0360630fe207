"""Documents: the list, sending one, its page, and what is changed there."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.corpus import originals
from app.corpus.moderation.kept_back_files import is_kept_back
from app.corpus.moderation.permissions import may_moderate
from app.documents import correcting, queries, receiving
from app.documents.act_sentences import REFUSALS, act_status
from app.documents.acting import Attempt, act_on, refused
from app.documents.checking import checked_page
from app.documents.correcting import NoSuchPassage
from app.documents.forms import ActForm, ManyForm, SendForm
from app.documents.lookup import document_or_404, may_stand_behind, to_document
from app.documents.permissions import may_read_documents, may_send_documents
from app.documents.receiving import SentBefore
from app.documents.sentences import trouble_sentence
from app.documents.typing_in import wants_text
from app.extensions import current_session
from app.jobs.sentences import job_told
from app.models import Activity, Document, DocumentKind, DocumentState, Job, Nature
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.arguments import uuid_argument
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires
from app.web.paging import Cursor
from app.workshops.queries import rounds_of, tables_of

blueprint = Blueprint("documents", __name__, url_prefix="/consultations/<slug>/documents")


@blueprint.get("")
@requires(may_read_documents)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    page = queries.documents_page(
        session,
        consultation.id,
        activity_id=uuid_argument("activity"),
        state=_state_argument(),
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "documents/index.html",
        page=page,
        states=list(DocumentState),
        activities=queries.sending_activities(session, consultation.id),
        troubles={line.document.id: trouble_sentence(line.document.trouble) for line in page.rows},
    )


def _state_argument() -> DocumentState | None:
    text = request.args.get("state")
    if not text:
        return None
    if text not in {state.value for state in DocumentState}:
        abort(404)
    return DocumentState(text)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_send_documents)
def new() -> ResponseReturnValue:
    session, consultation, settings = current_session(), current_consultation(), current_settings()
    activity = _activity_argument()
    if activity is None:
        activities = queries.sending_activities(session, consultation.id)
        return render_template("documents/choose.html", activities=activities)
    form = SendForm(kind=request.args.get("kind"))
    form.offer(activity.channel, tables_of(session, activity.id), rounds_of(session, activity.id))
    if form.validate_on_submit():
        try:
            return to_document(_received(activity, form))
        except originals.OriginalTooLarge:
            form.file.errors = [_("The file is too large. Send it in several parts.")]
        except SentBefore as error:
            flash(_("This file was sent before: here is what came of it."), "info")
            return to_document(error.document)
    return (
        render_template(
            "documents/new.html", form=form, activity=activity, limit=settings.upload_limit
        ),
        422 if form.errors else status_of(form),
    )


def _activity_argument() -> Activity | None:
    code = request.args.get("activity")
    if not code:
        return None
    found = queries.sending_activity(current_session(), current_consultation().id, code)
    return found or abort(404)


def _received(activity: Activity, form: SendForm) -> Document:
    settings = current_settings()
    kind = DocumentKind(form.kind.data)
    is_notes = kind is DocumentKind.NOTES
    return receiving.receive(
        current_session(),
        activity,
        kind=kind,
        stream=form.file.data.stream,
        filename=form.file.data.filename or "",
        store=current_store(),
        limit=settings.upload_limit,
        account_id=current_user.id,
        title=form.title.data or "",
        table_id=uuid.UUID(form.table.data) if is_notes and form.table.data else None,
        round_number=int(form.round_number.data) if is_notes and form.round_number.data else None,
    )


@blueprint.get("/<uuid:document_id>")
@requires(may_read_documents)
def show(document_id: uuid.UUID) -> ResponseReturnValue:
    document = document_or_404(document_id)
    if document.state is DocumentState.READING:
        return render_template(
            "documents/reading.html", document=document, job=job_told(_job_of(document))
        )
    if document.state is DocumentState.REFUSED or wants_text(document):
        return render_template(
            "documents/refused.html",
            document=document,
            wants_text=wants_text(document),
            sentence=trouble_sentence(document.trouble),
        )
    return _page_of(document)


def _page_of(document: Document, attempt: Attempt | None = None) -> str:
    session = current_session()
    return render_template(
        "documents/show.html",
        document=document,
        attempt=attempt,
        shown=checked_page(session, document, Cursor.from_args(request.args)),
        outcome=queries.outcome_of(session, document.id),
        table=queries.table_of_document(session, document),
        natures=list(Nature),
        beware=trouble_sentence(document.trouble),
        validator=queries.name_of(session, document.validated_by),
        may_validate=may_stand_behind(document),
    )


@blueprint.get("/<uuid:document_id>/progress.json")
@requires(may_read_documents)
def progress(document_id: uuid.UUID) -> ResponseReturnValue:
    """How far its reading is, for those who may not follow other jobs."""
    document = document_or_404(document_id)
    job = _job_of(document)
    slug = current_consultation().slug
    return jsonify(job_told(job, url_for(".show", slug=slug, document_id=document.id)))


def _job_of(document: Document) -> Job:
    if document.job_id is None:
        abort(404)
    return current_session().get_one(Job, document.job_id)


@blueprint.post("/<uuid:document_id>/passages/<uuid:passage_id>")
@requires(may_send_documents)
def change(document_id: uuid.UUID, passage_id: uuid.UUID) -> ResponseReturnValue:
    """One act on one passage; refused, the page says why and keeps what was typed."""
    document = document_or_404(document_id)
    try:
        attempt = act_on(current_session(), ActForm(), document.id, passage_id)
    except NoSuchPassage:
        abort(404)
    if attempt is not None:
        return _page_of(document, attempt), attempt.status
    return to_document(document, request.args.get("after"), f"passage-{passage_id}")


@blueprint.post("/<uuid:document_id>/passages")
@requires(may_send_documents)
def change_many(document_id: uuid.UUID) -> ResponseReturnValue:
    """One act on all the passages that were ticked."""
    document = document_or_404(document_id)
    form = ManyForm()
    if not form.validate() or not form.ticked:
        return _page_of(document, Attempt(_("Tick the excerpts to change, then choose."))), 422
    drops = form.act.data == ManyForm.DROP
    try:
        number = correcting.change_many(
            current_session(),
            document.id,
            form.version.data or 0,
            form.ticked,
            nature=None if drops else Nature(form.act.data),
            is_dropped=True if drops else None,
        )
    except REFUSALS as error:
        return _page_of(document, refused(error)), act_status(error)
    flash(ngettext("%(num)s excerpt changed.", "%(num)s excerpts changed.", number), "success")
    return to_document(document, request.args.get("after"))


@blueprint.get("/<uuid:document_id>/original")
@requires(may_read_documents)
def original(document_id: uuid.UUID) -> ResponseReturnValue:
    """The file as it was sent: offered to keep, whatever it is, never opened in the page."""
    document = document_or_404(document_id)
    if is_kept_back(current_session(), document) and not may_moderate(current_role()):
        flash(
            _("Words of this document are masked or refused: only stewards open its file."),
            "warning",
        )
        return to_document(document)
    try:
        file = originals.opened(current_store(), document.sha256)
    except originals.OriginalLost:
        abort(404)
    return download(file, document.filename, "application/octet-stream")


@blueprint.post("/<uuid:document_id>/remove")
@requires(may_send_documents)
def remove(document_id: uuid.UUID) -> ResponseReturnValue:
    document = document_or_404(document_id)
    try:
        receiving.remove(current_session(), document.id, current_store())
    except correcting.NotToCheck:
        flash(_("This document cannot be removed: it is being read, or was validated."), "warning")
        return to_document(document)
    flash(_("The document is removed. You can send it again."), "success")
    return redirect(url_for(".index", slug=current_consultation().slug))
