"""The synthesis of a workshop: the screen where it is written, and what its buttons do."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Nature, Workshop
from app.web.arguments import nature_argument, uuid_argument
from app.web.forms import sent_key
from app.web.guard import account_id_of_current_user, allows, requires
from app.web.paging import Cursor
from app.workshops.lookup import workshop_or_404
from app.workshops.permissions import may_facilitate, may_follow_workshops
from app.workshops.syntheses import services
from app.workshops.syntheses.buttons import Pressed, do, pressed
from app.workshops.syntheses.forms import ArrangeForm, LineForm, line_form, new_line_form
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.lookup import link_to, may_validate_here
from app.workshops.syntheses.note_queries import NoteFilter, notes_named, waiting_count
from app.workshops.syntheses.screen import Screen, panel_of, screen_of
from app.workshops.syntheses.sentences import NOTHING_PICKED, attempted

blueprint = Blueprint(
    "syntheses", __name__, url_prefix="/consultations/<slug>/workshops/<code>/synthesis"
)

KEPT = ("nature", "table", "group", "after", "before", "write")
"""Arguments of the address that stay from one act to the next: which notes are shown."""

MOST_PICKED = 200


@dataclass(frozen=True)
class Writing:
    """What was being written when the page is shown again: a new line, or that of `line_id`."""

    form: LineForm
    line_id: uuid.UUID | None = None
    notes: Collection[uuid.UUID] = ()


@blueprint.get("")
@requires(may_follow_workshops)
def show(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    screen = screen_of(current_session(), workshop)
    line_id = uuid_argument("edit")
    form = line_form(screen.lines, line_id) if line_id else None
    return _page(workshop, screen, Writing(form, line_id) if form else None)


@blueprint.post("/propose")
@requires(may_facilitate)
def propose(code: str) -> ResponseReturnValue:
    """The form of a new line out of the notes that were picked; nothing is written yet."""
    workshop = workshop_or_404(code)
    screen = screen_of(current_session(), workshop)
    found = notes_named(current_session(), workshop.activity_id, _picked())
    notes = [found[note] for note in sorted(found) if not found[note].is_removed]
    if not notes:
        return _again(workshop, None, str(NOTHING_PICKED))
    form = new_line_form(screen.lines, notes)
    return _page(workshop, screen, Writing(form, notes=[note.id for note in notes]))


@blueprint.post("/lines")
@requires(may_facilitate)
def add(code: str) -> ResponseReturnValue:
    workshop, form, picked = workshop_or_404(code), LineForm(), _picked()
    if not form.validate_on_submit():
        return _again(workshop, Writing(form, notes=picked))
    line_id, refused = attempted(
        lambda: services.add_line(
            current_session(), workshop.activity, _edit(form), notes=picked, **_written(form)
        )
    )
    if refused:
        return _again(workshop, Writing(form, notes=picked), refused)
    return _back(workshop, f"line-{line_id}")


@blueprint.post("/lines/<uuid:line_id>")
@requires(may_facilitate)
def reword(code: str, line_id: uuid.UUID) -> ResponseReturnValue:
    workshop, form = workshop_or_404(code), LineForm()
    if not form.validate_on_submit():
        return _again(workshop, Writing(form, line_id))
    _none, refused = attempted(
        lambda: services.reword_line(
            current_session(), workshop.activity, _edit(form), line_id, **_written(form)
        )
    )
    if refused:
        return _again(workshop, Writing(form, line_id), refused)
    return _back(workshop, f"line-{line_id}")


@blueprint.post("/arrange")
@requires(may_facilitate)
def arrange(code: str) -> ResponseReturnValue:
    """Do what the button that was pressed says."""
    workshop, form = workshop_or_404(code), ArrangeForm()
    wanted = pressed(form.do.data or "", _picked()) if form.validate_on_submit() else None
    if wanted is None:
        abort(400)
    edit = _edit(form)
    _none, refused = attempted(lambda: do(current_session(), workshop.activity, edit, wanted))
    if refused:
        return _again(workshop, None, refused)
    return _back(workshop, _anchor(wanted))


def _page(
    workshop: Workshop,
    screen: Screen,
    writing: Writing | None,
    refused: str = "",
    picked: Collection[uuid.UUID] = (),
) -> str:
    session = current_session()
    may_stand = allows("syntheses.add") and may_validate_here(workshop)
    is_written = screen.is_open and allows("syntheses.add")
    is_shown = is_written and bool(screen.lines or not screen.documents or "write" in request.args)
    wanted = NoteFilter(nature_argument(), uuid_argument("table"), uuid_argument("group"))
    cursor = Cursor.from_args(request.args)
    edited = writing.line_id if writing and _is_there(screen, writing.line_id) else None
    begun = writing.form.told_apart("edited" if edited else "new") if writing else None
    new_form = None if edited else begun
    return render_template(
        "syntheses/show.html",
        workshop=workshop,
        screen=screen,
        is_written=is_shown,
        may_write_here=is_written,
        may_validate=is_written and may_stand,
        notes_waiting=(
            waiting_count(session, workshop.activity_id) if may_stand and not is_shown else 0
        ),
        refused=refused,
        edited=edited,
        form=begun,
        new_form=new_form or new_line_form(screen.lines).told_apart("new"),
        is_new_begun=new_form is not None,
        proposed=writing.notes if writing else (),
        picked=set(picked),
        panel=panel_of(session, workshop, wanted, cursor) if is_shown else None,
        natures=list(Nature),
        kept=_kept(),
    )


def _again(workshop: Workshop, writing: Writing | None, refused: str = "") -> tuple[str, int]:
    """The page as it is now, with what was typed and picked: 409 when the act was refused."""
    screen = screen_of(current_session(), workshop)
    return _page(workshop, screen, writing, refused, _picked()), 409 if refused else 422


def _is_there(screen: Screen, line_id: uuid.UUID | None) -> bool:
    return any(line.id == line_id for line in screen.lines)


def _back(workshop: Workshop, anchor: str) -> ResponseReturnValue:
    return redirect(link_to(".show", workshop, _anchor=anchor, **_kept()))


def _anchor(wanted: Pressed) -> str:
    """Where the page is shown after a button: at the line, where it is still there."""
    return "removed" if wanted.act == "remove" else f"line-{wanted.line_id}"


def _kept() -> dict[str, str]:
    return {name: request.args[name] for name in KEPT if name in request.args}


def _picked() -> list[uuid.UUID]:
    """The notes whose boxes are ticked; an identifier that is none is nobody's honest pick."""
    try:
        return [uuid.UUID(text) for text in request.form.getlist("note")[:MOST_PICKED]]
    except ValueError:
        abort(400)


def _edit(form: LineForm | ArrangeForm) -> Edit:
    return Edit(account_id_of_current_user(), form.version.data, sent_key())


class _Written(TypedDict):
    text: str
    heading: str
    nature: Nature


def _written(form: LineForm) -> _Written:
    return {
        "text": form.text.data or "",
        "heading": form.heading.data or "",
        "nature": Nature(form.nature.data),
    }
