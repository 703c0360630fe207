"""The client's own Word templates: sent, listed, dropped."""

from __future__ import annotations

import io
import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.originals import OriginalTooLarge
from app.corpus.reading.basket.word_files import DOCX
from app.extensions import current_session
from app.models import MadeKind
from app.publication.documents import keeping_templates, queries
from app.publication.documents.forms import TemplateForm
from app.publication.documents.keeping_templates import TooManyTemplates
from app.publication.documents.lookup import template_or_404
from app.publication.documents.permissions import may_keep_templates, may_make_documents
from app.publication.documents.sentences import template_sentence
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from documents.templating import TemplateRefused, example

blueprint = Blueprint(
    "made_templates", __name__, url_prefix="/consultations/<slug>/publications/templates"
)


@blueprint.get("")
@requires(may_make_documents)
def index() -> ResponseReturnValue:
    templates = queries.templates_of(current_session(), current_consultation().id)
    return render_template("made_documents/templates.html", templates=templates)


@blueprint.get("/example.docx")
@requires(may_make_documents)
def example_of_all() -> ResponseReturnValue:
    """A template that names everything, to start from."""
    return download(io.BytesIO(example()), "modele-exemple.docx", DOCX)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_keep_templates)
def new() -> ResponseReturnValue:
    form = TemplateForm()
    form.offer()
    if form.validate_on_submit() and _kept(form):
        flash(_("The template is kept: choose it when you make a document."), "success")
        return _to_list()
    return render_template("made_documents/new_template.html", form=form), status_of(form)


@blueprint.post("/<uuid:template_id>/drop")
@requires(may_keep_templates)
def drop(template_id: uuid.UUID) -> ResponseReturnValue:
    keeping_templates.drop(current_session(), template_or_404(template_id))
    flash(_("The template is not offered any more."), "success")
    return _to_list()


def _kept(form: TemplateForm) -> bool:
    """Keep it; a reason why not is told in the form."""
    try:
        keeping_templates.receive(
            current_session(),
            current_consultation().id,
            form.file.data.stream,
            kind=MadeKind(form.kind.data),
            title=form.title.data or "",
            filename=form.file.data.filename or "",
            account_id=account_id_of_current_user(),
            store=current_store(),
        )
        return True
    except TemplateRefused as refused:
        form.file.errors = [template_sentence(refused.fault.value, refused.detail)]
    except OriginalTooLarge:
        form.file.errors = [_("The file is too large.")]
    except TooManyTemplates:
        form.file.errors = [_("There are as many templates as there may be: drop one first.")]
    return False


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("made_templates.index", slug=current_consultation().slug))
