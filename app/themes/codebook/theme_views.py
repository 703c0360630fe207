"""One theme of the codebook: its words, its excerpts, and all that may be done with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.corpus.codes import new_secret
from app.extensions import current_session
from app.models import DeskSubject, Theme
from app.talk.queries import conversation_of
from app.themes.codebook import editing
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.forms import (
    ActForm,
    AsideForm,
    DescriptionForm,
    MergeForm,
    MoveForm,
    SplitForm,
)
from app.themes.codebook.held import held_by_theme
from app.themes.codebook.history import history_page, last_told
from app.themes.codebook.lookup import editor_of
from app.themes.codebook.origins import origins_of
from app.themes.codebook.permissions import may_edit_codebook
from app.themes.codebook.queries import Line, outline_of, theme_of_codebook
from app.themes.codebook.quotations import Which, page_of
from app.themes.codebook.sentences import REFUSALS, why_not
from app.themes.codebook.splitting import split_off
from app.themes.codebook.writing import Editor, ThemeChanged
from app.themes.coding.decided import titles_given_to
from app.themes.coding.pages import current_reader
from app.themes.permissions import may_read_themes
from app.web.arguments import value_argument
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint(
    "codebook_themes",
    __name__,
    url_prefix="/consultations/<slug>/codebook/themes/<uuid:codebook_theme_id>",
)
OWN_ACTS = 5


@dataclass
class Forms:
    """All the forms of the page; the one that was sent keeps what was typed."""

    describe: DescriptionForm
    move: MoveForm
    merge: MergeForm
    aside: AsideForm
    split: SplitForm


@blueprint.get("")
@requires(may_read_themes)
def show(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_theme_or_404(codebook_theme_id))


@blueprint.post("/description")
@requires(may_edit_codebook)
def describe(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    form = DescriptionForm(theme)

    def act(editor: Editor) -> None:
        editing.describe(current_session(), editor, theme.id, form.description)

    return _do(theme, "describe", form, act)


@blueprint.post("/move")
@requires(may_edit_codebook)
def move(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    form = MoveForm(theme, _outline())

    def act(editor: Editor) -> None:
        editing.move(current_session(), editor, theme.id, form.parent_id, form.after_id)

    return _do(theme, "move", form, act)


@blueprint.post("/merge")
@requires(may_edit_codebook)
def merge(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    form = MergeForm(theme, _outline())

    def act(editor: Editor) -> None:
        into, reason = form.into_id or theme.id, form.reason.data or ""
        editing.merge(current_session(), editor, theme.id, into, reason=reason)

    return _do(theme, "merge", form, act)


@blueprint.post("/set-aside")
@requires(may_edit_codebook)
def set_aside(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    form = AsideForm(theme)

    def act(editor: Editor) -> None:
        reason, uncoded = form.reason.data or "", form.leaves_uncoded.data
        editing.set_aside(current_session(), editor, theme.id, reason, leaves_uncoded=uncoded)

    return _do(theme, "aside", form, act)


@blueprint.post("/split")
@requires(may_edit_codebook)
def split(codebook_theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = _theme_or_404(codebook_theme_id)
    form = SplitForm(theme)

    def act(editor: Editor) -> None:
        split_off(
            current_session(),
            editor,
            theme.id,
            Description(form.title.data or ""),
            picked(),
            is_below=form.where.data == "below",
        )

    return _do(theme, "split", form, act)


def picked() -> list[uuid.UUID]:
    """The excerpts that were ticked; what is none is not."""
    found = []
    for text in request.form.getlist("excerpt"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _do(
    theme: Theme, name: str, form: ActForm, act: Callable[[Editor], None]
) -> ResponseReturnValue:
    """Do what a form asks for, and show the codebook there; or the page with what was typed, and
    why it was refused."""
    if not form.validate():
        return _page(theme, sent=(name, form)), 422
    try:
        act(editor_of(form.key.data or "", {theme.id: form.seen_number}))
    except REFUSALS as error:
        return _page(theme, sent=(name, form), refused=error), 422
    slug = current_consultation().slug
    if name in ("move", "merge", "aside"):
        anchor = f"theme-{theme.id.hex}"
        return redirect(url_for("codebook.index", slug=slug, _anchor=anchor))
    return redirect(url_for(".show", slug=slug, codebook_theme_id=theme.id))


def _page(
    theme: Theme, *, sent: tuple[str, ActForm] | None = None, refused: ValueError | None = None
) -> str:
    session, consultation = current_session(), current_consultation()
    outline = _outline()
    if refused:
        # What was read before others wrote is read again: the page shows both versions.
        session.refresh(theme)
    which = value_argument("show", Which) or Which.CODED
    held = held_by_theme(session, consultation.id, theme.id)
    stale = isinstance(refused, ThemeChanged)
    page = page_of(
        session,
        theme.id,
        which,
        cursor=Cursor.from_args(request.args),
        reader=current_reader(),
    )
    return render_template(
        "codebook/theme.html",
        theme=theme,
        line=next((one for one in outline if one.theme.id == theme.id), None),
        standing=session.get_one(Theme, theme.stands_for_id),
        held=held.value.of(theme.id),
        stances=held.value.stands.get(theme.id, ()),
        counted_at=held.counted_at,
        origins=origins_of(session, theme.id),
        forms=_forms(theme, outline, sent),
        sent=sent[0] if sent else "",
        refused=why_not(refused) if refused else "",
        meanwhile=last_told(session, consultation.id, theme.id) if stale else None,
        picked=picked(),
        which=which,
        page=page,
        titles=titles_given_to(session, [one.excerpt_id for one in page.rows]),
        why_not=why_not,
        acts_key=new_secret(),
        acts=history_page(
            session, consultation.id, cursor=Cursor(), theme_id=theme.id, size=OWN_ACTS
        ),
        talk=conversation_of(session, consultation.id, DeskSubject.THEME, theme.id),
    )


def _forms(theme: Theme, outline: list[Line], sent: tuple[str, ActForm] | None) -> Forms:
    """The forms, each made for the theme as it is now; the one that was sent as it was typed."""
    made: dict[str, ActForm] = {
        "describe": DescriptionForm(theme),
        "move": MoveForm(theme, outline),
        "merge": MergeForm(theme, outline),
        "aside": AsideForm(theme),
        "split": SplitForm(theme),
    }
    if sent:
        made[sent[0]] = sent[1]
    for form in made.values():
        form.number.data = str(theme.number)
    return Forms(**made)


def _outline() -> list[Line]:
    return outline_of(current_session(), current_consultation().id)


def _theme_or_404(theme_id: uuid.UUID) -> Theme:
    return theme_of_codebook(current_session(), current_consultation().id, theme_id) or abort(404)
