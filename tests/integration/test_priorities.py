"""Rounds of priorities: scored apart, seen together, frozen for good."""

from __future__ import annotations

import pytest

from app.models import DeskComment, Mention, Score, Scorer, Scoring, ScoringState
from tests.scoring_round import ScoringRound, new_key

pytestmark = pytest.mark.either_database


@pytest.fixture
def scored(session, sign_in) -> ScoringRound:
    return ScoringRound(session, sign_in)


def test_nobody_sees_a_score_before_the_round_is_closed(scored):
    scored.score("writer", (5, 5), (1, 1))
    scored.score("member", (4, 1), (4, 4))
    scored.clients["member"].post(f"{scored.address}/done", data={"done": "1"})
    for who in ("steward", "writer"):
        assert "Maud Membre" in scored.seen_by(who)
        for hidden in ("/chart.svg", "/ranking.csv", f"/subjects/{scored.nodes[0].id}"):
            assert scored.clients[who].get(scored.address + hidden).status_code == 404
    assert scored.number_of(Scorer, done_at=None) == 1
    assert 'value="4" id' in scored.seen_by("member", "/mine")
    # Who is done says first that they are not, and a closed round takes nothing.
    scored.score("member", (1, 1), (1, 1))
    scored.act("close")
    scored.score("writer", (1, 1), (1, 1))
    assert scored.number_of(Score, value=1) == 3
    # 5 and (2 × 4 + 1) / 3 = 3, so 4 in the middle; 1 and 4, so 2.5.
    table = scored.clients["member"].get(f"{scored.address}/ranking.csv").text
    first = next(line for line in table.splitlines() if "Objectif" in line)
    assert ";1;" in first
    assert ";3.0;3.5;4.0;4.5;5.0;2" in first
    assert scored.clients["writer"].get(f"{scored.address}/chart.svg").status_code == 200
    assert "Objectif" in scored.seen_by("writer", f"/subjects/{scored.nodes[1].id}")


def test_a_score_that_is_sent_twice_is_one_and_no_opinion_takes_it_away(scored):
    for value in (3, 3, 4):
        scored.score("writer", (value, 2))
    assert (scored.number_of(Score), scored.number_of(Score, value=4)) == (2, 1)
    hostile = {
        f"score-{scored.nodes[0].id.hex}-{scored.criteria[0].id.hex}": "",
        f"score-{scored.nodes[0].id.hex}-{scored.criteria[1].id.hex}": "6",
        f"score-{scored.nodes[0].id.hex}-{scored.nodes[0].id.hex}": "1",
        f"score-{new_key()}-{scored.criteria[0].id.hex}": "1",
        "score-x-y": "1",
    }
    scored.clients["writer"].post(f"{scored.address}/mine", data=hostile)
    assert (scored.number_of(Score), scored.number_of(Score, value=2)) == (1, 1)


def test_a_stranger_to_the_round_neither_reads_nor_scores_it(scored):
    stranger = scored.clients["stranger"]
    assert stranger.get(f"{scored.home}/priorities").status_code == 200
    assert scored.round.title not in stranger.get(f"{scored.home}/priorities").text
    assert stranger.get(scored.address).status_code == 404
    assert scored.score("stranger", (5, 5)).status_code == 404
    # The steward of the round is none of its scorers.
    assert scored.score("steward", (5, 5)).status_code == 404
    assert scored.number_of(Score) == 0


def test_a_frozen_ranking_never_changes(scored):
    assert scored.act("freeze", version="1", body="X", day="2016-11-28").status_code == 422
    kept = scored.frozen()
    assert kept.state is ScoringState.FROZEN
    ranking, seen = kept.ranking, scored.seen_by("member")
    assert "Comité de pilotage" in seen
    assert scored.nodes[0].title in seen
    title = scored.nodes[0].title
    scored.session.merge(scored.nodes[0]).title = "Tout autre chose"
    scored.session.commit()
    scored.act("open")
    scored.act("freeze", version=str(kept.version), body="Une autre instance", day="2016-11-29")
    scored.score("writer", (1, 1), (5, 5))
    edit = scored.clients["steward"].post(
        f"{scored.address}/edit",
        data={
            "version": str(kept.version),
            "title": "Autre titre",
            "criteria-0-title": "a",
            "criteria-1-title": "b",
            "scorers": str(scored.people["writer"].id),
        },
    )
    assert edit.status_code == 422
    now = scored.now()
    assert (now.ranking, now.body, now.title) == (ranking, "Comité de pilotage", scored.round.title)
    seen = scored.seen_by("writer")
    assert title in seen
    assert "Tout autre chose" not in seen


def test_a_round_is_opened_once_and_a_stale_form_shows_both_versions(scored):
    steward = scored.clients["steward"]
    new = {
        "key": new_key(),
        "title": "Un tour",
        "criteria-0-title": "Applicabilité",
        "criteria-0-weight": "3",
        "subjects": [str(scored.nodes[0].id)],
        "scorers": [str(scored.people["writer"].id)],
    }
    for _ in range(2):
        assert steward.post(f"{scored.home}/priorities/new", data=new).status_code == 302
    assert scored.number_of(Scoring, title="Un tour") == 1
    # Its scorer of the team finds it among what names them.
    assert scored.number_of(Mention, account_id=scored.people["writer"].id) == 1
    assert (
        steward.post(f"{scored.home}/priorities/new", data={**new, "subjects": []}).status_code
        == 422
    )

    scored.score("writer", (1, 1))
    form = {
        "version": "1",
        "title": "Le premier",
        "criteria-0-title": "Applicabilité",
        "criteria-0-weight": "9",
        "criteria-1-title": "Mesurabilité",
        "scorers": [str(scored.people["member"].id)],
    }
    assert steward.post(f"{scored.address}/edit", data=form).status_code == 302
    stale = steward.post(f"{scored.address}/edit", data={**form, "title": "Le second"})
    assert stale.status_code == 409
    assert "Le premier" in stale.text
    assert "Le second" in stale.text
    assert scored.now().title == "Le premier"
    # Somebody scored: weights stay, and so does who scored.
    assert {one.weight for one in scored.criteria} == {1, 2}
    assert scored.number_of(Scorer, scoring_id=scored.round.id) == 2


def test_scorers_talk_about_a_subject_once_all_scores_are_seen(scored):
    scored.score("member", (4, 4), (2, 2))
    page = f"/subjects/{scored.nodes[0].id}"
    member = scored.clients["member"]
    said = {"key": new_key(), "text": "Voyons avec @Rémi Rédac."}
    assert member.post(scored.address + page, data=said).status_code == 404
    scored.act("close")
    for _ in range(2):
        assert member.post(scored.address + page, data=said).status_code == 302
    assert scored.number_of(DeskComment, account_id=scored.people["member"].id) == 1
    objective = f"{scored.home}/objectives/{scored.nodes[0].code}"
    assert "Voyons avec" in scored.clients["writer"].get(objective).text
    # What the team says on the page of the objective is not for the members of the committee.
    about = f"{scored.home}/talk/about/node/{scored.nodes[0].id}"
    scored.clients["writer"].post(about, data={"key": new_key(), "text": "Entre nous."})
    assert "Entre nous" in scored.clients["writer"].get(objective).text
    assert "Entre nous" not in scored.seen_by("member", page)
    assert member.get(about).status_code == 403
    scored.act("open")
    assert scored.number_of(Mention, account_id=scored.people["writer"].id) == 2
    assert scored.clients["writer"].get(scored.address + page).status_code == 404
