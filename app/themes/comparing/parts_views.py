"""Splitting a theme by the parts that an analysis of its excerpts alone finds."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.extensions import current_session
from app.models import Theme, ThemeState
from app.themes.codebook.history import last_told
from app.themes.codebook.lookup import editor_of
from app.themes.codebook.permissions import may_edit_codebook
from app.themes.codebook.queries import outline_of, theme_of_codebook
from app.themes.codebook.refusals import NoPart
from app.themes.codebook.sentences import REFUSALS, why_not
from app.themes.codebook.writing import ThemeChanged
from app.themes.comparing.forms import PartsForm, parts_form
from app.themes.comparing.parts import Parts, parts_of, split_in_parts
from app.themes.permissions import may_read_themes
from app.themes.services import start_run
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "codebook_parts",
    __name__,
    url_prefix="/consultations/<slug>/codebook/themes/<uuid:codebook_theme_id>/parts",
)


@blueprint.get("")
@requires(may_read_themes)
def show(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    return _page(theme, parts_of(current_session(), theme))


@blueprint.post("/find")
@requires(may_edit_codebook)
def find(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, session = _theme_or_404(codebook_theme_id), current_session()
    parts = parts_of(session, theme)
    if theme.state is not ThemeState.APPROVED or parts.is_too_small:
        return _page(theme, parts), 422
    run = start_run(
        session,
        consultation_id=theme.consultation_id,
        account_id=current_user.id,
        theme_id=theme.id,
    )
    return redirect(url_for("jobs.show", slug=current_consultation().slug, job_id=run.job_id))


@blueprint.post("")
@requires(may_edit_codebook)
def split(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, session = _theme_or_404(codebook_theme_id), current_session()
    parts = parts_of(session, theme)
    form = parts_form(theme, parts.found)
    if not form.validate():
        return _page(theme, parts, form), 422
    try:
        _split(theme, parts, form)
    except REFUSALS as error:
        session.refresh(theme)
        return _page(theme, parts_of(session, theme), form, error), 422
    here = url_for(
        "codebook.index", slug=current_consultation().slug, _anchor=f"theme-{theme.id.hex}"
    )
    return redirect(here)


def _split(theme: Theme, parts: Parts, form: PartsForm) -> None:
    if parts.run is None:
        raise NoPart
    editor = editor_of(form.key.data or "", {theme.id: form.seen_number})
    below = form.where.data != "beside"
    split_in_parts(current_session(), editor, theme, parts.run, form.wanted(), is_below=below)


def _page(
    theme: Theme, parts: Parts, form: PartsForm | None = None, refused: ValueError | None = None
) -> str:
    session, consultation = current_session(), current_consultation()
    if form is None:
        form = parts_form(theme, parts.found)
    form.number.data = str(theme.number)
    stale = isinstance(refused, ThemeChanged)
    return render_template(
        "comparing/parts.html",
        theme=theme,
        line=next(
            (one for one in outline_of(session, consultation.id) if one.theme.id == theme.id), None
        ),
        parts=parts,
        form=form,
        refused=why_not(refused) if refused else "",
        meanwhile=last_told(session, consultation.id, theme.id) if stale else None,
    )


def _theme_or_404(theme_id: uuid.UUID) -> Theme:
    return theme_of_codebook(current_session(), current_consultation().id, theme_id) or abort(404)
