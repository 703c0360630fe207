from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.permissions import may_read_corpus
from app.corpus.reading.basket import keeping, queries
from app.corpus.reading.basket.forms import AddForm, MoveForm, NoteForm
from app.corpus.reading.basket.keeping import Basket, BasketFull, NotInCorpus
from app.corpus.reading.basket.word_files import DOCX, ODT, write_docx, write_odt
from app.extensions import current_session
from app.models import BasketItem
from app.models.types import now
from app.publication.writers import XLSX, write_workbook
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor
from app.web.redirects import page_of_form

blueprint = Blueprint("basket", __name__, url_prefix="/consultations/<slug>/basket")


@blueprint.get("")
@requires(may_read_corpus)
def index() -> ResponseReturnValue:
    cursor = Cursor.from_args(request.args)
    shown = queries.basket_page(current_session(), _basket(), cursor=cursor)
    return render_template("basket/index.html", shown=shown)


@blueprint.post("")
@requires(may_read_corpus)
def add() -> ResponseReturnValue:
    excerpt_id = AddForm().excerpt_id or abort(404)
    try:
        keeping.add(current_session(), _basket(), excerpt_id)
        flash(_("In your basket."), "success")
    except NotInCorpus:
        abort(404)
    except BasketFull:
        _say_it_is_full()
    return redirect(page_of_form(_home()))


@blueprint.post("/<uuid:item_id>/remove")
@requires(may_read_corpus)
def remove(item_id: uuid.UUID) -> ResponseReturnValue:
    keeping.take_out(current_session(), _basket(), _item(item_id), now())
    return redirect(_home())


@blueprint.post("/empty")
@requires(may_read_corpus)
def empty() -> ResponseReturnValue:
    keeping.empty(current_session(), _basket(), now())
    return redirect(_home())


@blueprint.post("/put-back")
@requires(may_read_corpus)
def put_back() -> ResponseReturnValue:
    try:
        keeping.put_back(current_session(), _basket())
        flash(_("Put back where it stood."), "success")
    except BasketFull:
        _say_it_is_full()
    return redirect(_home())


@blueprint.post("/tidy")
@requires(may_read_corpus)
def tidy() -> ResponseReturnValue:
    keeping.forget_withdrawn(current_session(), _basket())
    return redirect(_home())


@blueprint.post("/<uuid:item_id>/<any(up, down):direction>")
@requires(may_read_corpus)
def move(item_id: uuid.UUID, direction: str) -> ResponseReturnValue:
    form, item = MoveForm(), _item(item_id)
    if not form.validate() or form.place.data is None:
        abort(400)
    up = direction == "up"
    if not keeping.move(current_session(), _basket(), item, up=up, seen=form.place.data):
        flash(_("This verbatim had been moved meanwhile: here is where it stands now."), "info")
    return redirect(page_of_form(_home()) + f"#item-{item.id}")


@blueprint.route("/<uuid:item_id>/note", methods=["GET", "POST"])
@requires(may_read_corpus)
def note(item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item(item_id)
    form = NoteForm(obj=item)
    if form.validate_on_submit():
        item.note = form.note.data or ""
        return redirect(_home() + f"#item-{item.id}")
    return render_template("basket/note.html", form=form, item=item), status_of(form)


@blueprint.get("/export.<any(csv, xlsx, docx, odt):file_kind>")
@requires(may_read_corpus)
def export(file_kind: str) -> ResponseReturnValue:
    name = f"{current_consultation().slug}-verbatims.{file_kind}"
    if file_kind == "csv":
        return download_csv(queries.basket_sheet(_basket()), name, current_consultation().id)
    if file_kind == "xlsx":
        return _workbook(name)
    file = file_to_send()
    title = _("Verbatims: %(title)s", title=current_consultation().title)
    quotations = queries.quotations_of(current_session(), _basket())
    (write_docx if file_kind == "docx" else write_odt)(file, title, quotations)
    return download(file, name, DOCX if file_kind == "docx" else ODT)


def _workbook(name: str) -> Response:
    file = file_to_send()
    sheets = [queries.basket_sheet(_basket())]
    write_workbook(file, sheets, current_session(), current_consultation().id)
    return download(file, name, XLSX)


def _basket() -> Basket:
    return Basket(current_consultation().id, current_user.id)


def _item(item_id: uuid.UUID) -> BasketItem:
    return queries.item_of(current_session(), _basket(), item_id) or abort(404)


def _home() -> str:
    return url_for("basket.index", slug=current_consultation().slug)


def _say_it_is_full() -> None:
    flash(_("A basket holds 2,000 verbatims: take some out first."), "error")
