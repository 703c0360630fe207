"""Lists of sure ones: a sample is looked at, then the rest accepted at once."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.models import SureList
from app.models.turns import ChangedMeanwhile
from app.themes.coding.choices import choices_of
from app.themes.coding.deciding import ThemeGone
from app.themes.coding.pages import current_coder
from app.themes.coding.permissions import may_code, may_read_coding
from app.themes.coding.sure import accepting
from app.themes.coding.sure.forms import SampleForm, sample_form
from app.themes.coding.sure.lists import list_in, lists_page, sample_of, sure_ones
from app.themes.coding.sure.verdict import verdict_of
from app.web.forms import sent_key, status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("sure", __name__, url_prefix="/consultations/<slug>/coding/sure")


@blueprint.get("")
@requires(may_read_coding)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "sure/index.html",
        themes=sure_ones(session, consultation.id),
        page=lists_page(session, consultation.id, Cursor.from_args(request.args)),
    )


@blueprint.post("")
@requires(may_code)
def draw() -> ResponseReturnValue:
    try:
        theme_id = uuid.UUID(request.form.get("theme", ""))
        list_id = accepting.draw(current_session(), current_coder(), theme_id)
    except (ValueError, accepting.NothingSure):
        flash(_("The machine is sure of nothing for this theme any more."), "info")
        return redirect(url_for(".index", slug=current_consultation().slug))
    return _to_list(list_id)


@blueprint.get("/<uuid:list_id>")
@requires(may_code)
def show(list_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_list_or_404(list_id))


@blueprint.post("/<uuid:list_id>")
@requires(may_code)
def check(list_id: uuid.UUID) -> ResponseReturnValue:
    sure_list = _list_or_404(list_id)
    form = _form_of(sure_list)
    if not form.validate_on_submit():
        return _page(sure_list, form)
    decided = form.decided(sure_list.theme_id)
    try:
        accepting.check(current_session(), current_coder(), sure_list, decided, key=sent_key())
    except ChangedMeanwhile:
        _say_changed()
    except ThemeGone:
        _say_gone()
    return _to_list(list_id)


@blueprint.post("/<uuid:list_id>/accept")
@requires(may_code)
def accept(list_id: uuid.UUID) -> ResponseReturnValue:
    try:
        added = accepting.accept(current_session(), current_coder(), _list_or_404(list_id))
    except ChangedMeanwhile:
        _say_changed()
    except ThemeGone:
        _say_gone()
    else:
        flash(_accepted(added), "success")
    return _to_list(list_id)


@blueprint.post("/<uuid:list_id>/give-up")
@requires(may_code)
def give_up(list_id: uuid.UUID) -> ResponseReturnValue:
    try:
        accepting.give_up(current_session(), _list_or_404(list_id))
    except ChangedMeanwhile:
        _say_changed()
        return _to_list(list_id)
    flash(_("The list is given up: its excerpts stay in the queue."), "success")
    return redirect(url_for(".index", slug=current_consultation().slug))


@blueprint.post("/<uuid:list_id>/take-back")
@requires(may_code)
def take_back(list_id: uuid.UUID) -> ResponseReturnValue:
    undone = accepting.take_back_list(current_session(), _list_or_404(list_id))
    flash(
        ngettext("%(num)s decision taken back.", "%(num)s decisions taken back.", undone),
        "success",
    )
    return _to_list(list_id)


def _accepted(added: int) -> str:
    if not added:
        return _("Accepted already: nothing was left to add.")
    return ngettext("%(num)s excerpt accepted.", "%(num)s excerpts accepted.", added)


def _list_or_404(list_id: uuid.UUID) -> SureList:
    return list_in(current_session(), current_consultation().id, list_id) or abort(404)


def _form_of(sure_list: SureList) -> SampleForm:
    session = current_session()
    choices = choices_of(session, sure_list.consultation_id)
    return sample_form(sample_of(session, sure_list), choices, sure_list.theme_id)


def _page(sure_list: SureList, form: SampleForm | None = None) -> ResponseReturnValue:
    session = current_session()
    choices = choices_of(session, sure_list.consultation_id)
    sample = sample_of(session, sure_list)
    form = form or sample_form(sample, choices, sure_list.theme_id)
    page = render_template(
        "sure/show.html",
        sure_list=sure_list,
        theme=next(iter(choices.now([sure_list.theme_id])), None),
        sample=sample,
        form=form,
        verdict=verdict_of(session, sure_list),
    )
    return page, status_of(form)


def _to_list(list_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, list_id=list_id))


def _say_changed() -> None:
    flash(_("Somebody was there before you: nothing was changed. This is how it stands."), "info")


def _say_gone() -> None:
    flash(_("A theme has left the codebook meanwhile: nothing was kept."), "warning")
