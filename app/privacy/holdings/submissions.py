"""The files of written contributions: what was read of them is among the contributions."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.corpus.held_originals import forget_files
from app.corpus.moderation.masking import masked
from app.models import (
    IN_CORPUS,
    Account,
    Document,
    DocumentPassage,
    DocumentState,
    Participant,
    Submission,
)
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


class SubmissionHolding(Holding):
    """Files as they came, whose properties and signatures name people."""

    key = "submissions"
    columns = frozenset({"submission.receipt_id"})

    @property
    def title(self) -> str:
        return _("Files of written contributions")

    def fate(self, words: Words) -> str:
        return _("The files and their names are erased.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_is_theirs(account))]

    def given(self, session: Session, account: Account) -> list[Row]:
        return [
            {
                _("Title"): one.title,
                _("On behalf of"): one.on_behalf_of,
                _("You sign"): one.signature,
                _("State"): str(label(one.state)),
                _("File"): one.document.filename if one.document else None,
                _("Sent on"): iso(one.sent_at),
            }
            for one in session.scalars(_submissions(account))
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        for one in session.scalars(_submissions(account)).all():
            if one.contribution is None or one.contribution.state not in IN_CORPUS:
                one.title = masked(one.title)
            if one.document is not None:
                _forget_file(session, one.document, choice)


def _is_theirs(account: Account) -> sa.ColumnElement[bool]:
    mine = sa.select(Participant.id).where(Participant.account_id == account.id)
    return Submission.participant_id.in_(mine)


def _submissions(account: Account) -> sa.Select[Submission]:
    return (
        sa.select(Submission)
        .options(joinedload(Submission.document), joinedload(Submission.contribution))
        .where(_is_theirs(account))
        .order_by(Submission.id)
    )


def _forget_file(session: Session, document: Document, choice: Choice) -> None:
    """The file, and what was read of it: what was kept of that stands in the corpus. One that is
    being read at this moment is let go: what will be read of it is not stored."""
    session.refresh(document, with_for_update=True)
    if document.state is DocumentState.READING:
        document.state, document.trouble = DocumentState.REFUSED, {"code": "cancelled"}
    key, document.sha256, document.filename = document.sha256, "", ""
    document.title, document.text = masked(document.title), masked(document.text)
    session.execute(
        sa.update(DocumentPassage)
        .where(DocumentPassage.document_id == document.id)
        .values(corrected=None, location="")
    )
    forget_files(session, [key], choice.store)
