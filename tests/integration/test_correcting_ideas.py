"""One's own idea: corrected while the box is open, withdrawn at any time."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.ideas.correcting import NotToBeChanged, correct, withdraw
from app.ideas.posting import NewIdea
from app.models import ContributionState, Excerpt, Idea, Role
from app.models.types import now
from tests.factories import idea_of
from tests.integration.test_many_at_once import at_once
from tests.posting import OpenBox

pytestmark = pytest.mark.either_database


@pytest.fixture
def box(app, session) -> OpenBox:
    return OpenBox(app, session)


@pytest.fixture
def idea(client, box) -> Idea:
    """One that the visitor posted."""
    box.post(client, text="Le soir.", signature="Claire")
    (posted,) = box.ideas()
    posted.supporters = posted.all_supporters = 3
    box.session.commit()
    return posted


def _fields(box: OpenBox, idea: Idea, **said: str) -> dict[str, str]:
    filled = {"text": "Le matin.", "signature": "Claire", "made_from": str(idea.contribution_id)}
    return {**box.fields(), **filled, **said}


def test_a_correction_puts_other_words_in_place_and_keeps_supports_and_receipt(
    session, client, app, box, idea
):
    former, address = idea.contribution, f"{box.home}/{idea.id}"
    assert "Le soir." in client.get(f"{address}/correct").text
    fields = _fields(box, idea, theme=str(box.themes[0].id))
    for _ in range(2):
        answer = client.post(f"{address}/correct", data=fields)
        assert answer.headers["Location"] == address
    (corrected,) = box.ideas()
    said = corrected.contribution
    assert (said.text, corrected.all_supporters) == ("Le matin.", 3)
    assert (said.receipt_id, said.respondent_id) == (former.receipt_id, former.respondent_id)
    assert corrected.theme.title == "Financer"
    assert [one.state for one in box.contributions()] == [
        ContributionState.WITHDRAWN,
        ContributionState.PUBLISHED,
    ]
    assert "Le soir." not in app.test_client().get(address).text


def test_a_new_signature_alone_makes_no_other_contribution(client, box, idea):
    fields = _fields(box, idea, text="Le soir.", signature="")
    client.post(f"{box.home}/{idea.id}/correct", data=fields)
    assert box.ideas()[0].signature == ""
    assert len(box.contributions()) == 1


def test_of_two_corrections_at_once_the_second_is_told_and_keeps_its_words(client, box, idea):
    address = f"{box.home}/{idea.id}/correct"
    cookie = client.get_cookie("sillage_device").value
    browsers = [box.app.test_client() for _ in range(2)]
    for one in browsers:
        one.set_cookie("sillage_device", cookie)
    answers = at_once(
        [
            lambda at=at, one=one: one.post(address, data=_fields(box, idea, text=f"Mots {at}."))
            for at, one in enumerate(browsers)
        ]
    )
    refused = next(one for one in answers if one.status_code == 422)
    assert sorted(one.status_code for one in answers) == [302, 422]
    assert "corrigée entre-temps" in refused.text
    assert len(box.contributions()) == 2
    kept = box.ideas()[0].contribution.text
    assert ("Mots 1." if kept == "Mots 0." else "Mots 0.") in refused.text


def test_a_correction_does_not_publish_what_waits_for_a_moderator(session, client, box):
    box.post(client, website="http://x.example")
    (idea,) = box.ideas()
    client.post(f"{box.home}/{idea.id}/correct", data=_fields(box, idea))
    said = box.ideas()[0].contribution
    assert (said.text, said.state) == ("Le matin.", ContributionState.HELD)
    assert said.alerts == ["robot-field"]


def test_a_box_that_closed_takes_no_correction_but_gives_ideas_back(client, box, idea):
    box.close()
    answer = client.post(f"{box.home}/{idea.id}/correct", data=_fields(box, idea))
    assert (answer.status_code, "Le matin." in answer.text) == (422, True)
    assert client.post(f"{box.home}/{idea.id}/withdraw").status_code == 302
    assert box.ideas()[0].contribution.state is ContributionState.WITHDRAWN


def test_nobody_else_corrects_or_withdraws_an_idea(sign_in, app, box, idea):
    for other in (app.test_client(), sign_in(box.consultation, Role.STEWARD)):
        address = f"{box.home}/{idea.id}"
        assert other.get(f"{address}/correct").status_code == 404
        assert other.post(f"{address}/correct", data=_fields(box, idea)).status_code == 404
        assert other.post(f"{address}/withdraw").status_code == 404
    assert box.ideas()[0].contribution.state is ContributionState.PUBLISHED


def test_a_withdrawn_idea_keeps_its_supports_and_shows_its_words_to_nobody(
    session, client, sign_in, box, idea
):
    grouped = idea_of(box.box, title="Une idée du groupe", lead_id=idea.id)
    session.commit()
    for _ in range(2):
        assert client.post(f"{box.home}/{idea.id}/withdraw").status_code == 302
    (withdrawn, _) = box.ideas()
    assert (withdrawn.signature, withdrawn.all_supporters) == ("", 3)
    for reader in (client, box.app.test_client(), sign_in(box.consultation, Role.STEWARD)):
        page = reader.get(f"{box.home}/{idea.id}")
        assert page.status_code == 200
        assert "Son auteur a retiré cette idée" in page.text
        assert not [word for word in ("Former", "Le soir", "Claire") if word in page.text]
    listed = client.get(box.home).text
    assert "Former les bénévoles" not in listed
    assert "Une idée du groupe" in listed
    assert client.get(f"{box.home}/{grouped.id}").status_code == 200
    assert client.post(f"{box.home}/{idea.id}/correct", data=_fields(box, idea)).status_code == 422


def test_whoever_holds_the_receipt_corrects_and_withdraws_without_being_known(session, box, idea):
    new = NewIdea(title="Une autre idée", text="D’autres mots.")
    correct(session, idea, new, made_from=idea.contribution_id, moment=now())
    assert idea.contribution.title == "Une autre idée"
    withdraw(session, idea)
    with pytest.raises(NotToBeChanged):
        correct(session, idea, new, made_from=idea.contribution_id, moment=now())
    assert session.scalar(sa.select(sa.func.count()).select_from(Excerpt)) == 2


def test_a_rejected_idea_stays_as_it_is(session, client, box, idea):
    idea.contribution.state = ContributionState.REJECTED
    session.commit()
    client.post(f"{box.home}/{idea.id}/withdraw")
    client.post(f"{box.home}/{idea.id}/correct", data=_fields(box, idea))
    assert box.ideas()[0].contribution.state is ContributionState.REJECTED
    assert box.app.test_client().get(f"{box.home}/{idea.id}").status_code == 404
    assert "a été refusée" in client.get(f"{box.home}/{idea.id}").text
