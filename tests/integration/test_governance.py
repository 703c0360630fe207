"""Bodies that sit, meet, decide, and are reminded where they are late."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import sqlalchemy as sa

from app.models import (
    ActionState,
    Body,
    BodyMember,
    Decision,
    Job,
    JobKind,
    JobState,
    Meeting,
    MeetingDocument,
    MeetingState,
    PlanState,
    Presence,
    Role,
    Strategy,
)
from app.models.types import now
from app.strategy.governance.bodies import MemberPlan, change_member
from app.strategy.governance.meeting_queries import attending, quorum_at
from app.strategy.governance.reminding import ask_for_reminders
from app.strategy.governance.standing import bodies_now
from app.strategy.plans.adding import put_new
from app.strategy.plans.making import make_plan
from app.strategy.writing.history import Writer
from tests.action_plans import TERMS
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
)
from tests.governed import add_governance
from tests.integration.counting import count_of
from tests.invited_people import MailBox

PDF = b"%PDF-1.7 une note"


class Case:
    """A committee of two that wants half of its seats, and its steward and writer."""

    def __init__(self, session, sign_in):
        self.session = session
        self.consultation = ConsultationFactory()
        StrategyFactory(consultation_id=self.consultation.id)
        made = add_governance(session, self.consultation)
        self.body, self.member, self.meeting = made.body, made.member, made.meeting
        self.body.quorum = 100
        self.account = AccountFactory(email="ange@region.example")
        self.member.account_id = self.account.id
        session.commit()
        self.steward, self.writer = (
            sign_in(self.consultation, role) for role in (Role.STEWARD, Role.WRITER)
        )
        self.home = f"/consultations/{self.consultation.slug}/governance"
        self.page = f"{self.home}/meetings/{self.meeting.id}"
        self.decide_page = f"{self.home}/bodies/copil/decide?meeting={self.meeting.id}"

    def decide(self, key: str = "k", **values: str):
        sent = {
            "key": key * 32,
            "kind": "freeze_structure",
            "title": "Geler la partie invariable",
            "decided_on": "2016-11-28",
            **values,
        }
        return self.steward.post(self.decide_page, data=sent)

    def attend(self, presence: str = "present"):
        return self.writer.post(
            f"{self.page}/attendance", data={f"presence-{self.member.id.hex}": presence}
        )


@pytest.fixture
def case(session, sign_in) -> Case:
    return Case(session, sign_in)


def test_a_body_without_its_quorum_decides_nothing_unless_it_says_why(session, case, client):
    assert case.decide().status_code == 422
    assert case.decide(despite_quorum="y").status_code == 422
    assert case.decide(votes_for="1").status_code == 422
    assert (
        case.decide(decided_on="2999-01-01", despite_quorum="y", text="Urgent").status_code == 422
    )
    assert count_of(session, Decision) == 1
    assert case.writer.post(case.decide_page).status_code == 403
    for _twice in range(2):
        case.decide(despite_quorum="y", text="Les absents ont écrit leur accord.")
    session.rollback()
    decision = session.scalars(sa.select(Decision).where(Decision.number == 2)).one()
    assert decision.quorum == {"seats": 1, "there": 0, "asked": 1}
    assert session.scalars(sa.select(Strategy.frozen_at)).one() is not None
    shown = client.get(f"{case.home}/decisions/2").text
    assert "Les absents ont écrit leur accord." in shown
    assert "quorum non atteint" in shown
    # What is so already is not decided again: neither a number nor a row is used up.
    assert case.decide("q", despite_quorum="y", text="Encore").status_code == 422
    case.decide("r", kind="thaw_structure", despite_quorum="y", text="Pour rien")
    session.rollback()
    assert session.scalars(sa.select(Decision.number).order_by(Decision.number)).all() == [1, 2, 3]
    assert session.scalars(sa.select(Strategy.frozen_at)).one() is None
    assert client.get(f"{case.home}/decisions?body=copil").status_code == 200
    assert client.get(f"{case.home}/decisions?body=ailleurs").status_code == 404


def test_a_body_adopts_a_plan_and_stops_one_of_its_actions(session, case, client):
    strategy = session.scalars(sa.select(Strategy)).one()
    plan = make_plan(session, strategy, TERMS, key="p")
    parent = StrategyNodeFactory(strategy_id=strategy.id, code="O1")
    by = Writer(None, "w")
    action = put_new(session, by, plan, parent_id=parent.id, title="Former les élus")
    session.commit()
    why = {"despite_quorum": "y", "text": "Plus de porteur."}
    home = f"/consultations/{case.consultation.slug}"
    # Nothing stops before its plan is in force.
    stop = {"kind": "stop_action", "node_id": str(action.node_id), **why}
    assert case.decide("r", **stop).status_code == 422
    adopt = {"kind": "adopt_plan", **why}
    assert case.decide(**adopt).status_code == 422
    for _twice in range(2):
        assert case.decide(**adopt, plan_id=str(plan.id)).status_code == 302
    assert case.decide("q", **adopt, plan_id=str(plan.id)).status_code == 422
    assert case.decide("r", **{**stop, "text": ""}).status_code == 422
    assert case.decide("r", **stop).status_code == 302
    session.expire_all()
    assert plan.state is PlanState.IN_FORCE
    assert (action.state, action.reason) == (ActionState.STOPPED, "Plus de porteur.")
    # What is named shows the decision, and the decision leads to it.
    for page in (f"{home}/plans/1", f"{home}/plans/1/actions/O1.A1"):
        assert f"{home}/governance/decisions/3" in client.get(page).text
    shown = client.get(f"{home}/governance/decisions/3").text
    assert f"{home}/plans/1/actions/O1.A1" in shown
    assert session.scalars(sa.select(Decision.number).order_by(Decision.number)).all() == [1, 2, 3]


def test_a_quorum_counts_those_in_office_that_day_and_stays_once_it_was_decided_upon(session, case):
    college = case.member.college_id
    former = BodyMember(college_id=college, name="Parti", ends_on=dt.date(2016, 11, 27))
    session.add(former)
    session.commit()
    assert case.attend("partout").status_code == 400
    case.attend()
    session.rollback()
    assert [one.member.name for one in attending(session, case.meeting)] == ["Ange Fictif"]
    assert quorum_at(session, case.body, case.meeting).is_reached
    assert case.decide().status_code == 302
    # Neither the attendance nor a decision changes under what was decided.
    case.attend("absent")
    session.rollback()
    assert attending(session, case.meeting)[0].presence is Presence.PRESENT
    # Who is gone stays in the history of the body.
    assert "Parti" in case.writer.get(f"{case.home}/bodies/copil").text
    plan = MemberPlan(college_id=college, name="Ange Fictif", ends_on=dt.date(2016, 11, 27))
    change_member(session, case.body, case.member, plan, version=1)
    assert attending(session, case.meeting) == []


def test_the_second_of_two_who_change_something_is_told_so(session, case):
    sent = {"name": "Comité", "role": "Le mien", "rhythm": "12", "version": "1"}
    assert case.steward.post(f"{case.home}/bodies/copil/edit", data=sent).status_code == 302
    late = case.writer.post(f"{case.home}/bodies/copil/edit", data={**sent, "role": "L’autre"})
    assert late.status_code == 409
    assert "L’autre" in late.text
    assert "Le mien" in late.text
    minutes = {"minutes": "Les miennes", "version": "1"}
    assert case.writer.post(f"{case.page}/minutes", data=minutes).status_code == 302
    assert case.steward.post(f"{case.page}/minutes", data=minutes).status_code == 409
    session.rollback()
    assert session.get_one(Meeting, case.meeting.id).version == 2


def test_bodies_report_in_no_circle_and_one_that_is_closed_meets_no_more(session, case):
    new = {"name": "Comité", "key": "n" * 32, "reports_to": str(case.body.id)}
    for _twice in range(2):
        case.writer.post(f"{case.home}/new", data=new)
    below = session.scalars(sa.select(Body).where(Body.name == "Comité")).one()
    circle = {"name": "Comité de pilotage", "version": "1", "reports_to": str(below.id)}
    assert case.writer.post(f"{case.home}/bodies/copil/edit", data=circle).status_code == 422
    case.writer.post(f"{case.home}/bodies/comite/close")
    meeting = {"title": "M", "starts_at": "2030-01-01T10:00", "key": "m" * 32}
    planned = case.writer.post(f"{case.home}/bodies/comite/meetings/new", data=meeting)
    assert planned.status_code == 422
    assert "close" in planned.text


def test_a_late_body_is_told_to_stewards_once_for_each_time(app, session, case, work):
    mails, flask = MailBox(app), app.test_cli_runner()
    mails.empty()
    session.get_one(Body, case.body.id).rhythm = 12
    session.commit()
    assert "en retard depuis le 28" in case.steward.get(case.home).text
    assert "en retard" in case.steward.get(case.home.replace("governance", "desk")).text
    # What fails is not asked for again at once.
    with app.app_context():
        assert ask_for_reminders(session, now()) == 1
        job = session.scalars(sa.select(Job).where(Job.kind == JobKind.REMINDERS)).one()
        job.state, job.ended_at = JobState.FAILED, now()
        session.flush()
        assert ask_for_reminders(session, now()) == 0
        assert ask_for_reminders(session, now() + dt.timedelta(hours=2)) == 1
        session.rollback()
    for _twice in range(2):
        flask.invoke(args=["notifications", "send-reminders"])
        work()
    assert [one["Subject"] for one in mails.messages()] == [
        f"Instances en retard : {case.consultation.title}"
    ]
    new = {"title": "Enfin", "starts_at": "2999-01-01T10:00", "key": "m" * 32}
    case.writer.post(f"{case.home}/bodies/copil/meetings/new", data={**new, "starts_at": "x"})
    case.writer.post(
        f"{case.home}/bodies/copil/meetings/new", data={**new, "starts_at": "2199-01-01T10:00"}
    )
    session.rollback()
    assert not bodies_now(session, case.consultation.id, now().date())[0].is_late
    with app.app_context():
        assert ask_for_reminders(session, now()) == 0


def test_members_are_written_to_once_a_press_with_the_calendar_file(app, session, case, work):
    mails = MailBox(app)
    mails.empty()
    meeting = session.get_one(Meeting, case.meeting.id)
    meeting.starts_at, meeting.state = now() + dt.timedelta(days=9), MeetingState.PLANNED
    session.commit()
    for _twice in range(2):
        case.writer.post(f"{case.page}/invite", data={"seen": ""})
    work()
    invitation = mails.messages()[0]
    assert len(mails.messages()) == 1
    assert invitation["To"] == case.account.email
    attached = next(invitation.iter_attachments())
    assert b"BEGIN:VEVENT" in attached.get_payload(decode=True)
    feed = case.writer.get(f"{case.home}/bodies/copil/calendar.ics")
    assert feed.text.count("BEGIN:VEVENT") == 1
    assert "Set-Cookie" not in feed.headers
    case.writer.post(f"{case.page}/cancel")
    assert "STATUS:CANCELLED" in case.writer.get(f"{case.page}.ics").text
    assert case.writer.post(f"{case.page}/hold").status_code == 302
    session.rollback()
    assert session.get_one(Meeting, case.meeting.id).state is MeetingState.CANCELLED


def test_minutes_and_files_are_for_the_team_until_they_are_shown(session, case, client, app):
    def send(content: bytes, name: str = "note.pdf"):
        sent = {"file": (io.BytesIO(content), name), "title": "Une autre note"}
        return case.writer.post(f"{case.page}/files", data=sent)

    assert send(b"<html>", "page.html").status_code == 422
    assert send(b"<html>", "faux.pdf").status_code == 422
    for _twice in range(2):
        assert send(PDF).status_code == 302
    assert count_of(session, MeetingDocument) == 2
    file = session.scalars(
        sa.select(MeetingDocument).where(MeetingDocument.title == "Une autre note")
    ).one()
    address = f"{case.home}/files/{file.id}"
    assert client.get(address).status_code == 404
    assert "Une autre note" not in client.get(case.page).text
    assert "Chacun a parlé." not in client.get(case.page).text
    case.writer.post(f"{address}/show")
    taken = client.get(address)
    assert taken.data == PDF
    assert taken.content_type == "application/octet-stream"
    case.writer.post(f"{address}/remove")
    assert client.get(address).status_code == 404
    assert count_of(session, MeetingDocument) == 1


def test_a_member_who_left_is_written_down_once_and_a_stranger_to_the_body_is_refused(
    session, case
):
    page = f"{case.home}/bodies/copil/members"
    new = {"college": str(case.member.college_id), "name": "Noé Fictif", "account": ""}
    for _twice in range(2):
        assert case.writer.post(page, data=new).status_code == 302
    assert count_of(session, BodyMember) == 2
    assert case.writer.post(page, data={**new, "college": str(case.body.id)}).status_code == 422
    ends = {**new, "starts_on": "2018-01-02", "ends_on": "2018-01-01", "version": "1"}
    edit = f"{case.home}/members/{case.member.id}"
    assert case.writer.post(edit, data=ends).status_code == 422
    assert case.writer.get(page.replace("copil", "ailleurs")).status_code == 404
