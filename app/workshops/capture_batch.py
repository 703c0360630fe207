"""Notes that waited in a browser, and come together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.models import RoomTable, Round
from app.workshops.capture_forms import NoteForm
from app.workshops.notes import Author, add_note_once

MOST = 100


class NotABatch(ValueError):
    """What came is no batch of notes."""


def read_batch(sent: Any) -> list[dict[str, str]]:
    """The notes of a batch, each as the fields of a form.

    Raises:
        NotABatch: it is something else, or has too many notes.
    """
    items = sent.get("items") if isinstance(sent, dict) else None
    if not isinstance(items, list) or not 0 < len(items) <= MOST:
        raise NotABatch
    if not all(isinstance(one, dict) and isinstance(one.get("key"), str) for one in items):
        raise NotABatch
    names = ("key", "text", "nature", "round")
    return [{name: one[name] for name in names if isinstance(one.get(name), str)} for one in items]


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
            results.append({"key": item["key"], "state": "kept", "before": not is_new})
        else:
            sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
            refused = sentence or _("This note cannot be kept.")
            results.append({"key": item["key"], "state": "refused", "sentence": refused})
    return results
