"""The page of a receipt: found by its code alone, what it shows, withdrawing, taking away."""

from __future__ import annotations

import dataclasses
import html
import io
import json
import logging
import re
import zipfile
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import create_app
from app.corpus import originals
from app.corpus.codes import digest_of
from app.corpus.moderation.log import log_act
from app.corpus.receipts.issuing import issue, receipt_code, receipts_of_codes
from app.corpus.receipts.mailing import MOST, TooManyToday, mail_receipt
from app.extensions import limiter
from app.models import (
    Activity,
    Channel,
    Consultation,
    Contribution,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Idea,
    IdeaAnswer,
    IdeaComment,
    ModerationAct,
    Note,
    OutgoingMail,
    Receipt,
    Role,
    Submission,
    SubmissionState,
    Verdict,
)
from app.models.types import now
from app.web import limits
from app.workshops.corpus_entry import validate_notes
from tests.conferences import text_of
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    DocumentFactory,
    IdeaBoxFactory,
    NoteFactory,
    RoomTableFactory,
    StrategyFactory,
    StrategyNodeFactory,
    SubmissionCallFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.integration.test_queries_are_few import counted
from tests.invited_people import MailBox

pytestmark = pytest.mark.either_database

WORDS = "Il faut former les bénévoles à la comptabilité."


@dataclass
class Given:
    """An idea that somebody gave, and the code of its receipt."""

    consultation: Consultation
    idea: Idea
    receipt: Receipt
    code: str

    @property
    def door(self) -> str:
        return f"/consultations/{self.consultation.slug}/receipts"

    @property
    def home(self) -> str:
        return f"{self.door}/{self.code}"


@pytest.fixture
def given(app, session) -> Given:
    box = IdeaBoxFactory()
    consultation = session.get_one(Consultation, box.activity.consultation_id)
    key = app.extensions["settings"].secret_key
    receipt = issue(session, box.activity, key=key)
    idea = idea_of(box, "Former", WORDS)
    session.flush()
    contribution = session.get_one(Contribution, idea.contribution_id)
    contribution.receipt_id = receipt.id
    session.commit()
    return Given(consultation, idea, receipt, receipt_code(key, receipt.id))


def _shown(page: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def _decide(session, given: Given, motive: str) -> None:
    """Link the idea with the objective O3."""
    strategy = StrategyFactory(consultation_id=given.consultation.id)
    node = StrategyNodeFactory(strategy_id=strategy.id, code="O3", title="Se former")
    excerpts = sa.select(Excerpt.id).where(Excerpt.contribution_id == given.idea.contribution_id)
    session.add(
        EvidenceLink(
            consultation_id=given.consultation.id,
            excerpt_id=session.scalars(excerpts).one(),
            node_id=node.id,
            status=EvidenceStatus.KEPT,
            motive=motive,
        )
    )
    session.commit()


@pytest.mark.parametrize("change", [str, str.lower, lambda code: f"  {code.replace('-', ' ')} "])
def test_a_code_is_read_however_it_is_typed(client, given, change):
    answer = client.post(given.door, data={"code": change(given.code)})
    assert answer.headers["Location"] == given.home


def test_the_address_of_the_page_may_be_pasted_and_signs_that_look_alike_taken_one_for_another(
    app, session, client, given
):
    pasted = client.post(given.door, data={"code": f"https://site.example{given.home}?after=x"})
    assert pasted.headers["Location"] == given.home
    meant = "QD7JV-22222-33333-44444"
    activity = session.get_one(Activity, given.receipt.activity_id)
    receipts_of_codes(session, activity, [digest_of(meant)])
    session.commit()
    typed = client.post(given.door, data={"code": "00lIU 22222 33333 44444"})
    assert typed.headers["Location"].endswith(meant)


def test_wrong_codes_are_all_told_the_same_sentence(app, session, client, given):
    elsewhere = f"/consultations/{ConsultationFactory().slug}/receipts"
    session.commit()
    made_up = client.post(given.door, data={"code": "22222-33333-44444-55555"})
    foreign = client.post(elsewhere, data={"code": given.code})
    odd = client.post(given.door, data={"code": "\u202e💥" * 20})
    sentence = "Aucun récépissé de cette démarche n’a ce code."
    for answer in (made_up, foreign, odd):
        assert answer.status_code == 422
        assert sentence in _shown(answer.text)
    assert client.get(f"{elsewhere}/{given.code}").status_code == 404
    assert client.get(f"{given.door}/22222-33333-44444-55555").status_code == 404


@pytest.fixture
def limited(app, monkeypatch) -> FlaskClient:
    """A visitor of the same platform, where who comes too often is told to wait."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr(limiter, "enabled", True)
    made = create_app(dataclasses.replace(app.extensions["settings"], rate_limits=True))
    made.config["WTF_CSRF_ENABLED"] = False
    root.handlers, root.level = handlers, level
    return made.test_client()


def test_whoever_guesses_waits_and_is_stopped(limited, given, monkeypatch):
    client, waited = limited, []
    monkeypatch.setattr(limits.time, "sleep", waited.append)
    typed = [client.post(given.door, data={"code": f"guess {n}"}) for n in range(12)]
    asked = [client.get(f"{given.door}/guess-{n}") for n in range(22)]
    right = client.get(given.home)
    assert [answer.status_code for answer in typed] == [422] * 10 + [429] * 2
    assert [answer.status_code for answer in asked] == [404] * 20 + [429] * 2
    assert right.status_code == 429
    assert set(waited) == {limits.COST_OF_A_WRONG_CODE}


def test_the_code_goes_nowhere_from_its_page(client, given):
    answer = client.get(given.home)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    links = re.findall(r'(?:href|src|action)="([^"]+)"', answer.text)
    assert [link for link in links if not link.startswith(("/", "#"))] == []


def test_forms_of_the_page_work_over_tls_where_the_referrer_is_checked(
    app, client, given, monkeypatch
):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = client.get(f"{given.home}/withdraw", base_url="https://localhost").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def sent(**headers: str):
        return client.post(
            f"{given.home}/withdraw",
            data={"csrf_token": token},
            base_url="https://localhost",
            headers=headers,
        )

    assert sent().status_code == 400, "as it would be without any referrer"
    assert sent(Referer="https://localhost/").status_code == 302


def test_until_decisions_are_public_the_page_says_where_the_consultation_is(
    session, client, sign_in, given
):
    _decide(session, given, "Repris tel quel.")
    before = _shown(client.get(given.home).text)
    assert WORDS in before
    assert "Repris tel quel" not in before
    assert "Gardez votre code" in before
    assert "Repris tel quel" in sign_in(given.consultation, Role.WRITER).get(given.home).text
    CharterFactory(consultation_id=given.consultation.id, decisions_are_public=True)
    session.commit()
    page = client.get(given.home).text
    assert "O3 – Se former" in _shown(page)
    assert "Repris tel quel" in _shown(page)
    assert f'href="/consultations/{given.consultation.slug}/became/lines/O3"' in page


def test_an_idea_shows_its_answer_and_what_is_not_decided_yet(session, client, given):
    CharterFactory(consultation_id=given.consultation.id, decisions_are_public=True)
    session.commit()
    assert "Pas encore de réponse" in _shown(client.get(given.home).text)
    for verdict, reason in ((Verdict.CONSIDERED, "À l’étude."), (Verdict.KEPT, "Reprise en O3.")):
        session.add(IdeaAnswer(idea_id=given.idea.id, key=reason, verdict=verdict, reason=reason))
        session.flush()
    session.commit()
    page = _shown(client.get(given.home).text)
    assert "Reprise en O3." in page
    assert "À l’étude" not in page
    assert "Pas encore décidé" in page


def test_a_withdrawn_idea_leaves_the_corpus_and_its_receipt_says_so(session, client, given):
    asked = client.get(f"{given.home}/withdraw")
    assert "ne peut pas être annulé" in _shown(asked.text)
    assert client.post(f"{given.home}/withdraw").headers["Location"] == given.home
    page = _shown(client.get(given.home).text)
    assert "Contribution retirée" in page
    assert WORDS not in page
    session.rollback()
    assert given.idea.contribution.state is ContributionState.WITHDRAWN
    assert client.post(f"{given.home}/withdraw").status_code == 302
    assert client.get(f"{given.home}/withdraw").headers["Location"] == given.home
    assert WORDS not in client.get(f"{given.home}/receipt.txt").text


def test_what_was_turned_down_is_not_withdrawn_over_it(session, client, given):
    given.idea.contribution.state = ContributionState.REJECTED
    session.commit()
    page = _shown(client.get(given.home).text)
    assert WORDS in page
    assert "refusé" in page
    client.post(f"{given.home}/withdraw")
    session.rollback()
    assert given.idea.contribution.state is ContributionState.REJECTED


def test_a_withdrawn_comment_is_counted_no_more(app, session, client, given):
    key = app.extensions["settings"].secret_key
    activity = session.get_one(Activity, given.receipt.activity_id)
    receipt = issue(session, activity, key=key)
    said = contribution_with_excerpt(
        activity, "D’accord.", state=ContributionState.PUBLISHED, receipt_id=receipt.id
    )
    session.add(
        IdeaComment(idea_id=given.idea.id, key="c" * 32, contribution_id=said.contribution_id)
    )
    given.idea.comments = 1
    session.commit()
    home = f"{given.door}/{receipt_code(key, receipt.id)}"
    assert "Former" in _shown(client.get(home).text)
    client.post(f"{home}/withdraw")
    session.rollback()
    assert session.get_one(Idea, given.idea.id).comments == 0


def test_notes_wait_for_the_synthesis_then_are_in_the_corpus(session, client):
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.WORKSHOP)
    code = "22222-33333-44444-55555"
    receipts_of_codes(session, activity, [digest_of(code)])
    table = RoomTableFactory(activity_id=activity.id)
    notes = [NoteFactory(table=table, author_key=digest_of(code)) for _ in range(2)]
    NoteFactory(table=table, author_key="somebody-else", text="D’une autre main")
    session.commit()
    home = f"/consultations/{consultation.slug}/receipts/{code}"
    page = _shown(client.get(home).text)
    assert page.count("attend la synthèse") == 2
    assert "D’une autre main" not in page
    notes[1].removed_at = now()
    validate_notes(session, activity)
    session.commit()
    page = _shown(client.get(home).text)
    assert notes[0].text in page
    assert notes[1].text not in page
    assert "attend la synthèse" not in page
    late = NoteFactory(table=table, author_key=digest_of(code))
    session.commit()
    client.post(f"{home}/withdraw")
    session.rollback()
    assert session.get_one(Note, late.id).removed_at is not None
    said = session.get_one(Contribution, notes[0].contribution_id)
    assert said.state is ContributionState.WITHDRAWN
    assert "Contribution retirée" in _shown(client.get(home).text)


def test_a_written_contribution_is_taken_away_with_its_document(app, session, client):
    call = SubmissionCallFactory()
    consultation = session.get_one(Consultation, call.activity.consultation_id)
    settings = app.extensions["settings"]
    receipt = issue(session, call.activity, key=settings.secret_key)
    kept = originals.keep(io.BytesIO(b"%PDF-1.4"), app.extensions["store"], limit=100)
    document = DocumentFactory(
        activity=call.activity, filename="../note.pdf", sha256=kept.sha256, size=kept.size
    )
    submission = Submission(
        call_id=call.id,
        key="s" * 32,
        receipt_id=receipt.id,
        title="Note de l’association",
        may_be_published=False,
        document_id=document.id,
    )
    session.add(submission)
    session.commit()
    home = f"/consultations/{consultation.slug}/receipts/"
    home += receipt_code(settings.secret_key, receipt.id)
    page = _shown(client.get(home).text)
    assert "Pas encore envoyée" in page
    assert "Note de l’association" in page
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{home}/receipt.zip").data))
    assert archive.read("files/01-note.pdf") == b"%PDF-1.4"
    client.post(f"{home}/withdraw")
    session.rollback()
    assert session.get_one(Submission, submission.id).state is SubmissionState.WITHDRAWN
    assert client.get(f"{home}/receipt.zip").status_code == 404


def test_what_was_recorded_is_taken_away_as_data_as_text_and_on_paper(client, given):
    data = json.loads(client.get(f"{given.home}/receipt.json").text)
    assert [one["text"] for one in data["contributions"]] == [WORDS]
    assert given.code not in json.dumps(data)
    assert WORDS in client.get(f"{given.home}/receipt.txt").text
    paper = client.get(f"{given.home}/receipt.pdf")
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF")


def test_the_code_is_sent_by_mail_and_nothing_is_kept_of_the_address(
    app, session, client, given, work
):
    mails = MailBox(app)
    mails.empty()
    wrong = client.post(f"{given.home}/mail", data={"email": "personne"})
    assert wrong.status_code == 422
    for _ in range(MOST):
        answer = client.post(f"{given.home}/mail", data={"email": "Moi@Exemple.example"})
        assert answer.status_code == 302
    waiting = session.scalars(sa.select(OutgoingMail)).first()
    assert given.code not in waiting.subject + waiting.body
    work()
    session.rollback()
    assert given.code in text_of(mails.messages()[0])
    assert set(session.scalars(sa.select(OutgoingMail.recipient))) == {""}
    assert client.post(f"{given.home}/mail", data={"email": "m@e.example"}).status_code == 422
    assert len(mails.messages()) == MOST


def test_no_receipt_is_mailed_past_the_limit_of_the_day(app, session, given):
    key = app.extensions["settings"].secret_key
    receipt = session.get_one(Receipt, given.receipt.id)
    with pytest.raises(TooManyToday):
        mail_receipt(session, receipt, "a@b.example", key=key, moment=now(), daily_limit=0)


def test_a_page_of_a_receipt_costs_as_many_queries_with_ten_times_the_words(session, client):
    counts = []
    for number in (2, 18):
        activity = ActivityFactory(consultation_id=ConsultationFactory().id)
        consultation = session.get_one(Consultation, activity.consultation_id)
        CharterFactory(consultation_id=consultation.id, decisions_are_public=True)
        code = "22222-33333" if number == 2 else "44444-55555"
        found = receipts_of_codes(session, activity, [digest_of(code)])
        for place in range(number):
            contribution_with_excerpt(
                activity, f"Parole {place}", receipt_id=found[digest_of(code)]
            )
        session.commit()
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}/receipts/{code}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_refusal_is_told_with_its_reason_and_may_be_appealed(session, client, given):
    contribution = session.get_one(Contribution, given.idea.contribution_id)
    contribution.state, contribution.looked_at = ContributionState.REJECTED, now()
    log_act(
        session,
        contribution,
        ModerationAct.REJECTED,
        account_id=None,
        message="Nommez l’idée, pas la personne.",
        details={"reason": "Attaque d’une personne", "told": ""},
    )
    session.commit()
    page = client.get(given.home).text
    assert "Attaque d’une personne" in page
    assert "Nommez l’idée" in page
    assert f'value="{given.code}"' in page, "the appeal is sent with the code"
