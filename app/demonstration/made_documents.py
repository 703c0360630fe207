"""What the demonstration gives to take away, made by its worker like any other document."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Consultation, MadeDocument, MadeFormat, MadeKind, VersionState
from app.publication.documents.asking import Wanted, ask
from app.publication.documents.queries import versions_offered
from app.publication.open_data.asking import ask as ask_for_open_data
from app.strategy.queries import strategy_of


def ask_for_documents(session: Session, consultation: Consultation) -> None:
    """Have the strategy, the review and the open data made, once."""
    asked = sa.select(MadeDocument.id).where(MadeDocument.consultation_id == consultation.id)
    strategy = strategy_of(session, consultation.id)
    if strategy is None or session.scalar(asked.limit(1)) is not None:
        return
    published = next(
        (
            one.id
            for one in versions_offered(session, strategy.id)
            if one.state is VersionState.PUBLISHED
        ),
        None,
    )
    made = [
        ask(session, consultation.id, wanted, account_id=None, key=f"demonstration-{wanted.kind}")
        for wanted in (
            Wanted(MadeKind.STRATEGY, MadeFormat.PDF, version_id=published),
            Wanted(MadeKind.REVIEW, MadeFormat.ODT),
        )
    ]
    made.append(ask_for_open_data(session, consultation.id, None))
    # Nobody is there to offer them once they are made.
    for one in made:
        one.is_public = True
    session.flush()
