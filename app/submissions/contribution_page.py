"""What the page of a contribution shows: its words, its file, and what became of its excerpts."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from app.corpus.moderation.kept_back_files import is_kept_back
from app.corpus.passages import Passage, passages
from app.corpus.queries import excerpts_of
from app.documents.typing_in import RETYPED
from app.models import (
    Contribution,
    Document,
    DocumentPassage,
    Excerpt,
)
from app.notifications.noticing import decisions_are_public
from app.publication.became.fate import Fate
from app.publication.became.fates import fates_of
from app.web.prose import without_hidden_signs


class Reader(enum.Enum):
    """As whom somebody reads a contribution."""

    ANYBODY = enum.auto()
    """Its author too: they know what they sent."""
    TEAM = enum.auto()
    STEWARD = enum.auto()


@dataclass(frozen=True)
class ContributionPage:
    """The words in passages, the excerpts, and what became of each of them; None where that is not
    public yet."""

    passages: list[Passage]
    excerpts: Sequence[Excerpt]
    fates: dict[uuid.UUID, Fate] | None
    file: Document | None


def contribution_page(
    session: Session, contribution: Contribution, reader: Reader
) -> ContributionPage:
    """What is shown of a contribution to this reader."""
    excerpts = excerpts_of(session, contribution.id)
    reads_decisions = reader is not Reader.ANYBODY or decisions_are_public(
        session, contribution.consultation_id
    )
    return ContributionPage(
        passages=[
            Passage(without_hidden_signs(part.text), part.excerpt)
            for part in passages(contribution, excerpts)
        ],
        excerpts=excerpts,
        fates=fates_of(session, contribution.consultation_id, [one.id for one in excerpts])
        if reads_decisions
        else None,
        file=file_of(session, contribution, reader),
    )


def file_of(session: Session, contribution: Contribution, reader: Reader) -> Document | None:
    """The file out of which a contribution came; none where its words were typed.

    Only stewards get it once words of it are masked. Everybody else gets it where it says nothing
    that is not public: nothing was left out, or typed anew.
    """
    found = (
        sa.select(Document)
        .options(defer(Document.text))
        .where(Document.contribution_id == contribution.id, Document.filename != "")
    )
    if reader is Reader.ANYBODY:
        found = found.where(
            ~sa.exists().where(
                DocumentPassage.document_id == Document.id, DocumentPassage.is_dropped
            )
        )
    document = session.scalar(found)
    if document is not None and reader is not Reader.STEWARD and is_kept_back(session, document):
        return None
    is_retyped = document is not None and document.trouble.get("code") == RETYPED
    return None if is_retyped and reader is Reader.ANYBODY else document
