"""What somebody gave, by their account or their device: theirs alone, in pages, to take away."""

from __future__ import annotations

import io
import zipfile

import pytest
import sqlalchemy as sa

from app.corpus.receipts.issuing import issue, receipt_code
from app.models import (
    Access,
    Account,
    Consultation,
    Contribution,
    ContributionState,
    IdeaSupport,
    Participant,
)
from tests.factories import AccountFactory, IdeaBoxFactory, ParticipantFactory, idea_of
from tests.integration.test_queries_are_few import MOST, counted
from tests.invited_people import FORM
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database


class Giver:
    """Somebody with an account, and the box where they post."""

    def __init__(self, app, session) -> None:
        self.session, self.key = session, app.extensions["settings"].secret_key
        self.box = IdeaBoxFactory()
        self.consultation = session.get_one(Consultation, self.box.activity.consultation_id)
        self.account: Account = AccountFactory()
        self.participant: Participant = ParticipantFactory(
            consultation_id=self.consultation.id, account_id=self.account.id, device_digest=None
        )
        session.commit()

    @property
    def mine(self) -> str:
        return f"/consultations/{self.consultation.slug}/mine"

    def give(self, title: str, participant: Participant | None = None) -> str:
        """Post an idea; the code of its receipt."""
        giver = participant or self.participant
        receipt = issue(self.session, self.box.activity, key=self.key, participant_id=giver.id)
        idea = idea_of(self.box, title, participant_id=giver.id)
        self.session.flush()
        words = self.session.get_one(Contribution, idea.contribution_id)
        words.receipt_id = receipt.id
        self.session.commit()
        return receipt_code(self.key, receipt.id)


@pytest.fixture
def giver(app, session) -> Giver:
    return Giver(app, session)


def test_an_account_finds_what_it_gave_with_its_state_and_nobody_else_does(
    session, client, sign_in, giver
):
    code = giver.give("Une idée à moi")
    other = ParticipantFactory(consultation_id=giver.consultation.id)
    giver.give("Une idée d’autrui", other)
    page = sign_in(account=giver.account).get(giver.mine).text
    assert "Une idée à moi" in page
    assert f"/receipts/{code}" in page
    assert "Une idée d’autrui" not in page
    assert "Une idée" not in client.get(giver.mine).text
    assert client.get(f"{giver.mine}/everything.zip").status_code == 404


def test_a_response_by_account_is_found_with_its_code(session, sign_in, giver):
    questionnaire = opened_questionnaire(session, FORM, giver.consultation)
    questionnaire.access = Access.ACCOUNT
    session.commit()
    person = sign_in(account=giver.account)
    home = f"/consultations/{giver.consultation.slug}/questionnaires/{questionnaire.activity.code}"
    answers = person.post(f"{home}/start").headers["Location"].rsplit("/", 1)[0]
    person.post(f"{answers}/vous", data={"acteur": "asso", "go": "next"})
    person.post(f"{answers}/avis", data={"besoin": "Du temps.", "go": "next"})
    person.post(f"{answers}/end")
    code = answers.rsplit("/", 1)[1]
    page = person.get(giver.mine).text
    assert "Votre principal besoin" in page
    assert f"/receipts/{code}" in page
    receipt = person.get(f"/consultations/{giver.consultation.slug}/receipts/{code}").text
    assert "Du temps." in receipt
    assert "Association" in receipt


def test_words_that_were_withdrawn_are_shown_no_more(session, sign_in, giver):
    giver.give("Une idée")
    session.execute(sa.update(Contribution).values(state=ContributionState.WITHDRAWN))
    session.commit()
    page = sign_in(account=giver.account).get(giver.mine).text
    assert "Retirée" in page
    assert "Il faut former les bénévoles." not in page


def test_ideas_that_are_supported_are_listed_while_everybody_reads_them(session, sign_in, giver):
    ideas = [idea_of(giver.box, "Visible"), idea_of(giver.box, "Retenue")]
    for idea in ideas:
        session.add(IdeaSupport(idea_id=idea.id, participant_id=giver.participant.id))
    session.flush()
    held = session.get_one(Contribution, ideas[1].contribution_id)
    held.state = ContributionState.HELD
    session.commit()
    page = sign_in(account=giver.account).get(f"{giver.mine}/supports").text
    assert "Visible" in page
    assert str(ideas[0].id) in page
    assert "Retenue" not in page


def test_everything_is_taken_away_in_folders(sign_in, giver):
    for number in range(3):
        giver.give(f"Idée numéro {number}")
    answer = sign_in(account=giver.account).get(f"{giver.mine}/everything.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert len([name for name in archive.namelist() if name.endswith("receipt.json")]) == 3
    assert "Idée numéro 2" in archive.read("0003/receipt.txt").decode()


def test_a_long_list_pages_and_costs_as_many_queries(session, sign_in, giver):
    person, counts = sign_in(account=giver.account), []
    giver.give("Idée -1")
    for number in (1, 26):
        for place in range(number):
            giver.give(f"Idée {place}")
        with counted(session.get_bind()) as statements:
            page = person.get(giver.mine)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST
    assert "Page suivante" in page.text
