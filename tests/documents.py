"""Documents that were read, for the tests of what people do with them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.corpus.intake import cut
from app.documents.queries import passages_in_order
from app.models import Activity, Channel, Document, DocumentPassage, DocumentState
from tests.factories import SESSION, ActivityFactory, DocumentFactory

TEXT = """# Constats

Le bus du soir manque. Les horaires ne vont pas.

Les bénévoles sont fatigués.

# Propositions

- Un guichet unique
- Une navette le samedi
"""


def activity_of(consultation, channel: Channel = Channel.WORKSHOP, **values: object) -> Activity:
    return ActivityFactory(consultation_id=consultation.id, channel=channel, **values)


def document_to_check(activity: Activity, text: str = TEXT, **values: object) -> Document:
    """A document that was read, each paragraph and item a passage."""
    document = DocumentFactory(
        activity=activity, **{"state": DocumentState.TO_CHECK, "text": text, **values}
    )
    session = SESSION.get()
    session.add_all(
        DocumentPassage(
            document_id=document.id, start=span.start, end=span.end, location=span.location
        )
        for span in cut(text)
    )
    session.commit()
    return document


def passages_of(session: Session, document: Document) -> list[DocumentPassage]:
    return list(session.scalars(passages_in_order(document.id)))


def words_of(session: Session, document: Document) -> list[str]:
    """What each passage says, in order."""
    return [
        one.corrected or document.text[one.start : one.end]
        for one in passages_of(session, document)
    ]
