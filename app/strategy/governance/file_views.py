"""The files of meetings: sent, opened, shown to everybody or not, taken away."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus import originals
from app.extensions import current_session
from app.models import Meeting
from app.settings import current_settings
from app.storage.opening import current_store
from app.strategy.governance import files
from app.strategy.governance.files import NotTaken, TooManyFiles
from app.strategy.governance.forms import FileForm
from app.strategy.governance.lookup import file_or_404, meeting_or_404
from app.strategy.governance.meeting_page import page_of
from app.strategy.governance.permissions import may_keep_governance, may_read_governance
from app.web.downloads import download
from app.web.guard import account_id_of_current_user, current_consultation, requires

blueprint = Blueprint("meeting_files", __name__, url_prefix="/consultations/<slug>/governance")


@blueprint.post("/meetings/<uuid:meeting_id>/files")
@requires(may_keep_governance)
def send(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    form = FileForm()
    if form.validate() and _kept(meeting, form):
        flash(_("The file is kept."), "success")
        return _to(meeting)
    return page_of(body, meeting, form)


def _kept(meeting: Meeting, form: FileForm) -> bool:
    """Keep it; a reason why not is told in the form."""
    settings = current_settings()
    try:
        files.receive(
            current_session(),
            meeting,
            form.file.data.stream,
            filename=form.file.data.filename or "",
            title=form.title.data or "",
            is_public=bool(form.is_public.data),
            account_id=account_id_of_current_user(),
            store=current_store(),
            limit=settings.upload_limit,
        )
        return True
    except NotTaken:
        form.file.errors = [_("Files of this kind are not taken, or it is not what it says.")]
    except TooManyFiles:
        form.file.errors = [_("This meeting has as many files as it may have.")]
    except originals.OriginalTooLarge:
        form.file.errors = [_("The file is too large. Send it in several parts.")]
    return False


@blueprint.get("/files/<uuid:file_id>")
@requires(may_read_governance)
def show(file_id: uuid.UUID) -> ResponseReturnValue:
    """Offered to keep, whatever it is: never opened in the page, never called what it claims."""
    _meeting, document = file_or_404(file_id)
    try:
        file = originals.opened(current_store(), document.sha256)
    except originals.OriginalLost:
        abort(404)
    return download(file, document.filename, "application/octet-stream")


@blueprint.post("/files/<uuid:file_id>/show")
@requires(may_keep_governance)
def publish(file_id: uuid.UUID) -> ResponseReturnValue:
    meeting, document = file_or_404(file_id)
    files.set_public(current_session(), document, is_public=True)
    flash(_("Everybody may open this file."), "success")
    return _to(meeting)


@blueprint.post("/files/<uuid:file_id>/hide")
@requires(may_keep_governance)
def hide(file_id: uuid.UUID) -> ResponseReturnValue:
    meeting, document = file_or_404(file_id)
    files.set_public(current_session(), document, is_public=False)
    flash(_("Only the team may open this file."), "success")
    return _to(meeting)


@blueprint.post("/files/<uuid:file_id>/remove")
@requires(may_keep_governance)
def remove(file_id: uuid.UUID) -> ResponseReturnValue:
    meeting, document = file_or_404(file_id)
    files.remove(current_session(), document, current_store())
    flash(_("The file is taken away."), "success")
    return _to(meeting)


def _to(meeting: Meeting) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("meetings.show", slug=slug, meeting_id=meeting.id))
