"""Supporting ideas: once a participant, taken back freely, counted once in a group."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ideas import supporting
from app.ideas.counting import recount_supporters, wait_for_group
from app.ideas.forgetting_origins import forget_origins
from app.ideas.supporting import TooManySupports
from app.ideas.supports_shown import supports_of
from app.models import (
    ConsultationState,
    ContributionState,
    IdeaSupport,
    Membership,
    Opening,
    Participant,
    Role,
)
from app.models.types import now
from app.web.device import COOKIE
from tests.boxes_with_people import make_box
from tests.factories import AccountFactory
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database

JSON = {"Accept": "application/json"}


def _press(client, box, idea, wanted="yes", **options):
    back = f"/consultations/{box.consultation.slug}"
    form = {"wanted": wanted, "back": back}
    return client.post(box.of(idea, "support"), data=form, **options)


def test_a_support_counts_once_and_is_taken_back_and_the_person_comes_back_to_the_page(
    session, client
):
    box = make_box()
    idea = box.idea(imported_supporters=4)
    session.commit()
    for _ in range(2):
        answer = _press(client, box, idea)
        assert answer.headers["Location"] == (
            f"/consultations/{box.consultation.slug}#support-{idea.id}"
        )
    assert count_of(session, IdeaSupport) == 1
    session.refresh(idea)
    assert (idea.supporters, idea.all_supporters, idea.unverified_supporters) == (5, 5, 1)
    assert session.scalars(sa.select(IdeaSupport.origin)).one() != ""
    for _ in range(2):
        _press(client, box, idea, "no")
    assert count_of(session, IdeaSupport) == 0
    session.refresh(idea)
    assert (idea.supporters, idea.all_supporters, idea.unverified_supporters) == (4, 4, 0)
    assert count_of(session, Participant) == 1


def test_a_script_is_told_the_figures_and_what_was_refused(session, client):
    box = make_box()
    idea = box.idea()
    session.commit()
    told = _press(client, box, idea, headers=JSON).get_json()
    assert told["is_supported"] is True
    assert "1 soutien" in told["figures"]
    box.box.is_published, box.box.closes_at = True, now()
    session.commit()
    refused = _press(client, box, idea, "no", headers=JSON)
    assert refused.status_code == 409
    assert "a fermé" in refused.get_json()["sentence"]
    assert count_of(session, IdeaSupport) == 1


@pytest.mark.parametrize("why", ["ended", "early", "consultation", "withdrawn", "held"])
def test_what_takes_no_support_says_why_and_changes_nothing(session, client, why):
    box = make_box()
    idea = box.idea()
    sentence = {
        "ended": "Cette boîte a fermé le",
        "early": "Cette boîte ouvre le",
        "consultation": "Cette boîte ne reçoit pas d’idées",
        "withdrawn": "n’est plus publique",
        "held": "n’est plus publique",
    }[why]
    if why == "ended":
        box.box.closes_at = now()
    elif why == "early":
        box.box.opens_at = now() + timedelta(hours=1)
    elif why == "consultation":
        box.consultation.state = ConsultationState.CLOSED
    else:
        idea.contribution.state = ContributionState(why)
    session.commit()
    assert _press(client, box, idea).status_code == 302
    assert count_of(session, IdeaSupport) == 0
    assert sentence in client.get("/").text


def test_a_box_that_wants_accounts_leads_to_signing_in_and_back(session, client, sign_in):
    box = make_box(wants_account=True)
    idea = box.idea()
    session.commit()
    page = client.get(box.of(idea, "comments")).text
    assert f"/sign-in?next={box.of(idea, 'comments')}" in page.replace("%2F", "/")
    assert _press(client, box, idea).headers["Location"].startswith("/sign-in?next=")
    assert count_of(session, IdeaSupport) == 0
    _press(sign_in(), box, idea)
    assert count_of(session, IdeaSupport) == 1
    assert (idea.supporters, idea.unverified_supporters) == (1, 0)


def test_somebody_whose_account_is_gone_is_asked_to_sign_in(session, sign_in):
    box = make_box(wants_account=True)
    idea = box.idea()
    person = AccountFactory()
    client = sign_in(box.consultation, Role.PARTICIPANT, person)
    session.execute(sa.delete(Membership))
    person.erased_at = now()
    session.commit()
    assert _press(client, box, idea).headers["Location"].startswith("/sign-in")
    assert count_of(session, IdeaSupport) == 0


def test_a_mark_that_we_did_not_sign_is_a_newcomer_and_another_site_is_no_way_back(session, client):
    box = make_box()
    idea = box.idea()
    session.commit()
    client.set_cookie(COOKIE, "forged")
    answer = client.post(box.of(idea, "support"), data={"wanted": "yes", "back": "//evil.example/"})
    assert answer.headers["Location"] == f"{box.address}/{idea.id}#support-{idea.id}"
    assert COOKIE in answer.headers["Set-Cookie"]


def test_a_device_supports_so_many_ideas_a_day_and_an_account_more(session, monkeypatch):
    monkeypatch.setattr(supporting, "MOST_A_DAY", 2)
    box = make_box()
    ideas = [box.idea(str(number)) for number in range(3)]
    device, person, moment = box.device(), box.person(), now()
    for idea in ideas[:2]:
        supporting.support(session, box.box, idea, device, origin="", moment=moment)
    with pytest.raises(TooManySupports):
        supporting.support(session, box.box, ideas[2], device, origin="", moment=moment)
    for idea in ideas:
        supporting.support(session, box.box, idea, person, origin="", moment=moment)
    tomorrow = moment + timedelta(days=1)
    supporting.support(session, box.box, ideas[2], device, origin="", moment=tomorrow)
    assert [idea.supporters for idea in ideas] == [2, 2, 2]


def test_many_presses_at_once_count_once_each(app, session):
    box = make_box()
    lead, member = box.idea("Tête"), box.idea("Membre")
    member.lead_id = lead.id
    session.commit()
    clients = [app.test_client() for _ in range(4)]
    for client in clients:
        # Marked first: two first presses of one browser at once would be two newcomers.
        _press(client, box, lead, "no")
    presses = [(client, idea) for client in clients for idea in (lead, member, member)]
    answers = []

    def press(client, idea):
        with app.app_context():
            other = app.test_client()
            other.set_cookie(COOKIE, client.get_cookie(COOKIE).value)
            answers.append(_press(other, box, idea).status_code)

    threads = [threading.Thread(target=press, args=one) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {302}
    session.rollback()
    assert (lead.supporters, lead.all_supporters, member.supporters) == (4, 4, 4)


def test_the_supports_of_a_list_are_one_question(session):
    box = make_box()
    lead, member, other = box.idea("Tête"), box.idea("Membre"), box.idea("Autre")
    member.lead_id = lead.id
    reader = box.device()
    for idea in (member, other):
        supporting.support(session, box.box, idea, reader, origin="", moment=now())
    shown = supports_of(session, box.box, [lead, other], reader, Opening.OPEN)
    assert (shown[lead.id].is_supported, shown[lead.id].is_supported_in_group) == (False, True)
    assert (shown[lead.id].number, shown[lead.id].unverified) == (1, 1)
    assert (shown[other.id].is_supported, shown[other.id].is_supported_in_group) == (True, False)
    assert not supports_of(session, box.box, [other], None, Opening.OPEN)[other.id].is_supported


def test_origins_are_forgotten_after_thirty_days(app, session):
    box = make_box()
    idea = box.idea()
    moment = now()
    for days in (29, 31):
        supporting.support(
            session,
            box.box,
            idea,
            box.device(),
            origin=f"{days}",
            moment=moment - timedelta(days=days),
        )
    assert forget_origins(session, moment) == 1
    assert set(session.scalars(sa.select(IdeaSupport.origin))) == {"29", ""}
    session.commit()
    assert "0 origins" in app.test_cli_runner().invoke(args=["ideas", "forget-origins"]).output


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["support", "take back", "group", "ungroup"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_pressed_and_grouped_the_counters_say_what_the_rows_say(session, steps):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("the rule is the same; locks are tested above")
    box = make_box()
    ideas = [box.idea(str(place), imported_supporters=place) for place in range(4)]
    people = [box.person(), box.device(), box.device(), box.device()]
    held: set[tuple[int, int]] = set()
    leads: dict[int, int] = {}
    for idea in ideas:
        recount_supporters(session, idea)
    for what, who, which in steps:
        _step(session, box, ideas, people, leads, (what, who, which))
        if what == "support":
            held.add((who, which))
        elif what == "take back":
            held.discard((who, which))
    for place, idea in enumerate(ideas):
        group = {place} | {member for member, lead in leads.items() if lead == place}
        theirs = {who for who, which in held if which in group}
        assert idea.supporters == sum(which == place for _, which in held) + place
        assert idea.all_supporters == len(theirs) + sum(group)
        assert idea.unverified_supporters == len(theirs - {0})
    session.rollback()


def _step(session, box, ideas, people, leads, step):
    what, who, which = step
    idea = ideas[which]
    if what == "support":
        supporting.support(session, box.box, idea, people[who], origin="", moment=now())
    elif what == "take back":
        supporting.take_back(session, box.box, idea, people[who], moment=now())
    elif what == "group" and which and which not in leads.values() and which not in leads:
        lead = next(place for place in range(4) if place not in leads and place != which)
        leads[which] = lead
        idea.lead_id = ideas[lead].id
        recount_supporters(session, idea)
    elif what == "ungroup" and which in leads:
        former = ideas[leads.pop(which)]
        wait_for_group(session, idea)
        idea.lead_id = None
        recount_supporters(session, idea)
        recount_supporters(session, former)
