"""The codebook beside an analysis that was made again, and the themes that may be one."""

from __future__ import annotations

from itertools import chain

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import new_secret
from app.extensions import current_session
from app.models import Run, RunState
from app.themes import queries as analyses
from app.themes.codebook import editing
from app.themes.codebook.lookup import editor_of
from app.themes.codebook.permissions import may_edit_codebook
from app.themes.codebook.refusals import NotInCodebook
from app.themes.codebook.sentences import REFUSALS, why_not
from app.themes.codebook.telling_apart import tell_apart
from app.themes.comparing.comparison import comparison_of
from app.themes.comparing.forms import APART, NearForm
from app.themes.comparing.near import near_themes
from app.themes.permissions import may_read_themes
from app.web.arguments import uuid_argument
from app.web.guard import current_consultation, requires

blueprint = Blueprint("codebook_comparison", __name__, url_prefix="/consultations/<slug>/codebook")


@blueprint.get("/comparison")
@requires(may_read_themes)
def comparison() -> ResponseReturnValue:
    session, run = current_session(), _run()
    return render_template(
        "comparing/comparison.html",
        run=run,
        comparison=comparison_of(session, run) if run else None,
        key=new_secret(),
    )


def _run() -> Run | None:
    """The analysis that is asked for, else the newest; one of the whole corpus, that ended."""
    session, consultation = current_session(), current_consultation()
    run_id = uuid_argument("run")
    if run_id is None:
        return analyses.latest_run(session, consultation.id)
    run = analyses.run_of(session, consultation.id, run_id)
    if run is None or run.state is not RunState.DONE or not analyses.is_of_the_whole(run):
        abort(404)
    return run


@blueprint.get("/near")
@requires(may_read_themes)
def near() -> ResponseReturnValue:
    return _near_page()


@blueprint.post("/near")
@requires(may_edit_codebook)
def decide() -> ResponseReturnValue:
    form = NearForm()
    if not form.validate():
        return _near_page(" ".join(chain.from_iterable(form.errors.values()))), 422
    try:
        _decide(form)
    except REFUSALS as error:
        return _near_page(why_not(error), form), 422
    flash(_("Done. The history of the codebook tells it, and how to undo it."), "success")
    return redirect(url_for(".near", slug=current_consultation().slug))


def _decide(form: NearForm) -> None:
    if form.pair is None:
        raise NotInCodebook
    one, other = form.pair
    session, reason = current_session(), form.reason.data or ""
    editor = editor_of(form.key.data or "", form.seen)
    if form.act.data == APART:
        tell_apart(session, editor, one, other, reason=reason)
    else:
        editing.merge(session, editor, one, other, reason=reason)


def _near_page(refused: str = "", form: NearForm | None = None) -> str:
    told = near_themes(current_session(), current_consultation().id)
    return render_template(
        "comparing/near.html",
        pairs=told.value,
        counted_at=told.counted_at,
        refused=refused,
        typed=form,
        new_key=new_secret,
    )
