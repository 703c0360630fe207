"""Documents that are made here: asked for, followed, taken, offered to everybody."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus import originals
from app.extensions import current_session
from app.publication.documents import asking, queries
from app.publication.documents.asking import NotMade, StillADraft
from app.publication.documents.forms import MakingForm
from app.publication.documents.lookup import line_or_404
from app.publication.documents.permissions import (
    may_make_documents,
    may_publish_documents,
    may_read_documents,
)
from app.storage.opening import current_store
from app.strategy.plans.queries import plans_of
from app.strategy.queries import strategy_of
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)
from app.web.paging import Cursor

blueprint = Blueprint("made_documents", __name__, url_prefix="/consultations/<slug>/publications")


@blueprint.get("")
@requires(may_read_documents)
def index() -> ResponseReturnValue:
    page = queries.documents_page(
        current_session(),
        current_consultation().id,
        Cursor.from_args(request.args),
        with_private=may_make_documents(current_role()),
    )
    return render_template("made_documents/index.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_make_documents)
def new() -> ResponseReturnValue:
    form = _form()
    if form.validate_on_submit():
        made = asking.ask(
            current_session(),
            current_consultation().id,
            form.wanted,
            account_id=account_id_of_current_user(),
            key=form.key.data or "",
        )
        return redirect(_job_page(made.job_id))
    return render_template("made_documents/new.html", form=form), status_of(form)


@blueprint.get("/<uuid:made_id>/file")
@requires(may_read_documents)
def file(made_id: uuid.UUID) -> ResponseReturnValue:
    """Offered to keep; not while it holds words that somebody withdrew."""
    session, made = current_session(), line_or_404(made_id).made
    if made.made_at is None:
        abort(404)
    if queries.words_left(session, made):
        return render_template("made_documents/words_left.html", made=made), 410
    try:
        file = originals.opened(current_store(), made.sha256)
    except originals.OriginalLost:
        abort(404)
    return download(file, made.filename, "application/octet-stream")


@blueprint.post("/<uuid:made_id>/again")
@requires(may_make_documents)
def again(made_id: uuid.UUID) -> ResponseReturnValue:
    made = line_or_404(made_id).made
    asking.ask_again(current_session(), made, account_id=account_id_of_current_user())
    return redirect(_job_page(made.job_id))


@blueprint.post("/<uuid:made_id>/show")
@requires(may_publish_documents)
def publish(made_id: uuid.UUID) -> ResponseReturnValue:
    try:
        made = line_or_404(made_id).made
        asking.set_public(current_session(), made, is_public=True)
        flash(_("Everybody may take this document."), "success")
    except NotMade:
        flash(_("This document is not made yet."), "error")
    except StillADraft:
        flash(_("It is made of a draft: it is for the team only."), "error")
    return _to_list()


@blueprint.post("/<uuid:made_id>/hide")
@requires(may_publish_documents)
def hide(made_id: uuid.UUID) -> ResponseReturnValue:
    asking.set_public(current_session(), line_or_404(made_id).made, is_public=False)
    flash(_("Only the team may take this document."), "success")
    return _to_list()


@blueprint.post("/<uuid:made_id>/remove")
@requires(may_publish_documents)
def remove(made_id: uuid.UUID) -> ResponseReturnValue:
    made = line_or_404(made_id).made
    if asking.remove(current_session(), made, current_store()):
        flash(_("The document is removed."), "success")
    else:
        flash(_("It is being made at this moment: wait, or cancel it."), "error")
    return _to_list()


def _form() -> MakingForm:
    session, form = current_session(), MakingForm()
    consultation_id = current_consultation().id
    strategy = strategy_of(session, consultation_id)
    form.offer(
        queries.versions_offered(session, strategy.id) if strategy else (),
        plans_of(session, strategy.id) if strategy else (),
        queries.templates_of(session, consultation_id),
    )
    return form


def _job_page(job_id: uuid.UUID | None) -> str:
    return url_for("jobs.show", slug=current_consultation().slug, job_id=job_id)


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("made_documents.index", slug=current_consultation().slug))
