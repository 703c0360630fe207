"""Which channel knows what was given with a receipt: one entry a channel.

A new channel gives a class of `Given`: what was recorded, where it is corrected, what withdrawing
does.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.corpus.receipts.given import Given, GivenWords
from app.corpus.receipts.given_answers import GivenResponse
from app.corpus.receipts.given_cards import GivenCards
from app.corpus.receipts.given_ideas import GivenComment, GivenIdea
from app.corpus.receipts.given_notes import GivenNotes
from app.corpus.receipts.given_submissions import GivenSubmission
from app.models import Channel, Receipt

Finder = Callable[[Session, Receipt], Given | None]

CHANNELS: dict[Channel, tuple[Finder, ...]] = {
    Channel.WORKSHOP: (GivenNotes.find,),
    Channel.QUESTIONNAIRE: (GivenResponse.find,),
    Channel.CONFERENCE: (GivenCards.find, GivenNotes.find),
    Channel.IDEA_BOX: (GivenIdea.find, GivenComment.find),
    Channel.SUBMISSION: (GivenSubmission.find,),
    Channel.HEARING: (),
    Channel.REFERENCE: (),
}


def given_with(session: Session, receipt: Receipt) -> Given:
    """What was given with a receipt."""
    for find in CHANNELS[receipt.activity.channel]:
        found = find(session, receipt)
        if found is not None:
            return found
    return GivenWords.find(session, receipt)
