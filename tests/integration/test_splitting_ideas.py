"""A composite idea is split into ideas that are still its author's."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.moderation import redacting
from app.corpus.moderation.deciding import Moderator
from app.corpus.receipts.issuing import issue
from app.ideas.correcting import withdraw
from app.ideas.splitting import (
    Part,
    PartInUse,
    SplitMeanwhile,
    WrongParts,
    join_again,
    passages_of,
    split,
)
from app.ideas.taking_part import IdeaNotPublished
from app.models import (
    ContributionState,
    Excerpt,
    Idea,
    ModerationAct,
    ModerationEvent,
    Notice,
    NoticeKind,
    OrganisationKind,
)
from tests.factories import IdeaBoxFactory, ParticipantFactory, idea_of

TEXT = "Former les bénévoles.  Le soir surtout. Ouvrir un guichet unique.\n\n- Avec un numéro.\n"
PARTS = (Part("Former", (1, 0)), Part("Un guichet", (2,)), Part("Numéro", (0, 3)))


@pytest.fixture
def composite(session) -> Idea:
    box = IdeaBoxFactory()
    author = ParticipantFactory(consultation_id=box.activity.consultation_id)
    idea = idea_of(
        box,
        "Deux idées",
        TEXT,
        participant_id=author.id,
        signature="Zoé",
        kind=OrganisationKind.ASSOCIATION,
        territory="Sarthe",
        supporters=3,
    )
    receipt = issue(session, box.activity, key="key", participant_id=author.id)
    idea.contribution.receipt_id = receipt.id
    session.flush()
    return idea


def _split(session, idea, parts=PARTS, seen=0) -> list[Idea]:
    return split(session, idea, parts, seen=seen, account_id=None)


def test_parts_hold_the_words_as_they_stand_and_are_still_their_authors(session, composite):
    parts = _split(session, composite)
    assert [one.contribution.text for one in parts] == [
        "Former les bénévoles.  Le soir surtout.",
        "Ouvrir un guichet unique.",
        "Former les bénévoles.\n\nAvec un numéro.",
    ]
    for part in parts:
        assert part.split_from_id == composite.id
        assert part.contribution.receipt_id == composite.contribution.receipt_id
        assert part.contribution.state is ContributionState.PUBLISHED
        for same in ("participant_id", "signature", "kind", "territory", "theme_id", "box_id"):
            assert getattr(part, same) == getattr(composite, same)
        assert (part.supporters, part.all_supporters, part.comments) == (0, 0, 0)
    assert (composite.supporters, composite.contribution.text) == (3, TEXT)
    # Its words are in the corpus once.
    assert session.scalar(sa.select(sa.func.count()).select_from(Excerpt)) == 1

    assert _split(session, composite) == parts  # sent twice
    with pytest.raises(SplitMeanwhile):
        _split(session, composite, PARTS[:2])
    event = session.scalars(sa.select(ModerationEvent)).one()
    assert event.act is ModerationAct.SPLIT
    assert event.details == {"parts": [str(part.id) for part in parts]}
    notice = session.scalars(sa.select(Notice)).one()
    assert (notice.kind, notice.contribution_id) == (NoticeKind.SPLIT, composite.contribution_id)


def test_a_split_that_nobody_used_is_undone_and_may_be_made_again(session, composite):
    first, *others = _split(session, composite)
    first.supporters = 1
    with pytest.raises(PartInUse):
        join_again(session, composite, account_id=None)
    assert first.contribution.state is ContributionState.PUBLISHED
    first.supporters = 0
    assert join_again(session, composite, account_id=None) == 3
    assert join_again(session, composite, account_id=None) == 0
    states = {part.contribution.state for part in (first, *others)}
    assert states == {ContributionState.WITHDRAWN}
    with pytest.raises(SplitMeanwhile):
        _split(session, composite, PARTS[:2])
    again = _split(session, composite, seen=3)
    assert {part.contribution.state for part in again} == {ContributionState.PUBLISHED}
    assert not {part.id for part in again} & {part.id for part in (first, *others)}


@pytest.mark.parametrize(
    "parts",
    [
        PARTS[:1],
        PARTS * 3,
        (Part("", (0,)), PARTS[0]),
        (Part("t" * 201, (0,)), PARTS[0]),
        (Part("Vide", ()), PARTS[0]),
        (Part("Ailleurs", (4,)), PARTS[0]),
        (Part("Avant", (-1,)), PARTS[0]),
    ],
)
def test_parts_that_make_no_idea_are_refused_and_none_is_kept(session, composite, parts):
    with pytest.raises(WrongParts):
        _split(session, composite, parts)
    assert session.scalar(sa.select(sa.func.count()).select_from(Idea)) == 1


def test_an_idea_that_not_everybody_reads_is_not_split(session, composite):
    composite.contribution.state = ContributionState.WITHDRAWN
    session.flush()
    with pytest.raises(IdeaNotPublished):
        _split(session, composite)


def test_a_long_idea_is_split_by_paragraphs(session):
    idea = idea_of(IdeaBoxFactory(), text="\n\n".join(["Un mot. Un autre."] * 30))
    assert {passage.text for passage in passages_of(idea.contribution)} == {"Un mot. Un autre."}


def test_an_idea_that_is_taken_back_takes_its_parts_with_it(session, composite):
    parts = _split(session, composite)
    withdraw(session, composite)
    assert {one.contribution.state for one in (composite, *parts)} == {ContributionState.WITHDRAWN}
    assert {one.signature for one in (composite, *parts)} == {""}


def test_words_masked_in_an_idea_are_masked_in_its_parts_and_shown_again_together(
    session, composite
):
    parts = _split(session, composite)
    words = composite.contribution
    redacting.redact(session, words, Moderator(None), ["guichet"])
    assert [one.contribution.text for one in parts][1] == "Ouvrir un ███████ unique."
    assert parts[1].contribution.title == "Un ███████"
    redacting.unmask(session, words, Moderator(None))
    assert parts[1].contribution.text == "Ouvrir un guichet unique."
    assert parts[1].contribution.title == "Un guichet"
