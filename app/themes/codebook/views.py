"""The codebook beside the themes that the machine proposes, and what people decide of these."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import chain

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.corpus.codes import new_secret
from app.extensions import current_session
from app.models import CandidateTheme, CodebookEvent
from app.themes import queries as analyses
from app.themes.codebook import candidates, editing
from app.themes.codebook.forms import CandidateForm, MoveForm, NewThemeForm
from app.themes.codebook.keys import key_for
from app.themes.codebook.lookup import editor_of
from app.themes.codebook.permissions import may_edit_codebook
from app.themes.codebook.queries import decided_of, outline_of, tree_of
from app.themes.codebook.refusals import NotInCodebook
from app.themes.codebook.sentences import REFUSALS, why_not
from app.themes.codebook.writing import Editor
from app.themes.comparing.near import count_near
from app.themes.permissions import may_read_themes
from app.web.arguments import uuid_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("codebook", __name__, url_prefix="/consultations/<slug>/codebook")


@blueprint.get("")
@requires(may_read_themes)
def index() -> ResponseReturnValue:
    return _page()


@blueprint.post("/candidates/<uuid:candidate_id>/approve")
@requires(may_edit_codebook)
def approve(candidate_id: uuid.UUID) -> ResponseReturnValue:
    def act(editor: Editor, form: CandidateForm, candidate: CandidateTheme) -> None:
        candidates.approve(current_session(), editor, candidate, title=form.title.data or "")

    return _decide("approve", candidate_id, act)


@blueprint.post("/candidates/<uuid:candidate_id>/approve-below")
@requires(may_edit_codebook)
def approve_below(candidate_id: uuid.UUID) -> ResponseReturnValue:
    def act(editor: Editor, _form: CandidateForm, candidate: CandidateTheme) -> None:
        candidates.approve_below(current_session(), editor, candidate)

    return _decide("approve-below", candidate_id, act)


@blueprint.post("/candidates/<uuid:candidate_id>/join")
@requires(may_edit_codebook)
def join(candidate_id: uuid.UUID) -> ResponseReturnValue:
    def act(editor: Editor, form: CandidateForm, candidate: CandidateTheme) -> None:
        if form.theme_id is None:
            raise NotInCodebook
        candidates.join(current_session(), editor, candidate, form.theme_id)

    return _decide("join", candidate_id, act)


@blueprint.post("/candidates/<uuid:candidate_id>/pass-over")
@requires(may_edit_codebook)
def pass_over(candidate_id: uuid.UUID) -> ResponseReturnValue:
    def act(editor: Editor, form: CandidateForm, candidate: CandidateTheme) -> None:
        candidates.pass_over(current_session(), editor, candidate, form.reason.data or "")

    return _decide("pass-over", candidate_id, act)


def _decide(
    name: str,
    candidate_id: uuid.UUID,
    act: Callable[[Editor, CandidateForm, CandidateTheme], None],
) -> ResponseReturnValue:
    """Do one of the acts on a candidate, and show the page where it is; or say why not."""
    consultation, form = current_consultation(), CandidateForm()
    candidate = candidates.candidate_of(current_session(), consultation.id, candidate_id)
    if candidate is None:
        abort(404)
    if not form.validate():
        return _page(" ".join(chain.from_iterable(form.errors.values())), candidate, form), 422
    try:
        act(editor_of(key_for(form.key.data or "", name, candidate_id)), form, candidate)
    except REFUSALS as error:
        return _page(why_not(error), candidate, form), 422
    return redirect(_back(form, candidate))


def _back(form: CandidateForm, candidate: CandidateTheme) -> str:
    """Where whoever decided of a candidate came from."""
    slug = current_consultation().slug
    if form.back.data == "near":
        return url_for("codebook_comparison.near", slug=slug)
    if form.back.data == "comparison":
        return url_for("codebook_comparison.comparison", slug=slug, run=candidate.run_id)
    return url_for(".index", slug=slug, _anchor=f"candidate-{candidate.id.hex}")


def _page(
    refused: str = "", candidate: CandidateTheme | None = None, form: CandidateForm | None = None
) -> str:
    session, consultation = current_session(), current_consultation()
    run = analyses.latest_run(session, consultation.id)
    told = tree_of(session, consultation.id)
    tree = told.value
    return render_template(
        "codebook/index.html",
        tree=tree,
        counted_at=told.counted_at,
        outline=[one for line in tree for one in line.with_those_below()],
        run=run,
        near=count_near(session, consultation.id) if tree else 0,
        candidates=analyses.themes_of(session, run) if run else [],
        decided=decided_of(session, run) if run else {},
        key=new_secret(),
        moving=MoveForm(None, []),
        refused=refused,
        tried=candidate,
        typed=form,
    )


@blueprint.route("/themes/new", methods=["GET", "POST"])
@requires(may_edit_codebook)
def new() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    form = NewThemeForm(outline_of(session, consultation.id))
    if not form.is_submitted():
        parent = uuid_argument("parent")
        form.parent.data = parent.hex if parent else ""
    elif form.validate():
        try:
            editor = editor_of(form.key.data or "")
            made = editing.create(session, editor, form.description, form.parent_id)
        except REFUSALS as error:
            form.form_errors.append(why_not(error))
        else:
            return _to_theme(made)
    return render_template("codebook/new.html", form=form), status_of(form)


def _to_theme(made: CodebookEvent | None) -> ResponseReturnValue:
    theme_id = made.theme_id if made else None
    slug = current_consultation().slug
    return redirect(
        url_for(".index", slug=slug, _anchor=f"theme-{theme_id.hex if theme_id else ''}")
    )
