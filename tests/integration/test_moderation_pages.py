"""The pages of moderators: the queue, one contribution, the charter, the log, the appeal."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.corpus.moderation import appealing, deciding, redacting
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.piles import Narrowing, Pile, next_key, queue_page
from app.corpus.receipts.issuing import issue, receipt_code
from app.models import (
    Channel,
    Charter,
    CharterReason,
    Contribution,
    ContributionState,
    ModerationAct,
    ModerationEvent,
    Receipt,
    Role,
)
from app.web.paging import Cursor
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    CharterReasonFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    contribution_with_excerpt,
    idea_of,
)

pytestmark = pytest.mark.either_database

HELD, PUBLISHED, REJECTED = (
    ContributionState.HELD,
    ContributionState.PUBLISHED,
    ContributionState.REJECTED,
)
SAID = "Appelez Jeanne au 06 12 34 56 78, elle sait former les bénévoles."


class Queue:
    """A contribution of each pile, and a steward before them."""

    def __init__(self, session, sign_in):
        self.session = session
        self.consultation = ConsultationFactory()
        self.home = f"/consultations/{self.consultation.slug}"
        charter = CharterFactory(consultation_id=self.consultation.id)
        self.reason = CharterReasonFactory(charter_id=charter.id, title="Hors sujet")
        self.ideas = ActivityFactory(consultation_id=self.consultation.id, channel=Channel.IDEA_BOX)
        self.box = IdeaBoxFactory(activity=self.ideas)
        self.workshop = ActivityFactory(
            consultation_id=self.consultation.id, channel=Channel.WORKSHOP
        )
        self.unseen = contribution_with_excerpt(self.workshop, "Le bus manque.").contribution
        alerts = {"alerts": ["phone"], "has_alerts": True}
        self.alerted = contribution_with_excerpt(self.workshop, SAID, **alerts).contribution
        self.held = idea_of(self.box, "Une idée retenue", SAID, state=HELD).contribution
        self.refused = idea_of(self.box, "Une idée refusée").contribution
        deciding.reject(session, self.refused, Moderator(None), reason_id=self.reason.id)
        appealing.appeal(session, self.refused, "Je ne vise personne.")
        self.client = sign_in(self.consultation, Role.STEWARD)

    def page(self, contribution: Contribution, **arguments: str) -> str:
        answer = self.client.get(
            f"{self.home}/moderation/{contribution.id}", query_string=arguments
        )
        assert answer.status_code == 200
        return answer.text

    def decide(self, contribution: Contribution, act: str, page: str, **values: object):
        """Send a form of this page; where it leads."""
        seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
        action = re.search(rf'action="([^"]*/{contribution.id}/{act}[^"]*)"', page)[1]
        answer = self.client.post(action.replace("&amp;", "&"), data={"seen": seen, **values})
        self.session.rollback()
        return answer


@pytest.fixture
def queue(session, sign_in) -> Queue:
    return Queue(session, sign_in)


def _keys(session, queue, cursor: Cursor, narrowing: Narrowing, size: int) -> list[str]:
    page = queue_page(session, queue.consultation.id, narrowing, cursor, size)
    return [line.key for line in page.rows]


def test_what_waits_comes_in_the_order_of_its_urgency_page_by_page_and_back(session, queue):
    order = [
        f"appealed.{queue.refused.id}",
        f"held.{queue.held.id}",
        f"alerts.{queue.alerted.id}",
        f"unseen.{queue.unseen.id}",
    ]
    every = Narrowing()
    assert _keys(session, queue, Cursor(), every, 10) == order
    assert _keys(session, queue, Cursor(), every, 2) == order[:2]
    assert _keys(session, queue, Cursor(order[1]), every, 2) == order[2:]
    assert _keys(session, queue, Cursor(order[3], backwards=True), every, 2) == order[1:3]
    assert _keys(session, queue, Cursor("nothing.at-all"), every, 10) == order
    for narrowing, found in (
        (Narrowing(Pile.HELD), order[1:2]),
        (Narrowing(channel=Channel.WORKSHOP), order[2:]),
        (Narrowing(activity_id=queue.ideas.id), order[:2]),
        (Narrowing(alert="phone"), order[2:3]),
        (Narrowing(Pile.REJECTED), [f"rejected.{queue.refused.id}"]),
        (Narrowing(Pile.SEEN), []),
    ):
        assert _keys(session, queue, Cursor(), narrowing, 10) == found
    following = next_key(session, queue.consultation.id, every, order[0])
    assert following.key == order[1]
    assert next_key(session, queue.consultation.id, every, order[3]).key == order[0]
    elsewhere = ConsultationFactory()
    assert next_key(session, elsewhere.id, every, None) is None


def test_the_queue_leads_from_one_contribution_to_the_next(queue):
    page = queue.client.get(f"{queue.home}/moderation").text
    assert page.index("Une idée refusée") < page.index("Une idée retenue") < page.index("Le bus")
    answer = queue.client.get(f"{queue.home}/moderation/next?channel=idea_box")
    assert f"/moderation/{queue.refused.id}?channel=idea_box" in answer.headers["Location"]
    shown = queue.page(queue.held)
    assert '<mark class="personal-data">06 12 34 56 78</mark>' in shown
    assert f'href="{queue.home}/ideas/{queue.ideas.code}/' in shown
    answer = queue.decide(queue.held, "publish", shown)
    then = queue.client.get(answer.headers["Location"])
    assert f"/moderation/{queue.alerted.id}?" in then.headers["Location"]
    assert str(queue.held.id) in queue.client.get(then.headers["Location"]).text
    assert queue.held.state is PUBLISHED
    unseen = queue.page(queue.unseen)
    assert f'href="{queue.home}/ideas/' not in unseen
    queue.decide(queue.unseen, "look-at", unseen)
    assert queue.unseen.looked_at is not None


def test_a_refusal_wants_a_reason_keeps_what_was_typed_and_is_undone(queue):
    shown = queue.page(queue.held)
    answer = queue.decide(queue.held, "reject", shown, message="<b>Hors du sujet.</b>")
    assert answer.status_code == 422
    assert "&lt;b&gt;Hors du sujet.&lt;/b&gt;" in answer.text
    assert queue.held.state is HELD
    values = {"reason": str(queue.reason.id), "message": "Hors du sujet."}
    assert queue.decide(queue.held, "reject", shown, **values).status_code == 302
    assert queue.held.state is REJECTED
    assert queue.decide(queue.held, "restore", queue.page(queue.held)).status_code == 302
    assert queue.held.state is HELD


def test_the_second_of_two_moderators_is_told_and_keeps_what_they_typed(queue):
    shown = queue.page(queue.held)
    queue.decide(queue.held, "redact", shown, found=["06 12 34 56 78"])
    values = {"reason": str(queue.reason.id), "message": "Un long message."}
    answer = queue.decide(queue.held, "reject", shown, **values)
    assert answer.status_code == 409
    assert "Un long message." in answer.text
    assert queue.held.state is HELD


def test_words_are_masked_by_their_boxes_or_as_they_are_typed_and_shown_to_stewards(queue):
    shown = queue.page(queue.alerted)
    assert queue.decide(queue.alerted, "redact", shown).status_code == 422
    answer = queue.decide(
        queue.alerted, "redact", shown, found=["06 12 34 56 78"], words="jeanne\n\nNantes"
    )
    assert answer.status_code == 302
    assert queue.alerted.text == f"Appelez {'█' * 6} au {'█' * 14}, elle sait former les bénévoles."
    shown = queue.page(queue.alerted)
    assert SAID in shown
    assert queue.decide(queue.alerted, "redact", shown, words="Nantes").status_code == 409
    queue.decide(queue.alerted, "unmask", shown)
    assert queue.alerted.text == SAID


def test_an_appeal_is_answered_on_the_page_of_the_contribution(session, queue):
    shown = queue.page(queue.refused)
    assert "Je ne vise personne." in shown
    assert queue.decide(queue.refused, "appeal", shown, outcome="granted").status_code == 422
    answer = queue.decide(queue.refused, "appeal", shown, outcome="granted", reply="C’est juste.")
    assert answer.status_code == 302
    assert queue.refused.state is PUBLISHED
    charter = queue.client.get(f"{queue.home}/charter").text
    assert "1 contribution a été refusée." in charter
    assert "1 recours a été accepté." in charter


def test_the_author_reads_the_reason_and_appeals_by_their_device_or_their_receipt(
    session, queue, client, app
):
    here = f"{queue.home}/appeals/{queue.unseen.id}"
    deciding.reject(
        session, queue.unseen, Moderator(None), reason_id=queue.reason.id, message="<i>"
    )
    key = app.extensions["settings"].secret_key
    receipt: Receipt = issue(session, queue.workshop, key=key)
    queue.unseen.receipt_id = receipt.id
    session.commit()
    assert client.get(here).status_code == 404
    assert client.post(here, data={"text": "Je proteste.", "code": "A" * 20}).status_code == 404
    code = receipt_code(key, receipt.id)
    refused = client.post(here, data={"text": " ", "code": code, "back": "//evil.example"})
    assert refused.status_code == 422
    assert "Hors sujet" in refused.text
    assert "&lt;i&gt;" in refused.text
    values = {"text": "Je proteste.", "code": code, "back": f"{queue.home}/charter"}
    for _ in range(2):
        answer = client.post(here, data=values)
        assert answer.headers["Location"] == f"{queue.home}/charter"
    acts = sa.select(sa.func.count()).where(ModerationEvent.act == ModerationAct.APPEALED)
    assert session.scalar(acts) == 2  # that of the fixture, and this one once


def test_a_charter_is_proposed_then_written_and_its_reasons_are_retired(session, sign_in, client):
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    home = f"/consultations/{consultation.slug}/charter"
    assert client.get(home).status_code == 200
    proposed = steward.get(f"{home}/edit").text
    assert session.scalars(sa.select(Charter)).all() == []
    assert "Insulte" in proposed
    values = {
        "text": "**Des idées**, pas des personnes.",
        "time": "before",
        "retention_days": "90",
        "made_from": "",
    }
    bad = steward.post(f"{home}/edit", data={**values, "retention_days": "0"})
    assert bad.status_code == 422
    assert steward.post(f"{home}/edit", data=values).status_code == 302
    assert steward.post(f"{home}/edit", data=values).status_code == 302
    later = steward.post(f"{home}/edit", data={**values, "text": "Autre"})
    session.rollback()
    assert later.status_code == 422  # made from no charter, and there is one
    reasons = session.scalars(sa.select(CharterReason).order_by(CharterReason.position)).all()
    assert len(reasons) == 6
    steward.post(f"{home}/reasons/{reasons[0].id}/retire", data={"do": "retire"})
    page = client.get(home).text
    assert "<strong>Des idées</strong>" in page
    assert reasons[0].title not in page
    taken = {"title": reasons[0].title, "text": "Autre texte"}
    assert steward.post(f"{home}/reasons/new", data=taken).status_code == 422
    new = {"title": "Nouveau motif", "text": "Dit à l’auteur."}
    assert steward.post(f"{home}/reasons/new", data=new).status_code == 302
    assert steward.post(f"{home}/reasons/{reasons[1].id}", data=new).status_code == 422
    assert "Nouveau motif" in client.get(home).text


def test_the_log_is_searched_and_taken_away_without_formulas(session, queue):
    message = "=cmd|' /C calc'!A0"
    deciding.reject(
        session, queue.unseen, Moderator(None), reason_id=queue.reason.id, message=message
    )
    redacting.redact(session, queue.alerted, Moderator(None), ["Jeanne"])
    session.commit()
    log = f"{queue.home}/moderation/log"
    assert queue.client.get(log).text.count('role="rowheader"') == 4
    found = queue.client.get(f"{log}?act=rejected&channel=workshop&since=2000-01-01").text
    assert found.count('role="rowheader"') == 1
    assert "Rien ne correspond" in queue.client.get(f"{log}?until=2000-01-01").text
    assert queue.client.get(f"{log}?act=nothing").status_code == 404
    assert queue.client.get(f"{log}?since=yesterday").status_code == 404
    lines = queue.client.get(f"{log}.csv").get_data(as_text=True).splitlines()
    assert len(lines) == 5
    assert "Hors sujet" in lines[1]
    assert ";=cmd" not in "".join(lines)
    assert "'=cmd" in "".join(lines)
