"""Standing behind a document, and giving a scan its words."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.documents import queries, typing_in, validating
from app.documents.act_sentences import REFUSALS, act_sentence, act_status
from app.documents.correcting import NotToCheck, NoWords
from app.documents.forms import TextForm, VersionForm
from app.documents.lookup import document_or_404, may_stand_behind, to_document
from app.documents.permissions import may_send_documents
from app.extensions import current_session
from app.models import Document, DocumentState
from app.web.forms import status_of
from app.web.guard import requires

blueprint = Blueprint("document_validation", __name__, url_prefix="/consultations/<slug>/documents")


@blueprint.get("/<uuid:document_id>/validate")
@requires(may_send_documents)
def confirm(document_id: uuid.UUID) -> ResponseReturnValue:
    """What will come of the document, before anything does."""
    document = _validated_here(document_id)
    if document.state is not DocumentState.TO_CHECK:
        return to_document(document)
    return _summary(document)


def _validated_here(document_id: uuid.UUID) -> Document:
    document = document_or_404(document_id)
    return document if may_stand_behind(document) else abort(403)


def _summary(document: Document, sentence: str = "") -> str:
    return render_template(
        "documents/validate.html",
        document=document,
        outcome=queries.outcome_of(current_session(), document.id),
        sentence=sentence,
    )


@blueprint.post("/<uuid:document_id>/validate")
@requires(may_send_documents)
def validate(document_id: uuid.UUID) -> ResponseReturnValue:
    document = _validated_here(document_id)
    form = VersionForm()
    if not form.validate():
        return _summary(document, _("What was sent is not whole: do it again.")), 422
    try:
        validating.validate(
            current_session(),
            document.id,
            made_from=form.version.data or 0,
            account_id=current_user.id,
        )
    except NotToCheck:
        return _told_that_it_is_done(document)
    except REFUSALS as error:
        return _summary(document, act_sentence(error)), act_status(error)
    flash(_("The document is validated. Thank you."), "success")
    return to_document(document)


def _told_that_it_is_done(document: Document) -> ResponseReturnValue:
    """Whoever sends the same twice is thanked twice; somebody else learns who was first."""
    if document.validated_by == current_user.id:
        flash(_("The document is validated. Thank you."), "success")
    elif document.state is DocumentState.VALIDATED:
        name = queries.name_of(current_session(), document.validated_by)
        flash(_("%(name)s validated this document before you.", name=name), "warning")
    return to_document(document)


@blueprint.route("/<uuid:document_id>/text", methods=["GET", "POST"])
@requires(may_send_documents)
def text(document_id: uuid.UUID) -> ResponseReturnValue:
    """The words of a scan, typed or pasted."""
    document = document_or_404(document_id)
    form = TextForm()
    if not typing_in.wants_text(document):
        return to_document(document)
    if form.validate_on_submit():
        try:
            return to_document(typing_in.type_in(current_session(), document.id, form.text.data))
        except NoWords:
            form.text.errors = [_("Type or paste the text.")]
        except NotToCheck:
            return to_document(document)
    return render_template("documents/text.html", form=form, document=document), status_of(form)
