"""Notes that waited in a browser, and come together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.models import RoomTable, Round
from app.web.batches import batch_items, outcome
from app.workshops.capture_forms import NoteForm
from app.workshops.notes import Author, NewNote, keep_note

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


@dataclass(frozen=True)
class Checked:
    """A note of a batch: what is to be kept of it, or why it is not."""

    key: str
    new: NewNote | None
    refusal: str = ""


def check_batch(
    items: Iterable[Mapping[str, str]], *, author: Author, rounds: Sequence[Round]
) -> list[Checked]:
    """Look at each note of a batch, before anything is kept."""
    checked = []
    for item in items:
        # The token came with the batch.
        form = NoteForm(MultiDict(item), rounds=rounds, meta={"csrf": False})
        if form.validate():
            checked.append(Checked(item["key"], form.new_note(author)))
        else:
            sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
            refusal = sentence or _("This note cannot be kept.")
            checked.append(Checked(item["key"], None, refusal))
    return checked


def keep_batch(
    session: Session, table: RoomTable, checked: Iterable[Checked]
) -> list[dict[str, object]]:
    """Keep the notes that can be kept; for each its key and what became of it.

    `before` says that it was there already: an answer of ours was lost on its way.
    """
    return [
        outcome(one.key, one.refusal)
        if one.new is None
        else {**outcome(one.key), "before": not keep_note(session, table, one.new)}
        for one in checked
    ]
