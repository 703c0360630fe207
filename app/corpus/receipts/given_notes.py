"""The notes that somebody wrote in a workshop or a session, without an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.receipts.given import Given, withdraw_words, words_are_withdrawn
from app.models import Note, Receipt
from app.storage.store import Store
from app.workshops.notes import remove_note

MOST_SHOWN = 100


@dataclass(frozen=True)
class GivenNotes(Given):
    """`waiting` are the first of the notes that are not in the corpus yet, `number_waiting` counts
    them all."""

    receipt: Receipt
    waiting: tuple[Note, ...]
    number_waiting: int
    taken_back: bool

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenNotes | None:
        if not session.scalar(sa.select(_notes_of(receipt).exists())):
            return None
        waiting = _waiting(receipt)
        count = waiting.with_only_columns(sa.func.count())
        number = session.scalar(count) or 0
        withdrawn = not number and words_are_withdrawn(session, receipt.id)
        first = session.scalars(waiting.order_by(Note.id).limit(MOST_SHOWN)).all()
        return cls(receipt, tuple(first), number, withdrawn)

    @property
    def is_withdrawn(self) -> bool:
        return self.taken_back

    def withdraw(self, session: Session, store: Store) -> None:
        """Notes that wait are locked: none enters the corpus meanwhile."""
        for note in session.scalars(
            _waiting(self.receipt).with_for_update().execution_options(populate_existing=True)
        ):
            remove_note(note)
        withdraw_words(session, self.receipt.id)

    @property
    def consequences(self) -> str:
        return _(
            "The notes that wait are taken off the table; those that were taken up are no longer"
            " read or cited. The lines that a synthesis drew from them stay: they are the words of"
            " the room. This cannot be undone here."
        )

    @property
    def correcting(self) -> str:
        if not self.number_waiting:
            return ""
        return _(
            "Notes that wait are corrected on the page of the table, in the browser where you wrote"
            " them."
        )


def _notes_of(receipt: Receipt) -> sa.Select[uuid.UUID]:
    return sa.select(Note.id).where(
        Note.activity_id == receipt.activity_id, Note.author_key == receipt.digest
    )


def _waiting(receipt: Receipt) -> sa.Select[Note]:
    return sa.select(Note).where(
        Note.activity_id == receipt.activity_id,
        Note.author_key == receipt.digest,
        Note.contribution_id.is_(None),
        Note.removed_at.is_(None),
    )
