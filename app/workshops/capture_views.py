"""Notes are taken at a table: by its facilitators, and by those who scanned its code."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import abort, flash, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Nature, Note
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.arguments import uuid_argument
from app.web.batches import NotABatch
from app.web.forms import status_of
from app.web.guard import requires
from app.web.json_body import sent_json
from app.web.paging import Cursor
from app.web.session_cookie import leaves_session_alone
from app.web.transaction import begin_writing, reads_first
from app.workshops import note_queries
from app.workshops.capture_batch import check_batch, keep_batch, read_batch
from app.workshops.capture_forms import CorrectionForm, NoteForm
from app.workshops.desk import Desk, facilitator_desk, participant_desk
from app.workshops.note_limits import BY_ADDRESS, WINDOW, Pace, TooManyNotes, refuse_flood
from app.workshops.notes import (
    NoteChanged,
    NoteInCorpus,
    add_note,
    correct_note,
    note_mark,
    remove_note,
    restore_note,
)
from app.workshops.permissions import may_facilitate, may_join_a_table
from app.workshops.queries import rounds_of
from app.workshops.table_pages import blueprint, table_name

__all__ = ["blueprint"]

_pace = Pace(BY_ADDRESS, WINDOW.total_seconds())


# --- What facilitators open -----------------------------------------------------------------


@blueprint.get("")
@requires(may_facilitate)
def show(table_id: uuid.UUID) -> ResponseReturnValue:
    return _page(facilitator_desk(table_id))


@blueprint.post("")
@requires(may_facilitate)
def add(table_id: uuid.UUID) -> ResponseReturnValue:
    return _add(facilitator_desk(table_id))


@blueprint.post("/batch")
@requires(may_facilitate)
@leaves_session_alone
@reads_first
def take(table_id: uuid.UUID) -> ResponseReturnValue:
    return _take(lambda: facilitator_desk(table_id))


@blueprint.get("/notes")
@requires(may_facilitate)
@leaves_session_alone
def notes(table_id: uuid.UUID) -> ResponseReturnValue:
    return _list(facilitator_desk(table_id))


@blueprint.route("/notes/<uuid:note_id>", methods=["GET", "POST"])
@requires(may_facilitate)
def edit(table_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    return _edit(facilitator_desk(table_id), note_id)


@blueprint.post("/notes/<uuid:note_id>/remove")
@requires(may_facilitate)
def remove(table_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    return _remove(facilitator_desk(table_id), note_id)


@blueprint.post("/notes/<uuid:note_id>/restore")
@requires(may_facilitate)
def restore(table_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    return _restore(facilitator_desk(table_id), note_id)


# --- What participants open ------------------------------------------------------------------


@blueprint.get("/join/<code>")
@requires(may_join_a_table)
@tells(Processing.WORKSHOP_NOTES)
def join(table_id: uuid.UUID, code: str) -> ResponseReturnValue:
    return _page(participant_desk(table_id, code))


@blueprint.post("/join/<code>")
@requires(may_join_a_table)
@tells(Processing.WORKSHOP_NOTES)
def joined_add(table_id: uuid.UUID, code: str) -> ResponseReturnValue:
    return _add(participant_desk(table_id, code))


@blueprint.post("/join/<code>/batch")
@requires(may_join_a_table)
@leaves_session_alone
@reads_first
def joined_take(table_id: uuid.UUID, code: str) -> ResponseReturnValue:
    return _take(lambda: participant_desk(table_id, code))


@blueprint.get("/join/<code>/notes")
@requires(may_join_a_table)
@leaves_session_alone
def joined_notes(table_id: uuid.UUID, code: str) -> ResponseReturnValue:
    return _list(participant_desk(table_id, code))


@blueprint.route("/join/<code>/notes/<uuid:note_id>", methods=["GET", "POST"])
@requires(may_join_a_table)
@tells(Processing.WORKSHOP_NOTES)
def joined_edit(table_id: uuid.UUID, code: str, note_id: uuid.UUID) -> ResponseReturnValue:
    return _edit(participant_desk(table_id, code), note_id)


@blueprint.post("/join/<code>/notes/<uuid:note_id>/remove")
@requires(may_join_a_table)
def joined_remove(table_id: uuid.UUID, code: str, note_id: uuid.UUID) -> ResponseReturnValue:
    return _remove(participant_desk(table_id, code), note_id)


@blueprint.post("/join/<code>/notes/<uuid:note_id>/restore")
@requires(may_join_a_table)
def joined_restore(table_id: uuid.UUID, code: str, note_id: uuid.UUID) -> ResponseReturnValue:
    return _restore(participant_desk(table_id, code), note_id)


# --- What they share --------------------------------------------------------------------------


def _page(desk: Desk, form: NoteForm | None = None) -> ResponseReturnValue:
    rounds = rounds_of(current_session(), desk.table.activity_id)
    running = note_queries.running_round(rounds)
    if form is None:
        form = NoteForm(None, rounds=rounds)
        form.key.data = str(uuid.uuid4())
        form.nature.data = _chosen_nature()
        form.round.data = request.args.get("round") or str(running or "")
    page = render_template(
        "tables/show.html",
        name=table_name(desk.table),
        form=form,
        rounds=rounds,
        removed=uuid_argument("removed"),
        **_listed(desk, running),
    )
    return page, 422 if form.errors else 200


def _chosen_nature() -> str:
    asked = request.args.get("nature", "")
    return asked if asked in {nature.value for nature in Nature} else Nature.FINDING.value


def _listed(desk: Desk, running: int | None) -> dict[str, object]:
    cursor = Cursor.from_args(request.args.to_dict())
    return {
        "desk": desk,
        "page": note_queries.notes_page(current_session(), desk.table.id, cursor, desk.own),
        "counts": note_queries.note_counts(current_session(), desk.table.id, desk.own),
        "running": running,
    }


def _list(desk: Desk) -> ResponseReturnValue:
    """The list alone, for the script of the page: nothing when it has not changed."""
    rounds = rounds_of(current_session(), desk.table.activity_id)
    listed = _listed(desk, note_queries.running_round(rounds))
    response = make_response(render_template("tables/_notes.html", **listed))
    response.add_etag()
    return response.make_conditional(request)


def _add(desk: Desk) -> ResponseReturnValue:
    rounds = rounds_of(current_session(), desk.table.activity_id)
    form = NoteForm(rounds=rounds)
    if not form.validate_on_submit():
        return _page(desk, form)
    try:
        _refuse_flood(desk, 1)
    except TooManyNotes:
        form.form_errors.append(
            _("Too many notes come at once. Wait a few minutes, then send it again.")
        )
        return _page(desk, form)
    add_note(current_session(), desk.table, form.new_note(desk.author))
    flash(_("Note kept."), "success")
    chosen = {"nature": form.nature.data, "round": form.round.data or None}
    return redirect(desk.pages.link("show", **chosen))


def _take(sit_down: Callable[[], Desk]) -> ResponseReturnValue:
    """Many telephones send at once: all is checked before the first of them has to wait."""
    desk = sit_down()
    try:
        items = read_batch(sent_json())
        _refuse_flood(desk, len(items))
    except NotABatch:
        abort(400)
    except TooManyNotes:
        abort(429)
    rounds = rounds_of(current_session(), desk.table.activity_id)
    checked = check_batch(items, author=desk.author, rounds=rounds)
    if begin_writing():
        desk = sit_down()  # It may have been closed or taken out meanwhile.
    return jsonify(results=keep_batch(current_session(), desk.table, checked))


def _refuse_flood(desk: Desk, number: int) -> None:
    if desk.is_participant:
        refuse_flood(
            current_session(),
            desk.table,
            author_key=desk.author.key,
            address=request.remote_addr or "",
            number=number,
            pace=_pace,
        )


def _note_or_404(desk: Desk, note_id: uuid.UUID) -> Note:
    is_read = request.method == "GET"
    find = note_queries.note_of if is_read else note_queries.note_to_change
    return find(current_session(), desk.table.id, note_id, desk.own) or abort(404)


def _edit(desk: Desk, note_id: uuid.UUID) -> ResponseReturnValue:
    note = _note_or_404(desk, note_id)
    rounds = rounds_of(current_session(), desk.table.activity_id)
    form = CorrectionForm(
        rounds=rounds,
        text=note.text,
        nature=note.nature.value,
        round=str(note.round_number or ""),
        seen=note_mark(note),
    )
    if form.validate_on_submit():
        try:
            _correct(note, form)
        except NoteInCorpus:
            form.form_errors.append(_("This note is in the corpus: it stays as it is."))
        except NoteChanged:
            form.form_errors.append(
                _("Somebody changed this note meanwhile. It says now: %(text)s", text=note.text)
            )
            form.seen.data = note_mark(note)
        else:
            flash(_("Note corrected."), "success")
            return redirect(desk.pages.link("show"))
    status = 422 if form.errors else status_of(form)
    return render_template(
        "tables/edit.html", desk=desk, note=note, form=form, rounds=rounds
    ), status


def _correct(note: Note, form: CorrectionForm) -> None:
    correct_note(
        note,
        text=form.text.data or "",
        nature=Nature(form.nature.data),
        round_number=form.round_number,
        seen=form.seen.data or "",
    )


def _remove(desk: Desk, note_id: uuid.UUID) -> ResponseReturnValue:
    note = _note_or_404(desk, note_id)
    try:
        remove_note(note)
    except NoteInCorpus:
        flash(_("This note is in the corpus: it stays as it is."), "warning")
        return redirect(desk.pages.link("show"))
    return redirect(desk.pages.link("show", removed=note.id))


def _restore(desk: Desk, note_id: uuid.UUID) -> ResponseReturnValue:
    restore_note(_note_or_404(desk, note_id))
    flash(_("The note is back."), "success")
    return redirect(desk.pages.link("show"))
