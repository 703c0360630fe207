"""Digests: what happened is told once, to those whom it concerns, as it stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from app.cli.writing import transaction
from app.ideas.concerned import concerned_by
from app.jobs.services import REST
from app.models import (
    ContributionState,
    Excerpt,
    Frequency,
    IdeaAnswer,
    IdeaSupport,
    Job,
    JobState,
    MailState,
    MailTrouble,
    ModerationAct,
    ModerationEvent,
    Notice,
    NoticeKind,
    OutgoingMail,
    Participant,
    Receipt,
    ReceiptFollower,
    Verdict,
)
from app.models.types import PARIS, now
from app.notifications import digest_job, digests
from app.notifications.numbering import number_new
from app.strategy import evidence
from app.strategy.evidence import Decider
from tests.factories import (
    AccountFactory,
    CharterFactory,
    ParticipantFactory,
    StrategyFactory,
    StrategyNodeFactory,
    idea_of,
)
from tests.integration.test_many_at_once import at_once
from tests.subscribers import Following, words_of

pytestmark = pytest.mark.either_database

DAY = dt.timedelta(days=1)


@pytest.fixture
def following(app, session, work) -> Following:
    return Following(app, session, work)


def _participant(following, account=None) -> Participant:
    values = {"account_id": account.id, "device_digest": None} if account else {}
    return ParticipantFactory(consultation_id=following.consultation.id, **values)


def _answer(following, idea, verdict=Verdict.KEPT, reason="Oui, dès 2017.") -> None:
    following.session.add(
        IdeaAnswer(idea_id=idea.id, key=str(now()), verdict=verdict, reason=reason)
    )
    following.note(idea, NoticeKind.ANSWERED)


def test_who_follows_everything_is_told_once_at_once(following):
    following.follower(everything=Frequency.EACH)
    idea = idea_of(following.box, "Des vélos cargos")
    following.note(idea, NoticeKind.PUBLISHED)
    (text,) = following.texts()
    assert "• Des vélos cargos\nNouvelle idée\nIl faut former les bénévoles." in text
    assert f"{following.home}/ideas/B1/{idea.id}" in text
    assert following.texts() == [], "what was told is not told again"


def test_digests_that_failed_rest_for_an_hour_before_they_are_asked_for_again(following):
    following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box, "Des vélos cargos"), NoticeKind.PUBLISHED)
    assert following.ask() == 1
    job = following.session.scalars(sa.select(Job)).one()
    job.end(JobState.FAILED, {"code": "unexpected"})
    following.session.commit()
    assert following.ask() == 0
    assert following.ask(now() + REST) == 1


def test_the_author_and_the_supporters_are_told_of_the_official_answer(following):
    author, supporter, other = (AccountFactory() for _ in range(3))
    people = [_participant(following, one) for one in (author, supporter, other)]
    lead = idea_of(following.box, "Des vélos cargos", participant_id=people[0].id)
    grouped = idea_of(following.box, "Vélos", lead_id=lead.id)
    following.session.add(IdeaSupport(idea_id=grouped.id, participant_id=people[1].id))
    idea_of(following.box, "Autre chose", participant_id=people[2].id)
    _answer(following, lead)
    messages = following.sent()
    assert {str(one["To"]) for one in messages} == {author.email, supporter.email}
    assert "Réponse officielle : Retenue\nOui, dès 2017." in words_of(messages[0])
    told = concerned_by(following.session, lead.contribution_id).participant_ids
    assert told == {people[0].id, people[1].id}, "the same arrows the other way round"


def test_what_a_moderator_did_is_told_to_the_author_alone_and_without_the_words(following):
    author, supporter = AccountFactory(), AccountFactory()
    posted = _participant(following, author)
    idea = idea_of(
        following.box, "Gros mot", participant_id=posted.id, state=ContributionState.REJECTED
    )
    one = _participant(following, supporter)
    following.session.add(IdeaSupport(idea_id=idea.id, participant_id=one.id))
    following.session.add(
        ModerationEvent(
            consultation_id=following.consultation.id,
            contribution_id=idea.contribution_id,
            act=ModerationAct.REJECTED,
            message="Pas de mise en cause.",
        )
    )
    following.follower(everything=Frequency.EACH)
    following.note(idea, NoticeKind.REJECTED)
    (message,) = following.sent()
    assert message["To"] == author.email
    text = words_of(message)
    assert "a été refusée" in text
    assert "Pas de mise en cause." in text
    assert "Gros mot" not in text
    assert f"{following.home}/mine" in text


def test_who_follows_a_receipt_is_told_without_an_account(following):
    subscription = following.follower(own=Frequency.EACH)
    idea = idea_of(following.box, "Des vélos cargos")
    receipt = Receipt(
        consultation_id=following.consultation.id,
        activity_id=following.box.activity_id,
        digest="d" * 64,
    )
    following.session.add(receipt)
    following.session.flush()
    idea.contribution.receipt_id = receipt.id
    following.session.add(ReceiptFollower(receipt_id=receipt.id, subscription_id=subscription.id))
    _answer(following, idea)
    assert concerned_by(following.session, idea.contribution_id).receipt_ids == {receipt.id}
    assert "Des vélos cargos" in following.texts()[0]


def test_nothing_withdrawn_meanwhile_is_told_and_an_empty_digest_is_not_sent(following):
    following.follower(everything=Frequency.EACH)
    idea = idea_of(following.box, "Retirée")
    following.note(idea, NoticeKind.PUBLISHED)
    following.ask()
    idea.contribution.state = ContributionState.WITHDRAWN
    following.session.commit()
    following.work()
    assert following.mails.messages() == []


def test_a_message_says_what_is_true_when_it_leaves(following, app):
    """It was put in the outbox before the idea was withdrawn, and before another answer."""
    following.follower(everything=Frequency.EACH)
    gone, kept = idea_of(following.box, "Retirée"), idea_of(following.box, "Gardée")
    for one in (gone, kept):
        _answer(following, one, Verdict.CONSIDERED)
    following.ask()
    with app.app_context():
        assert digests.make_some(following.session, following.consultation.id, now(), 100)
        _answer(following, kept, Verdict.SET_ASIDE, "Hors budget.")
        gone.contribution.state = ContributionState.WITHDRAWN
        following.session.commit()
    following.work()
    (message,) = following.mails.messages()
    text = words_of(message)
    assert "Retirée" not in text
    assert "Hors budget." in text


def test_a_daily_digest_leaves_at_eight_in_paris_and_gathers_the_day(following):
    clock = dt.datetime(2016, 7, 5, 7, 0, tzinfo=PARIS)
    following.follower(
        everything=Frequency.DAILY, everything_sent_at=clock - dt.timedelta(hours=20)
    )
    for title in ("Une", "Deux"):
        following.note(idea_of(following.box, title), NoticeKind.PUBLISHED)
    assert not _made_at(following, clock + dt.timedelta(minutes=59))
    assert _made_at(following, clock + dt.timedelta(hours=1))
    (text,) = following.texts()
    assert text.index("• Une") < text.index("• Deux")
    following.note(idea_of(following.box, "Trois"), NoticeKind.PUBLISHED)
    assert not _made_at(following, clock + dt.timedelta(hours=9))
    assert _made_at(following, clock + dt.timedelta(hours=25))


def test_a_clock_that_was_ahead_makes_nobody_wait(following):
    following.follower(everything=Frequency.DAILY, everything_sent_at=now() + 300 * DAY)
    following.note(idea_of(following.box, "Une"), NoticeKind.PUBLISHED)
    assert len(following.texts()) == 1


def test_a_notice_that_is_committed_late_or_by_a_slow_clock_is_not_lost(following):
    following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box, "Première"), NoticeKind.PUBLISHED)
    assert len(following.texts()) == 1
    late = idea_of(following.box, "Tardive")
    following.session.add(
        Notice(
            id=uuid.UUID("01500000-0000-7000-8000-000000000001"),
            consultation_id=following.consultation.id,
            kind=NoticeKind.PUBLISHED,
            contribution_id=late.contribution_id,
            is_public=True,
        )
    )
    following.session.commit()
    (text,) = following.texts()
    assert "Tardive" in text
    assert "Première" not in text


def _made_at(following, moment) -> bool:
    """Whether something was put in the outbox at this moment."""
    count = sa.select(sa.func.count()).select_from(OutgoingMail)
    number_new(following.session, following.consultation)
    before = following.session.scalar(count)
    digests.make_some(following.session, following.consultation.id, moment, 100)
    following.session.commit()
    return following.session.scalar(count) > before


def test_a_worker_that_is_killed_sends_nothing_twice_and_loses_nothing(following, app, monkeypatch):
    monkeypatch.setattr(digests, "BATCH", 2)
    for number in range(5):
        following.follower(f"p{number}@region.example", everything=Frequency.EACH)
    following.note(idea_of(following.box, "Une"), NoticeKind.PUBLISHED)
    whole, calls = digest_job.make_some, []

    def dying(*args):
        calls.append(1)
        more = whole(*args)
        if len(calls) == 2:
            raise KeyboardInterrupt  # in the middle of the second transaction
        return more

    monkeypatch.setattr(digest_job, "make_some", dying)
    following.ask()
    following.work()
    assert len(calls) == 2, "the queue has lost its worker"
    monkeypatch.setattr(digest_job, "make_some", whole)
    following.session.execute(sa.update(Job).values(alive_at=now() - DAY))
    following.session.commit()
    following.work()
    assert sorted(str(one["To"]) for one in following.mails.messages()) == [
        f"p{number}@region.example" for number in range(5)
    ]


def test_two_workers_at_once_send_one_digest(following, app):
    following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box, "Une"), NoticeKind.PUBLISHED)

    def ask() -> int:
        with app.app_context(), transaction() as session:
            return digest_job.ask_for_digests(session, now())

    asked = at_once([ask] * 6)
    assert sum(asked) == 1
    following.work()
    assert len(following.mails.messages()) == 1


def test_a_long_digest_is_cut_and_says_how_many_others_there_are(following):
    following.follower(everything=Frequency.EACH)
    for number in range(33):
        following.note(idea_of(following.box, f"Idée {number}."), NoticeKind.PUBLISHED)
    (text,) = following.texts()
    assert text.count("• Idée") == 30
    assert "• Idée 32." in text
    assert "Et 3 autres nouvelles :" in text


def test_what_opens_and_closes_is_noted_once(following):
    assert following.kinds() == [NoticeKind.OPENED]
    following.ask()
    assert following.kinds() == [NoticeKind.OPENED]
    following.follower(everything=Frequency.EACH)
    following.box.closes_at = now()
    following.session.commit()
    (text,) = following.texts()
    assert "La boîte à idées est fermée." in text
    following.ask()
    assert following.kinds() == [NoticeKind.OPENED, NoticeKind.CLOSED]


@pytest.fixture
def decided(following):
    """An idea with its excerpt, and a line of the strategy to link it with."""
    strategy = StrategyFactory(consultation_id=following.consultation.id)
    node = StrategyNodeFactory(strategy_id=strategy.id, code="O1", title="Former")
    idea = idea_of(following.box, "Des vélos cargos")
    excerpt_id = following.session.scalar(
        sa.select(Excerpt.id).where(Excerpt.contribution_id == idea.contribution_id)
    )
    following.session.commit()
    ends = {"excerpt_id": excerpt_id, "node_id": node.id}
    return Decider(following.consultation.id, None), ends


def test_decisions_are_told_only_where_the_charter_makes_them_public(following, decided):
    decider, ends = decided
    following.follower(everything=Frequency.EACH)
    evidence.keep(following.session, decider, **ends)
    following.session.commit()
    assert following.texts() == []
    CharterFactory(consultation_id=following.consultation.id, decisions_are_public=True)
    evidence.set_aside(following.session, decider, motive="Non", **ends)
    evidence.keep(following.session, decider, **ends)
    following.session.commit()
    (text,) = following.texts()
    assert text.count("Des vélos cargos") == 1, "told once, as it stands"
    assert "O1 Former : Gardé" in text
    evidence.take_back(following.session, decider, **ends)
    following.session.commit()
    assert "Une décision a été retirée" in following.texts()[0]


def test_a_decision_taken_back_before_it_was_told_is_not_told(following, decided):
    decider, ends = decided
    CharterFactory(consultation_id=following.consultation.id, decisions_are_public=True)
    following.follower(everything=Frequency.EACH)
    evidence.keep(following.session, decider, **ends)
    evidence.take_back(following.session, decider, **ends)
    following.session.commit()
    assert following.texts() == []


def test_an_address_that_is_refused_is_written_to_no_more(following):
    refused = following.follower(everything=Frequency.EACH)
    following.session.add(
        OutgoingMail(
            consultation_id=following.consultation.id,
            batch_id=refused.id,
            subscription_id=refused.id,
            recipient=refused.email,
            subject="",
            body="",
            state=MailState.FAILED,
            trouble=MailTrouble.REFUSED,
        )
    )
    following.note(idea_of(following.box, "Une"), NoticeKind.PUBLISHED)
    assert following.sent() == []


def test_digests_leave_room_for_the_messages_that_people_wait_for(following, app, monkeypatch):
    settings = dataclasses.replace(app.extensions["settings"], mail_daily_limit=5)
    monkeypatch.setitem(app.extensions, "settings", settings)
    for number in range(6):
        following.follower(f"p{number}@region.example", everything=Frequency.EACH)
    following.note(idea_of(following.box, "Une"), NoticeKind.PUBLISHED)
    assert len(following.sent()) == 4
    assert following.ask() == 0, "no job for what must wait"
    following.session.execute(sa.update(OutgoingMail).values(created_at=now() - 2 * DAY))
    following.session.commit()
    assert len(following.sent()) == 2


def test_the_questions_asked_do_not_grow_with_those_who_follow(following, app):
    statements: list[str] = []
    for number in range(12):
        account = AccountFactory()
        idea = idea_of(following.box, participant_id=_participant(following, account).id)
        following.follower(
            account.email, account_id=account.id, own=Frequency.EACH, everything=Frequency.EACH
        )
        _answer(following, idea)
        if number == 2:
            few = _statements_of_making(following, statements)
    assert _statements_of_making(following, statements) <= few


def _statements_of_making(following, statements) -> int:
    engine = following.session.get_bind()
    following.ask()
    statements.clear()

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    digests.make_some(following.session, following.consultation.id, now(), 1000)
    sa.event.remove(engine, "before_cursor_execute", note)
    following.session.commit()
    return len(statements)
