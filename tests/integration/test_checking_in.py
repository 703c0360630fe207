"""At the entrance: each person is in once, whatever the desks do, with or without a network."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest

from app.conference.registering import secret_of
from app.models import OrganisationKind, Registration, RegistrationState, Role
from app.models.types import now
from tests.conferences import ToCome
from tests.factories import ConferenceFactory, RegistrationFactory
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

EARLIER = dt.timedelta(minutes=20)


@pytest.fixture
def made(app, session) -> ToCome:
    made = ToCome(app, session)
    for name, kind in (("Claire Morin", "association"), ("Élie Durand", "mutual")):
        RegistrationFactory(
            conference_id=made.conference.id, name=name, kind=OrganisationKind(kind)
        )
    session.commit()
    return made


@pytest.fixture
def desk(sign_in, made):
    return sign_in(made.consultation, Role.FACILITATOR)


def _by_name(made, name: str) -> Registration:
    return next(one for one in made.registrations() if one.name == name)


def _acts(desk, made, *items):
    return desk.post(f"{made.home}/check-in/acts", json={"items": list(items)})


def _attendance(session, made) -> dict[str, int]:
    session.rollback()
    session.refresh(made.conference.activity)
    return made.conference.activity.attendance


def test_one_tap_checks_in_and_another_undoes_it(session, desk, made):
    claire = _by_name(made, "Claire Morin")
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    assert _by_name(made, "Claire Morin").came_at is not None
    assert _attendance(session, made) == {"association": 1}
    desk.post(f"{made.home}/check-in", data={"out": claire.id})
    assert _by_name(made, "Claire Morin").came_at is None
    assert _attendance(session, made) == {}


def test_checking_in_twice_keeps_the_first_moment(desk, made):
    claire = _by_name(made, "Claire Morin")
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    first = _by_name(made, "Claire Morin").came_at
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    assert _by_name(made, "Claire Morin").came_at == first


def test_a_desk_without_network_tells_later_when_somebody_came(desk, made):
    claire = _by_name(made, "Claire Morin")
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    before = now() - EARLIER
    act = {"key": "a" * 32, "act": "in", "person": str(claire.id), "at": before.isoformat()}
    assert _acts(desk, made, act).json == {
        "results": [{"key": "a" * 32, "state": "kept", "sentence": ""}]
    }
    assert _by_name(made, "Claire Morin").came_at == before


@pytest.mark.parametrize(
    "at", ["", "hier", "2016-06-28T09:00:00+02:00", "2999-01-01T00:00:00Z", "2026-01-01T00:00", 7]
)
def test_a_clock_that_cannot_be_right_is_not_believed(desk, made, at):
    claire = _by_name(made, "Claire Morin")
    _acts(desk, made, {"key": "a" * 32, "act": "in", "person": str(claire.id), "at": at})
    came_at = _by_name(made, "Claire Morin").came_at
    assert came_at is not None
    assert abs(came_at - now()) < dt.timedelta(minutes=1)


def test_two_desks_at_once_count_everybody_once(app, session, sign_in, made):
    desks = [sign_in(made.consultation, Role.FACILITATOR) for _ in range(4)]
    people = [str(one.id) for one in made.registrations()]
    walk_in = {"key": "w" * 32, "act": "walk-in", "name": "Léa", "kind": "state"}
    items = [{"key": f"{n}" * 32, "act": "in", "person": one} for n, one in enumerate(people)]
    answers = at_once([lambda d=d: _acts(d, made, *items, walk_in) for d in desks * 3])
    assert {answer.status_code for answer in answers} == {200}
    assert len(made.registrations()) == 3
    assert _attendance(session, made) == {"association": 1, "mutual": 1, "state": 1}


def test_who_just_came_is_welcomed_once(session, desk, made):
    form = {"key": "k" * 32, "name": "Léa Petit", "organisation": "Préfecture", "kind": "state"}
    for _ in range(2):
        assert desk.post(f"{made.home}/check-in/walk-in", data=form).status_code == 302
    lea = _by_name(made, "Léa Petit")
    assert (lea.email, lea.state) == (None, RegistrationState.CONFIRMED)
    assert len(made.registrations()) == 3
    refused = desk.post(f"{made.home}/check-in/walk-in", data={"name": "", "kind": "x"})
    assert refused.status_code == 422
    assert "data-error-summary" in refused.text


@pytest.mark.parametrize(
    "item",
    [
        {"act": "in", "person": str(uuid.uuid4())},
        {"act": "in", "person": "x"},
        {"act": "in"},
        {"act": "out", "person": ["x"]},
        {"act": "erase"},
        {"act": "walk-in", "name": "Léa", "kind": "nothing"},
        {"act": "walk-in", "name": "x" * 201, "kind": "state"},
        {"act": "walk-in", "name": "a\0b", "kind": "state"},
        {"act": "walk-in", "name": "\ud800", "kind": "state"},
        {"act": "walk-in", "name": {"a": 1}, "kind": ["state"]},
    ],
)
def test_one_act_that_cannot_be_done_does_not_hold_up_the_others(session, desk, made, item):
    claire = _by_name(made, "Claire Morin")
    good = {"key": "g" * 32, "act": "in", "person": str(claire.id)}
    answer = _acts(desk, made, {"key": "b" * 32, **item}, good)
    bad, kept = answer.json["results"]
    assert (bad["state"], kept["state"]) == ("refused", "kept")
    assert bad["sentence"]
    assert len(made.registrations()) == 2
    assert _attendance(session, made) == {"association": 1}


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"items": 3}, {"items": [3]}, {"items": [{"key": 1}]}, {"items": [{}] * 101}],
)
def test_what_is_no_list_of_acts_is_refused(desk, made, sent):
    assert desk.post(f"{made.home}/check-in/acts", json=sent).status_code == 400


def test_a_person_of_another_conference_is_not_known_here(session, desk, made):
    other = ConferenceFactory()
    stranger = RegistrationFactory(conference_id=other.id)
    session.commit()
    desk.post(f"{made.home}/check-in", data={"in": stranger.id})
    act = {"key": "a" * 32, "act": "in", "person": str(stranger.id)}
    assert _acts(desk, made, act).json["results"][0]["state"] == "refused"
    session.refresh(stranger)
    assert stranger.came_at is None


def test_the_code_of_a_person_shows_a_facilitator_who_it_is(app, desk, client, made):
    claire = _by_name(made, "Claire Morin")
    secret = secret_of(app.extensions["settings"].secret_key, claire)
    own = f"{made.home}/registration/{claire.id}/{secret}"
    assert "Est là" not in client.get(own).text
    page = desk.get(own).text
    assert "Claire Morin" in page
    assert "Est là" in page
    form = {"in": str(claire.id), "from": "code"}
    answer = desk.post(f"{made.home}/check-in", data=form)
    assert answer.headers["Location"] == own
    assert "Là depuis" in desk.get(own).text
    assert "Votre arrivée est notée" in client.get(own).text
    client.post(f"{own}/cancel")
    assert _by_name(made, "Claire Morin").state is RegistrationState.CONFIRMED


def test_the_list_is_searched_without_accents_of_capitals_on_the_server_too(desk, made):
    page = desk.get(f"{made.home}/check-in?q=ÉLIE").text
    assert "Élie Durand" in page
    assert "Claire Morin" not in page


def test_a_list_of_a_thousand_people_is_light(session, desk, made):
    for number in range(1000):
        RegistrationFactory(conference_id=made.conference.id, name=f"Prénom Nom-Composé {number}")
    session.commit()
    page = desk.get(f"{made.home}/check-in").data
    assert page.count(b"<li") > 1000
    assert len(page) < 300_000


def test_the_other_desks_are_told_who_is_there_when_it_changes(client, desk, made):
    where = f"{made.home}/check-in/arrived"
    first = desk.get(where).json
    assert first["arrived"] == []
    assert desk.get(f"{where}?seen={first['seen']}").status_code == 204
    claire = _by_name(made, "Claire Morin")
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    told = desk.get(f"{where}?seen={first['seen']}").json
    assert [person for person, _at in told["arrived"]] == [str(claire.id)]
    assert client.get(where).status_code == 302


def test_a_correction_by_hand_stays_until_it_is_given_up(session, sign_in, desk, made):
    steward = sign_in(made.consultation, Role.STEWARD)
    claire = _by_name(made, "Claire Morin")
    steward.post(f"{made.home}/attendance", data={"union": "12", "association": ""})
    desk.post(f"{made.home}/check-in", data={"in": claire.id})
    assert _attendance(session, made) == {"union": 12}
    page = steward.get(f"{made.home}/desk").text
    assert re.search(r"corrigé à la main", page)
    assert steward.post(f"{made.home}/attendance", data={"union": "-1"}).status_code == 422
    steward.post(f"{made.home}/attendance/by-check-in")
    assert _attendance(session, made) == {"association": 1}
