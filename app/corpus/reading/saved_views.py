"""Searches that people named."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.permissions import may_read_corpus
from app.corpus.reading import saved
from app.corpus.reading.asking import Asked, asked_in
from app.corpus.reading.forms import SavedSearchForm
from app.corpus.reading.saved import TitleTaken, TooManySearches
from app.extensions import current_session
from app.models import SavedSearch
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("saved_searches", __name__, url_prefix="/consultations/<slug>/excerpts/saved")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_read_corpus)
def new() -> ResponseReturnValue:
    """The search to keep stands in the address."""
    asked = _asked()
    form = SavedSearchForm()
    if form.validate_on_submit():
        try:
            saved.save(
                current_session(),
                current_consultation().id,
                current_user.id,
                asked,
                title=form.title.data or "",
                is_shared=form.is_shared.data,
            )
            flash(_("Search kept."), "success")
            return _to_the_excerpts(asked)
        except (TitleTaken, TooManySearches) as error:
            _refuse(form, error)
    page = render_template("reading/saved_search.html", form=form, asked=asked, search=None)
    return page, status_of(form)


@blueprint.get("/<uuid:search_id>")
@requires(may_read_corpus)
def show(search_id: uuid.UUID) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    search = saved.search_to_open(session, consultation.id, current_user.id, search_id)
    try:
        return _to_the_excerpts(saved.asked_of(search or abort(404)))
    except ValueError:
        flash(_("This search cannot be opened any more: it asks what is no longer known."), "error")
        return _to_the_excerpts(Asked())


@blueprint.route("/<uuid:search_id>/edit", methods=["GET", "POST"])
@requires(may_read_corpus)
def edit(search_id: uuid.UUID) -> ResponseReturnValue:
    search = _own(search_id)
    form = SavedSearchForm(obj=search)
    if form.validate_on_submit():
        try:
            title, is_shared = form.title.data or "", form.is_shared.data
            saved.change(current_session(), search, title=title, is_shared=is_shared)
            flash(_("Search changed."), "success")
            return _to_the_excerpts(Asked())
        except TitleTaken as error:
            _refuse(form, error)
    page = render_template("reading/saved_search.html", form=form, asked=Asked(), search=search)
    return page, status_of(form)


@blueprint.post("/<uuid:search_id>/delete")
@requires(may_read_corpus)
def delete(search_id: uuid.UUID) -> ResponseReturnValue:
    saved.delete(current_session(), _own(search_id))
    flash(_("Search deleted."), "success")
    return _to_the_excerpts(Asked())


def _own(search_id: uuid.UUID) -> SavedSearch:
    found = saved.own_search(
        current_session(), current_consultation().id, current_user.id, search_id
    )
    return found or abort(404)


def _asked() -> Asked:
    try:
        return asked_in(request.args)
    except ValueError:
        abort(404)


def _to_the_excerpts(asked: Asked) -> ResponseReturnValue:
    args: dict[str, Any] = {"slug": current_consultation().slug, **asked.as_args()}
    return redirect(url_for("reading.index", **args))


def _refuse(form: SavedSearchForm, error: TitleTaken | TooManySearches) -> None:
    sentence = (
        _("You gave this name to another search: choose another one.")
        if isinstance(error, TitleTaken)
        else _("You keep 100 searches: delete one first.")
    )
    form.title.errors = [*form.title.errors, sentence]
