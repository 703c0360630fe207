"""Notes that waited in a browser, and come together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.models import RoomTable, Round
from app.web.batches import batch_items, outcome
from app.workshops.capture_forms import NoteForm
from app.workshops.notes import Author, add_note_once

MOST = 100


def read_batch(sent: Any) -> list[dict[str, str]]:
    """The notes of a batch, each as the fields of a form.

    Raises:
        app.web.batches.NotABatch: it is something else, or has too many notes.
    """
    names = ("key", "text", "nature", "round")
    return [
        {name: one[name] for name in names if isinstance(one.get(name), str)}
        for one in batch_items(sent, MOST)
    ]


def keep_batch(
    session: Session,
    table: RoomTable,
    items: Sequence[Mapping[str, str]],
    *,
    author: Author,
    rounds: Sequence[Round],
) -> list[dict[str, object]]:
    """Keep the notes that can be kept; for each its key and what became of it.

    `before` says that it was there already: an answer of ours was lost on its way.
    """
    results: list[dict[str, object]] = []
    for item in items:
        # The token came with the batch.
        form = NoteForm(MultiDict(item), rounds=rounds, meta={"csrf": False})
        if form.validate():
            _note, is_new = add_note_once(session, table, form.new_note(author))
            results.append({**outcome(item["key"]), "before": not is_new})
        else:
            sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
            results.append(outcome(item["key"], sentence or _("This note cannot be kept.")))
    return results
