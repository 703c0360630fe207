"""How far people agree, what they mix up, and what they have to settle."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models.turns import ChangedMeanwhile
from app.themes.agreement.comparing import Between, titles_of
from app.themes.agreement.confused import confused_page
from app.themes.agreement.disputes import (
    Dispute,
    dispute,
    disputes_page,
    next_dispute,
    settle,
    was_settled_by,
)
from app.themes.agreement.forms import SettleForm
from app.themes.agreement.quality import quality_figures
from app.themes.agreement.telling import lines_of, told
from app.themes.coding.choices import choices_of
from app.themes.coding.deciding import NotInCorpus, ThemeGone
from app.themes.coding.pages import current_coder, current_reader
from app.themes.coding.permissions import may_code, may_read_coding
from app.themes.coding.shown import is_excerpt_of
from app.web.arguments import uuid_argument, value_argument
from app.web.forms import sent_key, status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("agreement", __name__, url_prefix="/consultations/<slug>/coding/agreement")


@blueprint.get("")
@requires(may_read_coding)
def show() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    figures = quality_figures(session, consultation.id)
    titles = titles_of(session, consultation.id)
    return render_template(
        "agreement/show.html",
        figures=figures,
        people=told(figures.people.overall),
        machine=told(figures.machine.overall),
        lines=lines_of(titles, figures.people, figures.machine),
        titles=titles,
    )


@blueprint.get("/confused")
@requires(may_read_coding)
def confused() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    between = value_argument("between", Between) or Between.PEOPLE
    themes = uuid_argument("first"), uuid_argument("second")
    titles = titles_of(session, consultation.id)
    if not {one for one in themes if one} <= titles.keys():
        abort(404)
    page = confused_page(
        session,
        consultation.id,
        between,
        themes,
        Cursor.from_args(request.args),
        reader=current_reader(),
    )
    return render_template(
        "agreement/confused.html", page=page, between=between, themes=themes, titles=titles
    )


@blueprint.get("/disputed")
@requires(may_read_coding)
def disputed() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "agreement/disputed.html",
        page=disputes_page(session, consultation.id, Cursor.from_args(request.args)),
        titles=titles_of(session, consultation.id),
    )


@blueprint.get("/disputed/<uuid:excerpt_id>")
@requires(may_code)
def open_dispute(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    shown = _dispute_or_404(excerpt_id)
    return _page(shown, SettleForm(shown)) if shown else _settled_meanwhile(excerpt_id)


@blueprint.post("/disputed/<uuid:excerpt_id>")
@requires(may_code)
def settle_it(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    shown = _dispute_or_404(excerpt_id)
    if shown is None:
        return _settled_meanwhile(excerpt_id)
    form = SettleForm(shown)
    if not _settled(shown, form):
        return _page(shown, form)
    flash(_("Settled."), "success")
    return _to_next(excerpt_id)


def _settled(shown: Dispute, form: SettleForm) -> bool:
    """Keep what was chosen. False: it cannot be, and the form says why."""
    made_from, form.made_from.data = form.made_from.data, shown.made_from
    try:
        if made_from != shown.made_from:
            raise ChangedMeanwhile
        if not form.validate_on_submit():
            return False
        settle(current_session(), current_coder(), shown, form.decided(), key=sent_key())
    except ThemeGone:
        form.themes.errors = [
            _("A theme that you ticked has left the codebook meanwhile. Choose again.")
        ]
    except (ChangedMeanwhile, NotInCorpus):
        form.form_errors = [
            _("Somebody decided otherwise meanwhile: read both decisions again, then choose.")
        ]
    return not form.errors


def _dispute_or_404(excerpt_id: uuid.UUID) -> Dispute | None:
    session, consultation = current_session(), current_consultation()
    if not is_excerpt_of(session, consultation.id, excerpt_id):
        abort(404)
    return dispute(session, consultation.id, excerpt_id)


def _settled_meanwhile(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    """Nothing is to be settled any more; who settled it, and sent it twice, is thanked again."""
    if was_settled_by(current_session(), current_coder(), excerpt_id):
        flash(_("Settled."), "success")
    else:
        flash(_("Nothing is to be settled there any more: nothing was changed."), "info")
    return _to_next(excerpt_id)


def _to_next(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    slug = current_consultation().slug
    following = next_dispute(current_session(), current_consultation().id, excerpt_id)
    if following is None:
        return redirect(url_for(".disputed", slug=slug))
    return redirect(url_for(".open_dispute", slug=slug, excerpt_id=following))


def _page(shown: Dispute, form: SettleForm) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    page = render_template(
        "agreement/settle.html",
        shown=shown,
        form=form,
        chosen=set(form.chosen()),
        choices=choices_of(session, consultation.id),
        titles=titles_of(session, consultation.id),
        following=next_dispute(session, consultation.id, shown.excerpt_id),
    )
    return page, status_of(form)
