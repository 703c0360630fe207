"""Whom a notice about a contribution may be told to."""

from __future__ import annotations

from app.corpus.receipts.issuing import issue
from app.ideas.concerned import Concerned, concerned_by
from app.models import Contribution, IdeaSupport
from tests.factories import IdeaBoxFactory, ParticipantFactory, contribution_with_excerpt, idea_of


def test_an_idea_concerns_its_author_its_supporters_and_those_of_the_ideas_it_leads(session):
    box = IdeaBoxFactory()
    author, other, *supporters = [
        ParticipantFactory(consultation_id=box.activity.consultation_id) for _ in range(5)
    ]
    lead = idea_of(box, participant_id=author.id)
    member = idea_of(box, participant_id=other.id, lead_id=lead.id)
    apart = idea_of(box)
    receipt = issue(session, box.activity, key="key", participant_id=other.id)
    session.get_one(Contribution, member.contribution_id).receipt_id = receipt.id
    for idea, supporter in zip((lead, member, apart), supporters, strict=True):
        session.add(IdeaSupport(idea_id=idea.id, participant_id=supporter.id))
    session.flush()

    first, second, _elsewhere = (supporter.id for supporter in supporters)
    everybody = frozenset({author.id, other.id, first, second})
    assert concerned_by(session, lead.contribution_id) == Concerned(
        everybody, frozenset({receipt.id})
    )
    # What happens to a member alone is no news for the rest of its group.
    assert concerned_by(session, member.contribution_id) == Concerned(
        frozenset({other.id, second}), frozenset({receipt.id})
    )


def test_a_contribution_of_another_channel_concerns_who_holds_its_receipt(session):
    box = IdeaBoxFactory()
    author = ParticipantFactory(consultation_id=box.activity.consultation_id)
    receipt = issue(session, box.activity, key="key", participant_id=author.id)
    said = contribution_with_excerpt(box.activity, "Une parole.", receipt_id=receipt.id)
    assert concerned_by(session, said.contribution_id) == Concerned(
        frozenset({author.id}), frozenset({receipt.id})
    )
