"""Who takes notes at a table, for this request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import abort, session

from app.corpus.codes import digest_of, new_secret
from app.extensions import current_session, write_intent
from app.models import NoteOrigin, RoomTable
from app.settings import current_settings
from app.web.guard import account_id_of_current_user, current_consultation
from app.workshops.note_queries import table_to_change
from app.workshops.notes import Author
from app.workshops.queries import table_of
from app.workshops.table_codes import notes_code, opens
from app.workshops.table_pages import TablePages

_KEPT_AS = "note_author"


@dataclass(frozen=True)
class Desk:
    """A table, who writes there now, and the addresses that are theirs."""

    table: RoomTable
    author: Author
    pages: TablePages
    receipt_code: str = ""
    """By which a participant follows their notes."""

    @property
    def own(self) -> str | None:
        """The key of the notes that they see; all of them, for a facilitator."""
        return self.author.key or None

    @property
    def is_participant(self) -> bool:
        return self.author.origin is NoteOrigin.PARTICIPANT


def facilitator_desk(table_id: uuid.UUID) -> Desk:
    """Somebody of the consultation, at any of its tables."""
    author = Author(NoteOrigin.FACILITATOR, account_id=account_id_of_current_user())
    return Desk(_table_or_404(table_id), author, TablePages(table_id))


def participant_desk(table_id: uuid.UUID, code: str) -> Desk:
    """Whoever has the code of this turn. Their session cookie keeps what proves their notes."""
    table = _table_or_404(table_id)
    if not opens(current_settings().secret_key, table, code):
        abort(404)
    if _KEPT_AS not in session:
        session[_KEPT_AS] = new_secret()
        session.permanent = True
    receipt_code = notes_code(session[_KEPT_AS], table.activity_id)
    author = Author(NoteOrigin.PARTICIPANT, key=digest_of(receipt_code))
    return Desk(table, author, TablePages(table_id, code), receipt_code)


def _table_or_404(table_id: uuid.UUID) -> RoomTable:
    find = table_to_change if write_intent.get() else table_of
    return find(current_session(), current_consultation().id, table_id) or abort(404)
