"""The log: what the team does is written down by itself, once, and never changed."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.audit.forgetting import TooYoung, forget_before
from app.audit.recording import record
from app.models import AuditEvent, Consultation, Role
from app.models.types import id_of_moment, now, today
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    RoomTableFactory,
    contribution_with_excerpt,
    idea_of,
)


@pytest.fixture
def consultation(session) -> Consultation:
    return ConsultationFactory()


def _events(session, **values) -> list[AuditEvent]:
    session.rollback()
    found = sa.select(AuditEvent).filter_by(**values).order_by(AuditEvent.id)
    return list(session.scalars(found))


def test_what_a_steward_changes_is_written_down_with_whose_role_and_which_thing(
    session, sign_in, consultation
):
    account = AccountFactory()
    client = sign_in(consultation, Role.STEWARD, account)
    home = f"/consultations/{consultation.slug}"
    assert client.post(f"{home}/close").status_code == 302
    assert client.post(f"{home}/hearings/new", data={"title": ""}).status_code == 422
    assert client.get(f"{home}/log").status_code == 200
    events = _events(session, consultation_id=consultation.id)
    assert [one.act for one in events] == ["consultations.close"]
    assert (events[0].account_id, events[0].role) == (account.id, Role.STEWARD)
    # Closed already: nothing is changed, and nothing is written.
    client.post(f"{home}/close")
    assert len(_events(session, consultation_id=consultation.id)) == 1


def test_nothing_tells_who_on_the_team_took_part_like_everybody(session, sign_in, consultation):
    box = IdeaBoxFactory(activity__consultation_id=consultation.id, is_published=True)
    idea = idea_of(box)
    session.commit()
    client = sign_in(consultation, Role.STEWARD)
    path = f"/consultations/{consultation.slug}/ideas/{box.activity.code}/{idea.id}/support"
    assert client.post(path).status_code < 400
    assert _events(session, consultation_id=consultation.id) == []


def test_an_act_that_is_refused_or_quiet_leaves_no_line(session, sign_in, consultation):
    table = RoomTableFactory(
        activity_id=ActivityFactory(consultation_id=consultation.id).id, is_open=True
    )
    session.commit()
    client = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}"
    assert client.post(f"{home}/close").status_code == 403
    noted = client.post(f"{home}/tables/{table.id}", data={"text": "Former", "key": "k" * 32})
    assert noted.status_code < 400
    assert _events(session, consultation_id=consultation.id) == []


def test_who_takes_the_corpus_or_the_log_away_is_written_down_once_it_was_read(
    session, sign_in, consultation
):
    activity = ActivityFactory(consultation_id=consultation.id)
    contribution_with_excerpt(activity, "Une parole.")
    client = sign_in(consultation, Role.STEWARD)
    home = f"/consultations/{consultation.slug}"
    assert "Une parole." in client.get(f"{home}/exports/contributions.csv").text
    assert client.get(f"{home}/exports/nothing.csv").status_code == 404
    part = client.get(f"{home}/exports/contributions.csv", headers={"Range": "bytes=3-"})
    assert part.status_code in (200, 206)
    log = client.get(f"{home}/log.csv")
    assert log.status_code == 200
    assert "a emporté le corpus (CSV)" in log.text
    assert "a emporté le journal" not in log.text
    events = _events(session, consultation_id=consultation.id)
    assert [(one.act, one.things) for one in events] == [
        ("exports.as_csv", {"name": "contributions"}),
        ("exports.as_csv", {"name": "contributions"}),
        ("audit.as_csv", {}),
    ]


def test_a_sign_in_and_a_sign_out_are_written_down_with_their_way(session, client, sign_in):
    account = AccountFactory(email="hugo@region.example")
    session.commit()
    signed_in = sign_in(account=account)
    signed_in.post("/sign-out")
    assert [one.act for one in _events(session, account_id=account.id)] == ["signed_out"]
    assert client.get("/account/log").status_code == 302
    page = sign_in(account=account).get("/account/log").text
    assert "s’est déconnecté" in page


def test_a_line_says_who_what_and_before_in_words_and_leads_to_the_thing(
    session, sign_in, consultation
):
    activity = ActivityFactory(consultation_id=consultation.id, title="<Atelier>")
    excerpt = contribution_with_excerpt(activity, "Une parole.")
    gone = AccountFactory(name="Nom effacé", erased_at=now())
    member = AccountFactory(name="Hugo Masson")
    session.flush()
    write = {"consultation_id": consultation.id, "account_id": gone.id, "role": Role.STEWARD}
    record(
        session,
        "role.changed",
        **write,
        things={"account_id": str(member.id)},
        details={"before": "writer", "after": "steward"},
    )
    things = {"contribution_id": str(excerpt.contribution_id)}
    record(session, "moderating.publish", **write, things=things)
    record(session, "questionnaire_desk.close", **write, things={"code": activity.code})
    record(session, "an.act.of.before", **write, things={"account_id": "x", "idea_id": "1"})
    client = sign_in(consultation, Role.STEWARD)
    page = client.get(f"/consultations/{consultation.slug}/log").text
    assert "Compte supprimé" in page
    assert "Nom effacé" not in page
    assert "Hugo Masson" in page
    assert "Rédacteur" in page
    assert f"/contributions/{excerpt.contribution_id}" in page
    assert "&lt;Atelier&gt;" in page


def test_the_log_is_searched_by_person_act_thing_and_day(session, sign_in, consultation):
    account, other = AccountFactory(), AccountFactory()
    session.flush()
    write = {"consultation_id": consultation.id, "role": Role.STEWARD}
    record(session, "charter.edit", **write, account_id=account.id)
    record(session, "jobs.cancel", **write, account_id=other.id, things={"code": "Q7"})
    client = sign_in(consultation, Role.STEWARD)
    tomorrow = today() + dt.timedelta(days=1)
    both = {"charter.edit", "jobs.cancel"}
    for query, expected in {
        f"who={other.id}": {"jobs.cancel"},
        "act=charter.edit": {"charter.edit"},
        "act=all:corpus": {"charter.edit"},
        "thing=q7": {"jobs.cancel"},
        "thing=q": set(),
        f"since={today()}&until={today()}": both,
        f"since={tomorrow}": set(),
    }.items():
        rows = client.get(f"/consultations/{consultation.slug}/log.csv?{query}").text
        shown = {
            act
            for act, said in {
                "charter.edit": "a modifié la charte",
                "jobs.cancel": "a annulé une tâche",
            }.items()
            if said in rows
        }
        assert shown == expected, query
    wrong_days = ("since=hier", "since=0001-01-01", "until=9999-12-31")
    for wrong in ("act=nothing", "who=1", "act=all:nothing", *wrong_days):
        answer = client.get(f"/consultations/{consultation.slug}/log?{wrong}")
        assert answer.status_code == 404, wrong


def test_a_log_longer_than_a_page_goes_on(session, sign_in, consultation):
    for _ in range(30):
        record(session, "charter.edit", consultation_id=consultation.id)
    page = sign_in(consultation, Role.STEWARD).get(f"/consultations/{consultation.slug}/log").text
    assert page.count("a modifié la charte</th>") == 25


def test_one_reads_ones_own_acts_and_nobody_elses(session, sign_in, consultation):
    account, other = AccountFactory(), AccountFactory()
    session.flush()
    record(session, "charter.edit", consultation_id=consultation.id, account_id=account.id)
    record(session, "jobs.cancel", consultation_id=consultation.id, account_id=other.id)
    page = sign_in(account=account).get("/account/log").text
    assert "a modifié la charte" in page
    assert consultation.title in page
    assert "a annulé une tâche" not in page


def test_the_database_refuses_to_change_or_take_out_a_line(session, consultation):
    event = record(session, "charter.edit", consultation_id=consultation.id)
    session.commit()
    for statement in (
        sa.update(AuditEvent).where(AuditEvent.id == event.id).values(act="jobs.cancel"),
        sa.delete(AuditEvent).where(AuditEvent.id == event.id),
    ):
        with pytest.raises(sa.exc.DatabaseError, match="never changed"):
            session.execute(statement)
        session.rollback()
    assert [one.act for one in _events(session, consultation_id=consultation.id)] == [
        "charter.edit"
    ]


def test_lines_older_than_the_term_are_forgotten_and_those_of_a_year_never(
    app, session, consultation
):
    for days in (366 * 3, 400, 10):
        moment = now() - dt.timedelta(days=days)
        session.add(
            AuditEvent(
                id=id_of_moment(moment),
                created_at=moment,
                consultation_id=consultation.id,
                act=f"days.{days}",
            )
        )
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "forget"]).exit_code == 0
    left = {one.act for one in _events(session, consultation_id=consultation.id)}
    assert left == {"days.400", "days.10"}
    assert runner.invoke(args=["audit", "forget", "--older-than", "365"]).exit_code == 0
    left = {one.act for one in _events(session, consultation_id=consultation.id)}
    assert left == {"days.10"}
    assert runner.invoke(args=["audit", "forget", "--older-than", "9"]).exit_code == 2
    with pytest.raises(TooYoung):
        forget_before(session, dt.timedelta(days=9), now())
