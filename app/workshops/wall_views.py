"""The wall of a table, for a projector: notes are grouped by hand, by several people at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import NoteGroup, RoomTable
from app.web.guard import current_consultation, requires
from app.web.language import current_language
from app.web.session_cookie import leaves_session_alone
from app.workshops import wall as services
from app.workshops.note_queries import table_to_change
from app.workshops.permissions import may_facilitate
from app.workshops.queries import table_of
from app.workshops.table_pages import blueprint, table_name
from app.workshops.wall_forms import NoName, group_name
from app.workshops.wall_queries import wall_of

__all__ = ["blueprint"]

NEW = "new"


@blueprint.get("/wall")
@requires(may_facilitate)
def wall(table_id: uuid.UUID) -> ResponseReturnValue:
    table = _table_or_404(table_id)
    return render_template(
        "tables/wall.html",
        table=table,
        name=table_name(table),
        wall=wall_of(current_session(), table.id),
        new_group=uuid.uuid4(),
    )


@blueprint.get("/wall/board")
@requires(may_facilitate)
@leaves_session_alone
def board(table_id: uuid.UUID) -> ResponseReturnValue:
    """What stands on the wall, for the script of the page: nothing when nothing changed."""
    shown = wall_of(current_session(), _table_or_404(table_id).id)
    version = f"{shown.version}-{current_language()}"
    if request.if_none_match.contains(version):
        return Response(status=304)
    response = Response(render_template("tables/_board.html", wall=shown))
    response.set_etag(version)
    return response


@blueprint.post("/wall")
@requires(may_facilitate)
def change_wall(table_id: uuid.UUID) -> ResponseReturnValue:
    """One change, told by the button that was pressed: `do` is a verb and what it is about."""
    table = table_to_change(current_session(), current_consultation().id, table_id) or abort(404)
    verb, _colon, about = request.form.get("do", "").partition(":")
    act = _ACTS.get(verb) or abort(400)
    try:
        sentence, status = act(table, _uuid(about)), 200
    except services.NotOnTheWall:
        sentence, status = _("Somebody took it away meanwhile. Nothing was moved."), 409
    except services.TooManyGroups:
        sentence, status = _("This wall has 30 groups already: dissolve one first."), 409
    except NoName:
        sentence, status = _("A group needs a name of at most 120 characters."), 422
    if request.accept_mimetypes.best == "application/json":
        return jsonify(sentence=sentence), status
    flash(sentence, "success" if status == 200 else "warning")
    return redirect(url_for("tables.wall", slug=current_consultation().slug, table_id=table_id))


def _table_or_404(table_id: uuid.UUID) -> RoomTable:
    return table_of(current_session(), current_consultation().id, table_id) or abort(404)


def _uuid(text: str) -> uuid.UUID:
    """An identifier of the form; another text in its place is no honest request."""
    try:
        return uuid.UUID(text)
    except ValueError:
        abort(400)


def _named(group: NoteGroup | None) -> str:
    if group is None:
        return _("Without a group")
    return group.name or _("Group without a name")


# --- What the buttons do: each gives the sentence that says it -------------------------------


def _move(table: RoomTable, note_id: uuid.UUID) -> str:
    """Into the column that the menu of the note names, at its top."""
    target = request.form.get(f"to:{note_id}", "")
    if target == NEW:
        services.note_on_wall(current_session(), table, note_id)
        new_id = _uuid(request.form.get("new_group", ""))
        group_id: uuid.UUID | None = services.add_group(current_session(), table, new_id, "").id
    else:
        group_id = _uuid(target) if target else None
    place = request.form.get("place", "0")
    rank = int(place) if place.isdecimal() and len(place) < 5 else 0
    group = services.move_note(current_session(), table, note_id, group_id, rank)
    return _("The note is now in: %(group)s.", group=_named(group))


def _shift_note(step: int) -> Callable[[RoomTable, uuid.UUID], str]:
    def act(table: RoomTable, note_id: uuid.UUID) -> str:
        services.shift_note(current_session(), table, note_id, step)
        return _("The note moved up.") if step < 0 else _("The note moved down.")

    return act


def _add(table: RoomTable, group_id: uuid.UUID) -> str:
    group = services.add_group(
        current_session(), table, group_id, group_name(request.form.get("name", ""))
    )
    return _("New group: %(group)s.", group=_named(group))


def _rename(table: RoomTable, group_id: uuid.UUID) -> str:
    name = group_name(request.form.get(f"name:{group_id}", ""))
    group = services.rename_group(current_session(), table, group_id, name)
    return _("The group is now called: %(group)s.", group=_named(group))


def _shift_group(step: int) -> Callable[[RoomTable, uuid.UUID], str]:
    def act(table: RoomTable, group_id: uuid.UUID) -> str:
        group = services.shift_group(current_session(), table, group_id, step)
        return _("Moved: %(group)s.", group=_named(group))

    return act


def _dissolve(table: RoomTable, group_id: uuid.UUID) -> str:
    services.dissolve_group(current_session(), table, group_id)
    return _("The group is dissolved; its notes are without a group.")


_ACTS: dict[str, Callable[[RoomTable, uuid.UUID], str]] = {
    "move": _move,
    "earlier": _shift_note(-1),
    "later": _shift_note(1),
    "add": _add,
    "rename": _rename,
    "left": _shift_group(-1),
    "right": _shift_group(1),
    "dissolve": _dissolve,
}
