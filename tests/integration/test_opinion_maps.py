"""Groups of opinion: asked for, made, shown; and what nobody may learn from them."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from app.models import (
    Card,
    CardOrigin,
    ContributionState,
    Idea,
    IdeaVote,
    Job,
    Judgement,
    OpinionMap,
    Reaction,
    Role,
    RunState,
    Stance,
)
from app.themes.opinions.asking import TooFewNew, ask_for_map, missing_voters
from app.themes.opinions.shown import map_shown
from app.themes.opinions.sources import SourceKind, sources_of, votes_of
from tests.boxes_with_people import Box, make_box
from tests.factories import ActivityFactory, IdeaBoxFactory
from tests.integration.card_rooms import make_room
from tests.integration.counting import MOST, count_of, counted

IDEAS = 9


def _vote(session, box: Box, people: int, first: int = 0) -> list[IdeaVote]:
    """Two camps: all like each third idea, each camp one half of the others."""
    found = session.scalars(sa.select(Idea.id).where(Idea.box_id == box.box.id).order_by(Idea.id))
    ideas = found.all() or [box.idea(f"Idée {number}").id for number in range(IDEAS)]
    votes = []
    for number in range(first, first + people):
        person = box.device()
        for place, idea_id in enumerate(ideas):
            likes = place % 3 == 0 or place % 3 == number % 2 + 1
            said = Judgement.AGREE if likes else Judgement.DISAGREE
            votes.append(IdeaVote(idea_id=idea_id, participant_id=person.id, judgement=said))
    session.add_all(votes)
    session.commit()
    return votes


def _source(session, box: Box):
    session.rollback()
    return sources_of(session, box.consultation.id)[0]


def _post(client, box: Box, **more: str):
    data = {"kind": "ideas", "source": str(box.box.id), **more}
    return client.post(f"/consultations/{box.consultation.slug}/opinions", data=data)


def test_a_writer_asks_for_groups_and_everybody_of_the_team_reads_them(session, sign_in, work):
    box = make_box()
    _vote(session, box, 24)
    writer = sign_in(box.consultation, Role.WRITER)
    home = f"/consultations/{box.consultation.slug}/opinions"
    first, again = _post(writer, box), _post(writer, box)
    assert first.status_code == again.status_code == 302
    assert first.location == again.location
    assert (count_of(session, OpinionMap), count_of(session, Job)) == (1, 1)
    work()
    session.rollback()
    found = session.scalars(sa.select(OpinionMap)).one()
    assert (found.state, found.voters) == (RunState.DONE, 24)
    assert writer.get(first.location).location.endswith(f"/opinions/{found.id}")
    reader = sign_in(box.consultation, Role.FACILITATOR)
    for path in (home, f"{home}/{found.id}"):
        with counted(session.get_bind()) as statements:
            page = reader.get(path)
        assert page.status_code == 200
        assert len(statements) <= MOST
    assert "2 groupes : accord sur 3 idées, désaccord sur 6 idées." in page.text
    assert reader.get(f"{home}/{found.id}/groups.svg").mimetype == "image/svg+xml"
    assert _post(reader, box).status_code == 403


def test_what_is_kept_tells_nobodys_vote(session, sign_in, work):
    box = make_box()
    votes = _vote(session, box, 23)
    _post(sign_in(box.consultation, Role.STEWARD), box)
    work()
    session.rollback()
    content = session.scalars(sa.select(OpinionMap)).one().content
    assert [one["size"] for one in content["groups"]] == [10, 10]
    pairs = [pair for one in content["statements"] for pair in one["groups"].values()]
    shares = [share for pair in pairs for share in pair]
    assert shares
    assert all(share % 5 == 0 and 5 <= share <= 95 for share in shares)
    written = json.dumps(content)
    assert not any(vote.participant_id.hex in written for vote in votes)
    assert not any(str(vote.participant_id) in written for vote in votes)


def test_groups_are_made_again_once_five_more_people_voted(session, sign_in, work):
    box = make_box()
    _vote(session, box, 20)
    writer = sign_in(box.consultation, Role.WRITER)
    _post(writer, box)
    work()
    session.rollback()
    made = session.scalars(sa.select(OpinionMap)).one().content
    before = [one["groups"] for one in made["statements"]]
    _vote(session, box, 4, first=20)
    source = _source(session, box)
    assert missing_voters(source) == 1
    with pytest.raises(TooFewNew):
        ask_for_map(session, source, consultation_id=box.consultation.id, account_id=None)
    session.rollback()
    assert "Moins de cinq personnes" in writer.get(_post(writer, box).location).text
    assert count_of(session, Job) == 1
    _vote(session, box, 1, first=24)
    _post(writer, box)
    work()
    session.rollback()
    found = session.scalars(sa.select(OpinionMap)).one()
    assert found.voters == 25
    # Who says what keeps their name.
    assert [one["groups"] for one in found.content["statements"]] == before


def test_few_voters_are_counted_and_votes_on_what_is_hidden_are_not_read(session, sign_in, work):
    box = make_box()
    _vote(session, box, 6)
    hidden = box.idea("Retenue", state=ContributionState.HELD)
    person = box.device()
    vote = IdeaVote(idea_id=hidden.id, participant_id=person.id, judgement=Judgement.AGREE)
    session.add(vote)
    session.commit()
    assert _source(session, box).voters == 6
    steward = sign_in(box.consultation, Role.STEWARD)
    _post(steward, box)
    work()
    session.rollback()
    found = session.scalars(sa.select(OpinionMap)).one()
    shown = map_shown(session, found)
    assert (shown.groups, shown.voters, len(shown.all)) == ((), 6, IDEAS)
    page = steward.get(f"/consultations/{box.consultation.slug}/opinions/{found.id}")
    assert "Trop peu de personnes" in page.text
    assert "Retenue" not in page.text


def test_cards_of_a_conference_are_voters_and_to_amend_is_neither(session):
    room = make_room(session)
    for stance in Stance:
        card = Card(form_id=room.form.id, key=f"{stance}", origin=CardOrigin.PHONE)
        session.add(card)
        session.flush()
        session.add(Reaction(card_id=card.id, node_id=room.nodes[0].id, stance=stance))
    session.commit()
    source = sources_of(session, room.consultation.id)[0]
    assert (source.kind, source.voters) == (SourceKind.CARDS, 3)
    found = ask_for_map(session, source, consultation_id=room.consultation.id, account_id=None)
    assert sorted(vote.value for vote in votes_of(session, found)) == [-1, 0, 1]


def test_what_is_not_here_is_refused(session, sign_in, work):
    box = make_box()
    _vote(session, box, 1)
    elsewhere = IdeaBoxFactory(activity=ActivityFactory(channel="idea_box"))
    writer = sign_in(box.consultation, Role.WRITER)
    assert _post(writer, box, source=str(elsewhere.id)).status_code == 404
    assert _post(writer, box, source="x").status_code == 400
    assert _post(writer, box, kind="people").status_code == 400
    # Votes that are taken back before the work begins.
    _post(writer, box)
    session.execute(sa.delete(IdeaVote))
    session.commit()
    work()
    session.rollback()
    found = session.scalars(sa.select(OpinionMap)).one()
    assert found.state is RunState.FAILED
    page = writer.get(f"/consultations/{box.consultation.slug}/opinions/{found.id}")
    assert "n’est pas allée à son terme" in page.text
