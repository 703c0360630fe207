"""The page of the open data: what the file holds, how to cite it; made and offered by stewards."""

from __future__ import annotations

from typing import BinaryIO

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus import originals
from app.extensions import current_session
from app.ideas.open_data import LICENCE, LICENCE_ADDRESS
from app.models import MadeDocument
from app.publication.documents.asking import NotMade, job_of, set_public
from app.publication.open_data import asking
from app.publication.open_data.lasting import words_left
from app.publication.open_data.naming import Names
from app.publication.open_data.packing import TABLES
from app.publication.open_data.permissions import (
    may_publish_open_data,
    may_read_open_data,
    may_see_unpublished,
)
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)
from app.web.limits import TAKING_AWAY

blueprint = Blueprint("open_data", __name__, url_prefix="/consultations/<slug>/open-data")


@blueprint.get("")
@requires(may_read_open_data)
def index() -> ResponseReturnValue:
    session = current_session()
    made = asking.file_of(session, current_consultation().id)
    return render_template(
        "open_data/index.html",
        made=made if made and _is_offered(made) else None,
        job=job_of(session, made) if made and may_publish_open_data(current_role()) else None,
        tables=TABLES,
        licence=LICENCE,
        licence_address=LICENCE_ADDRESS,
    )


@blueprint.get("/file.zip")
@requires(may_read_open_data)
@TAKING_AWAY
def file() -> ResponseReturnValue:
    """Not while it holds words that are not public any more."""
    made = asking.file_of(current_session(), current_consultation().id)
    if made is None or not _is_offered(made):
        abort(404)
    packed = _opened_or_404(made)
    if words_left(current_session(), made, packed, Names(current_settings().secret_key)):
        packed.close()
        return render_template("open_data/words_left.html"), 410
    return download(packed, made.filename, "application/zip")


@blueprint.post("/make")
@requires(may_publish_open_data)
def make() -> ResponseReturnValue:
    slug = current_consultation().slug
    made = asking.ask(current_session(), current_consultation().id, account_id_of_current_user())
    return redirect(url_for("jobs.show", slug=slug, job_id=made.job_id))


@blueprint.post("/show")
@requires(may_publish_open_data)
def publish() -> ResponseReturnValue:
    try:
        set_public(current_session(), _made_or_404(), is_public=True)
        flash(_("Everybody may take the open data."), "success")
    except NotMade:
        flash(_("The file is not made yet."), "error")
    return _to_page()


@blueprint.post("/hide")
@requires(may_publish_open_data)
def hide() -> ResponseReturnValue:
    set_public(current_session(), _made_or_404(), is_public=False)
    flash(_("Only the team may take the open data."), "success")
    return _to_page()


def _is_offered(made: MadeDocument) -> bool:
    is_for_reader = made.is_public or may_see_unpublished(current_role())
    return made.made_at is not None and is_for_reader


def _made_or_404() -> MadeDocument:
    return asking.file_of(current_session(), current_consultation().id) or abort(404)


def _opened_or_404(made: MadeDocument) -> BinaryIO:
    try:
        return originals.opened(current_store(), made.sha256)
    except originals.OriginalLost:
        abort(404)


def _to_page() -> ResponseReturnValue:
    return redirect(url_for("open_data.index", slug=current_consultation().slug))
