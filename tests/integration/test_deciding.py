"""What moderators decide about contributions of every channel, and what follows."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in_one
from app.corpus.moderation import appealing, deciding
from app.corpus.moderation.arriving import arrival_of
from app.corpus.moderation.charters import Rules, keep_rules, retire
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.decisions import decision_of
from app.corpus.moderation.one_at_a_time import DecidedMeanwhile, seen_of
from app.corpus.queries import contribution_of
from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Channel,
    Contribution,
    ContributionState,
    ModerationAct,
    ModerationEvent,
    ModerationTime,
    Notice,
    NoticeKind,
    Role,
)
from app.models.append_only import AppendOnly
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    CharterFactory,
    CharterReasonFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    MembershipFactory,
    ParticipantFactory,
    contribution_with_excerpt,
    idea_of,
    new_contribution,
)

HELD, PUBLISHED, REJECTED, SUBMITTED = (
    ContributionState.HELD,
    ContributionState.PUBLISHED,
    ContributionState.REJECTED,
    ContributionState.SUBMITTED,
)
WORDS = "Il faut former les bénévoles à la comptabilité, partout en région."


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def reason(session, consultation):
    charter = CharterFactory(consultation_id=consultation.id)
    return CharterReasonFactory(charter_id=charter.id, title="Attaque personnelle")


@pytest.fixture
def steward(session, consultation):
    return MembershipFactory(
        account_id=AccountFactory().id, consultation_id=consultation.id, role=Role.STEWARD
    )


@pytest.fixture
def idea(session, consultation):
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.IDEA_BOX)
    box = IdeaBoxFactory(activity=activity)
    author = ParticipantFactory(consultation_id=consultation.id)
    return idea_of(box, text=WORDS, state=HELD, participant_id=author.id)


def _acts(session, contribution):
    found = sa.select(ModerationEvent.act).where(ModerationEvent.contribution_id == contribution.id)
    return list(session.scalars(found.order_by(ModerationEvent.id)))


def _notices(session, contribution):
    found = sa.select(Notice.kind, Notice.is_public).where(
        Notice.contribution_id == contribution.id
    )
    return [tuple(row) for row in session.execute(found.order_by(Notice.id))]


def test_what_is_held_is_published_once_and_the_second_moderator_is_told(
    session, idea, steward, reason
):
    held = idea.contribution
    seen = seen_of(session, held)
    first = Moderator(steward.account_id, seen)
    deciding.publish(session, held, first)
    deciding.publish(session, held, first)
    with pytest.raises(DecidedMeanwhile):
        deciding.reject(session, held, Moderator(AccountFactory().id, seen), reason_id=reason.id)
    assert (held.state, held.looked_at is not None) == (PUBLISHED, True)
    assert _acts(session, held) == [ModerationAct.PUBLISHED]
    assert _notices(session, held) == [(NoticeKind.PUBLISHED, True)]


def test_what_is_held_becomes_what_its_author_agreed_to(session, consultation, steward):
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.SUBMISSION)
    held = contribution_with_excerpt(activity, WORDS, state=HELD).contribution
    deciding.publish(session, held, Moderator(steward.account_id))
    assert held.state is SUBMITTED
    assert _notices(session, held) == [(NoticeKind.PUBLISHED, False)]


def test_a_refused_contribution_leaves_the_corpus_and_comes_back_as_it_was(
    session, consultation, steward, reason
):
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.WORKSHOP)
    refused = contribution_with_excerpt(activity, WORDS).contribution
    by = Moderator(steward.account_id)
    deciding.reject(session, refused, by, reason_id=reason.id, message="Une personne est visée.")
    assert contribution_of(session, consultation.id, refused.id) is None
    reason.title, reason.text = "Autre titre", "Autre texte"
    decision = decision_of(session, refused.id)
    assert decision is not None
    assert (decision.reason, decision.told) == (
        "Attaque personnelle",
        "Ce propos vise une personne.",
    )
    assert (decision.message, decision.may_appeal) == ("Une personne est visée.", True)
    assert _notices(session, refused) == [(NoticeKind.REJECTED, False)]

    deciding.restore(session, refused, by)
    assert refused.state is SUBMITTED
    assert decision_of(session, refused.id) is None
    assert _acts(session, refused) == [ModerationAct.REJECTED, ModerationAct.RESTORED]


def test_what_cannot_be_decided_changes_nothing(session, consultation, steward, reason):
    activity = ActivityFactory(consultation_id=consultation.id)
    shown = contribution_with_excerpt(activity, WORDS).contribution
    withdrawn = contribution_with_excerpt(
        activity, WORDS, state=ContributionState.WITHDRAWN
    ).contribution
    by = Moderator(steward.account_id)
    for act, contribution in (
        (deciding.publish, shown),
        (deciding.restore, shown),
        (deciding.look_at, withdrawn),
    ):
        with pytest.raises(deciding.NotPossible):
            act(session, contribution, by)
    with pytest.raises(deciding.NotPossible):
        deciding.reject(session, withdrawn, by, reason_id=reason.id)
    reason.is_retired = True
    elsewhere = CharterReasonFactory(
        charter_id=CharterFactory(consultation_id=ConsultationFactory().id).id
    )
    session.flush()
    for reason_id in (reason.id, elsewhere.id):
        with pytest.raises(LookupError):
            deciding.reject(session, shown, by, reason_id=reason_id)
    assert _acts(session, shown) == _acts(session, withdrawn) == []


def test_an_author_appeals_once_and_another_steward_decides(session, idea, steward, reason):
    refused = idea.contribution
    by = Moderator(steward.account_id)
    with pytest.raises(appealing.NotRefused):
        appealing.appeal(session, refused, "Je ne vise personne.")
    deciding.reject(session, refused, by, reason_id=reason.id)
    first = appealing.appeal(session, refused, "Je ne vise personne.")
    assert appealing.appeal(session, refused, "Je ne vise personne.") is first
    with pytest.raises(appealing.AlreadyAppealed):
        appealing.appeal(session, refused, "Je recommence.")
    with pytest.raises(deciding.NotPossible):
        deciding.restore(session, refused, by)

    other = MembershipFactory(
        account_id=AccountFactory().id,
        consultation_id=refused.consultation_id,
        role=Role.STEWARD,
    )
    with pytest.raises(appealing.OwnRefusal):
        appealing.decide_appeal(session, refused, by, is_granted=True, reply="")
    answer = Moderator(other.account_id)
    idea.participant = ParticipantFactory(
        consultation_id=refused.consultation_id, account_id=other.account_id, device_digest=None
    )
    session.flush()
    with pytest.raises(appealing.OwnRefusal):
        appealing.decide_appeal(session, refused, answer, is_granted=True, reply="")
    idea.participant = None
    session.flush()
    appealing.decide_appeal(session, refused, answer, is_granted=True, reply="C’est juste.")
    with pytest.raises(appealing.NoAppeal):
        appealing.decide_appeal(session, refused, answer, is_granted=False, reply="")
    assert refused.state is PUBLISHED
    decision = decision_of(session, refused.id)
    assert decision is not None
    assert decision.appeal is not None
    assert (decision.appeal.reply, decision.may_appeal) == ("C’est juste.", False)
    assert _notices(session, refused)[-1] == (NoticeKind.APPEAL_ENDED, False)


def test_a_steward_alone_answers_the_appeal_and_an_upheld_refusal_stands(
    session, idea, steward, reason
):
    refused = idea.contribution
    by = Moderator(steward.account_id)
    deciding.reject(session, refused, by, reason_id=reason.id)
    appealing.appeal(session, refused, "Je ne vise personne.")
    appealing.decide_appeal(session, refused, by, is_granted=False, reply="Si.")
    assert refused.state is REJECTED
    assert _acts(session, refused)[-1] is ModerationAct.APPEAL_UPHELD


def test_only_its_author_is_the_author(session, idea):
    stranger = ParticipantFactory(consultation_id=idea.contribution.consultation_id)
    held = idea.contribution
    assert appealing.is_author(session, held, participant=idea.participant)
    assert not appealing.is_author(session, held, participant=stranger)
    assert not appealing.is_author(session, held, participant=None, code="AAAAA-BBBBB-CCCCC-DDDDD")


def test_the_charter_says_whether_what_is_posted_waits_and_changes_nothing_that_came_before(
    session, consultation, idea
):
    def arriving(text: str = WORDS, **values: bool):
        return arrival_of(session, consultation.id, title="", text=text, **values)

    idea.contribution.state = PUBLISHED
    assert arriving("Une autre parole, tout à fait neuve, venue d’ici.").state is PUBLISHED
    assert arriving(may_be_published=False).state is SUBMITTED
    rules = Rules("Charte", ModerationTime.BEFORE, 90, decisions_are_public=False)
    keep_rules(session, consultation.id, rules)
    assert arriving().state is HELD
    assert idea.contribution.state is PUBLISHED


def test_words_that_were_posted_before_are_told_and_a_flood_of_them_is_held(session, consultation):
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.IDEA_BOX)

    def post(text: str, title: str = ""):
        found = arrival_of(session, consultation.id, title=title, text=text)
        new = new_contribution(text, str(post.number), state=found.state, alerts=found.alerts)
        post.number += 1
        return found, take_in_one(session, activity, new)

    post.number = 0
    assert post(WORDS)[0].alerts == ()
    assert post(WORDS.upper())[0].alerts == ("repeated", "capitals")
    assert post(WORDS.replace("en région", "dans la région"))[0].alerts == ("similar",)
    _, third = post(WORDS)
    found, flooded = post(WORDS)
    assert (found.state, found.alerts) == (HELD, ("flood",))
    assert _acts(session, flooded) == [ModerationAct.HELD]
    third.state = REJECTED
    session.flush()
    assert post(WORDS)[0].alerts == ("refused_before",)
    elsewhere = ConsultationFactory()
    assert arrival_of(session, elsewhere.id, title="", text=WORDS).alerts == ()
    assert post("Mon compte : FR76 3000 6000 0112 3456 7890 189")[0].state is HELD


def test_personal_data_of_every_channel_is_told_and_holds_nothing_that_did_not_wait(
    session, consultation
):
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.WORKSHOP)
    new = new_contribution("Écrivez à jeanne@asso.example, ou au 06 12 34 56 78.")
    taken = take_in_one(session, activity, new)
    assert (taken.alerts, taken.has_alerts) == (["email", "phone"], True)
    assert (taken.state, taken.looked_at) == (SUBMITTED, None)
    assert take_in_one(session, activity, new_contribution(WORDS)).has_alerts is False


def test_a_retired_reason_stays_with_the_decisions_that_name_it(session, idea, steward, reason):
    deciding.reject(session, idea.contribution, Moderator(steward.account_id), reason_id=reason.id)
    charter = keep_rules(
        session,
        idea.contribution.consultation_id,
        Rules("Autre texte", ModerationTime.AFTER, 30, decisions_are_public=True),
    )
    session.refresh(charter, ["reasons"])
    retire(charter, reason.id, is_retired=True)
    session.flush()
    kept = session.scalars(sa.select(ModerationEvent.reason_id)).all()
    assert kept == [reason.id]
    assert dt.datetime.now(dt.UTC) - idea.contribution.looked_at < dt.timedelta(minutes=5)


def test_a_line_of_the_log_is_neither_changed_nor_taken_out(session, idea, steward):
    deciding.publish(session, idea.contribution, Moderator(steward.account_id))
    session.commit()
    line = session.scalars(sa.select(ModerationEvent)).one()
    line.message = "Autre chose"
    with pytest.raises(AppendOnly):
        session.flush()
    session.rollback()
    session.delete(line)
    with pytest.raises(AppendOnly):
        session.flush()
    session.rollback()
    assert session.scalars(sa.select(ModerationEvent.message)).one() == ""


def test_two_moderators_at_one_moment_decide_once(app, session, idea, steward, reason):
    """One publishes, one refuses, on the same page: one of them is told."""
    held = idea.contribution
    session.commit()
    seen, held_id = seen_of(session, held), held.id
    account_id, reason_id = steward.account_id, reason.id
    session.rollback()
    told: list[str] = []
    start = threading.Barrier(2)

    def decide(act: str) -> None:
        with app.app_context(), writing():
            start.wait()
            found = db.session.get_one(Contribution, held_id)
            by = Moderator(None if act == "publish" else account_id, seen)
            try:
                if act == "publish":
                    deciding.publish(db.session(), found, by)
                else:
                    deciding.reject(db.session(), found, by, reason_id=reason_id)
                db.session.commit()
            except DecidedMeanwhile:
                db.session.rollback()
                told.append(act)

    threads = [threading.Thread(target=decide, args=(act,)) for act in ("publish", "reject")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    session.rollback()
    session.expire_all()
    state = session.scalar(sa.select(Contribution.state).where(Contribution.id == held.id))
    assert state is (REJECTED if told == ["publish"] else PUBLISHED)
    assert len(_acts(session, held)) == 1
