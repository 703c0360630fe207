"""The consultation review of the demonstration: introduced, with verbatims, and published."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.demonstration import files
from app.demonstration.became import PublicWords
from app.models import Account, CodingVia, Consultation, Role, Theme
from app.publication.review.blocks import Section
from app.publication.review.editing import publish, review_of, write_section
from app.themes.coding.deciding import Coder, Decided, How, code_many


def load_review(
    session: Session, consultation: Consultation, accounts: Mapping[Role, Account]
) -> None:
    """To be loaded late: the review is published with the figures of that moment."""
    file, writer, steward = files.read("review.yaml"), accounts[Role.WRITER], accounts[Role.STEWARD]
    themes = _themes(session, consultation.id)
    said = PublicWords(session, consultation.id)
    decided = {
        said[one["words"]]: Decided(theme_ids=(themes[one["theme"]],)) for one in file["codings"]
    }
    coder = Coder(consultation.id, writer.id)
    code_many(session, coder, decided, How(via=CodingVia.QUEUE), key="demonstration-review")
    for version, (section, text) in enumerate(file["introductions"].items(), start=1):
        write_section(
            session,
            consultation.id,
            Section(section),
            text=text,
            is_hidden=False,
            version=version,
            account_id=writer.id,
        )
    written = review_of(session, consultation.id)
    if written is not None:
        publish(session, consultation, version=written.version, account_id=steward.id)


def _themes(session: Session, consultation_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """By their titles."""
    found = sa.select(Theme.title, Theme.id).where(Theme.consultation_id == consultation_id)
    return dict(session.execute(found).all())
