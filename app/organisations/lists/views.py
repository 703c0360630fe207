"""The steward's pages of reference lists: look, take away, put another one in place, go back."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableError
from app.extensions import current_session
from app.models import ListKind
from app.models.turns import ChangedMeanwhile
from app.organisations.lists import queries
from app.organisations.lists.comparing import difference
from app.organisations.lists.entries import ReferenceEntries
from app.organisations.lists.forms import ListForm, PuttingForm
from app.organisations.lists.list_sheet import list_sheet
from app.organisations.lists.permissions import may_keep_lists
from app.organisations.lists.reading import list_in_place, list_of_row
from app.organisations.lists.sentences import line_sentences
from app.organisations.lists.services import put_in_place
from app.organisations.lists.sheet_reading import LIMITS, ColumnsMissing, SheetRead, read_sheet
from app.organisations.lists.shipped import shipped_list
from app.web.arguments import uuid_argument
from app.web.downloads import download_csv
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from app.web.labels import label
from app.web.paging import Cursor
from app.web.sent_files import kept_while_read
from app.web.transaction import reads_first

blueprint = Blueprint("reference_lists", __name__, url_prefix="/consultations/<slug>/lists")

SHOWN = 25
"""Lines of a difference that are listed; the numbers tell of all."""


@blueprint.get("")
@requires(may_keep_lists)
def index() -> ResponseReturnValue:
    session, here = current_session(), current_consultation().id
    return render_template(
        "reference_lists/index.html",
        lists=[list_in_place(session, here, kind) for kind in ListKind],
    )


@blueprint.get("/<list_kind>")
@requires(may_keep_lists)
def show(list_kind: str) -> ResponseReturnValue:
    """One list, the one that counts or a former one."""
    kind = _kind_or_404(list_kind)
    session, consultation = current_session(), current_consultation()
    known = _asked(kind)
    words = request.args.get("q", "").strip()[:200]
    page, count = queries.entries_page(known.entries, words, Cursor.from_args(request.args))
    return render_template(
        "reference_lists/show.html",
        known=known,
        here=list_in_place(session, consultation.id, kind),
        shipped=shipped_list(kind),
        versions=queries.versions_of(session, consultation.id, kind),
        page=page,
        count=count,
        words=words,
    )


@blueprint.get("/<list_kind>/list.csv")
@requires(may_keep_lists)
def take_away(list_kind: str) -> ResponseReturnValue:
    kind, consultation = _kind_or_404(list_kind), current_consultation()
    name = f"{consultation.slug}-{kind.value}.csv"
    return download_csv(list_sheet(_asked(kind)), name, consultation.id)


@blueprint.route("/<list_kind>/new", methods=["GET", "POST"])
@requires(may_keep_lists)
@reads_first
def new(list_kind: str) -> ResponseReturnValue:
    """A file, then what it would change; nothing is written."""
    kind, form = _kind_or_404(list_kind), ListForm()
    read = _read(form, kind) if form.validate_on_submit() else None
    if read is not None and read.is_right:
        return _preview(
            ReferenceEntries(kind, read.entries, form.source.data or "", form.dated_on.data)
        )
    if read is not None:
        form.file.errors = [_("Correct the lines that are listed below, then send the file again.")]
    page = render_template(
        "reference_lists/new.html",
        kind=kind,
        form=form,
        bad=line_sentences(read) if read else [],
        limit=LIMITS.bytes,
    )
    return page, 422 if form.errors else status_of(form)


@blueprint.post("/<list_kind>/put")
@requires(may_keep_lists)
def put(list_kind: str) -> ResponseReturnValue:
    """Let what was looked at count."""
    kind, form = _kind_or_404(list_kind), PuttingForm()
    wanted = form.list_of(kind) if form.validate_on_submit() else None
    if wanted is None:
        flash(_("This list did not come back whole: send the file again."), "error")
        return redirect(url_for(".new", slug=current_consultation().slug, list_kind=kind.value))
    return _put(wanted, form.instead_of.data or "")


@blueprint.post("/<list_kind>/back")
@requires(may_keep_lists)
def back(list_kind: str) -> ResponseReturnValue:
    """Let a former list, or the one of the platform, count again."""
    kind = _kind_or_404(list_kind)
    version = request.form.get("version", "")
    former = _former(kind, _uuid_or_404(version)) if version else shipped_list(kind)
    return _put(former, request.form.get("instead_of", ""))


def _kind_or_404(name: str) -> ListKind:
    try:
        return ListKind(name)
    except ValueError:
        abort(404)


def _uuid_or_404(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        abort(404)


def _asked(kind: ListKind) -> ReferenceEntries:
    """The list that the address names: a former one, that of the platform, or the one that
    counts."""
    if "shipped" in request.args:
        return shipped_list(kind)
    version = uuid_argument("version")
    if version is not None:
        return _former(kind, version)
    return list_in_place(current_session(), current_consultation().id, kind)


def _former(kind: ListKind, list_id: uuid.UUID) -> ReferenceEntries:
    row = queries.version_of(current_session(), current_consultation().id, kind, list_id)
    return list_of_row(row or abort(404))


def _read(form: ListForm, kind: ListKind) -> SheetRead | None:
    """What the file holds; None, and an error in the form, where it cannot be read."""
    try:
        with kept_while_read(form.file.data) as path:
            return read_sheet(path, kind)
    except TableError as error:
        form.file.errors = [table_sentence(error.reason, error.details)]
    except ColumnsMissing:
        form.file.errors = [_("The file needs a column “code” and a column “label”.")]
    return None


def _preview(wanted: ReferenceEntries) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    here = list_in_place(session, consultation.id, wanted.kind)
    uses = queries.uses_of(session, consultation.id, wanted.kind)
    return render_template(
        "reference_lists/preview.html",
        wanted=wanted,
        found=difference(wanted.kind, here.entries, wanted.entries, uses),
        form=PuttingForm.of(wanted, here),
        shown=SHOWN,
    )


def _put(wanted: ReferenceEntries, instead_of: str) -> ResponseReturnValue:
    consultation = current_consultation()
    try:
        put_in_place(
            current_session(),
            consultation.id,
            wanted,
            instead_of=_uuid_or_404(instead_of) if instead_of else None,
            account_id=account_id_of_current_user(),
        )
    except ChangedMeanwhile:
        flash(_("Somebody put another list in place meanwhile: look at it first."), "warning")
    else:
        flash(_("This list counts from now on: %(name)s.", name=label(wanted.kind)), "success")
    return redirect(url_for(".show", slug=consultation.slug, list_kind=wanted.kind.value))
