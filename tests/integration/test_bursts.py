"""Bursts: found by a rule, set aside by a steward, counted again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.ideas import judging
from app.ideas.burst_finding import Acts
from app.ideas.bursts import bursts_page
from app.ideas.setting_aside import NoSuchBurst, count_again, set_aside
from app.ideas.supporting import support
from app.models import IdeaSupport, Judgement, ModerationAct, ModerationEvent, Role
from app.models.types import now
from app.web.paging import Cursor
from tests.boxes_with_people import make_box, yesterday

pytestmark = pytest.mark.either_database


@pytest.fixture
def box(session):
    return make_box()


def _found(session, box, acts=Acts.SUPPORTS, cursor=None):
    return bursts_page(session, box.box, acts, cursor or Cursor(), now()).value


def test_a_burst_is_found_with_its_devices_and_networks(session, box):
    start = yesterday()
    quick, few, slow = box.idea("Vite"), box.idea("Peu"), box.idea("Lente")
    box.burst(session, quick, 10, start, seconds=60)
    box.burst(session, few, 9, start, seconds=1)
    box.burst(session, slow, 12, start, seconds=70)
    support(session, box.box, quick, box.person(), origin="", moment=start + timedelta(seconds=5))
    [shown] = _found(session, box).rows
    assert shown.burst.place == (start, quick.id)
    assert (shown.title, shown.burst.rush.number) == ("Vite", 11)
    assert (shown.unverified, shown.origins) == (10, 3)


def test_votes_make_bursts_too(session, box):
    idea = box.idea()
    for place in range(10):
        judging.judge(
            session,
            box.box,
            idea,
            box.device(),
            Judgement.DISAGREE,
            origin="one",
            moment=yesterday() + timedelta(seconds=place),
        )
    [shown] = _found(session, box, Acts.VOTES).rows
    assert (shown.burst.rush.number, shown.unverified, shown.origins) == (10, 10, 1)
    assert _found(session, box).rows == ()


def test_bursts_page_by_key(session, box):
    for place in range(30):
        box.burst(session, box.idea(f"Idée {place}"), 10, yesterday() - timedelta(hours=place), 1)
    first = _found(session, box)
    second = _found(session, box, cursor=Cursor(first.next_key))
    titles = [one.title for one in (*first.rows, *second.rows)]
    assert titles == [f"Idée {place}" for place in range(30)]
    assert (first.previous_key, second.next_key) == (None, None)
    back = _found(session, box, cursor=Cursor(second.previous_key, backwards=True))
    assert back.rows == first.rows
    assert _found(session, box, cursor=Cursor("nonsense")).rows == first.rows


def test_an_origin_that_is_too_old_is_read_no_more(session, box):
    box.burst(session, box.idea(), 10, now() - timedelta(days=31), 1)
    assert [one.origins for one in _found(session, box).rows] == [0]


def test_supports_that_are_set_aside_are_kept_counted_no_more_and_counted_again(session, box):
    lead, idea = box.idea("Tête"), box.idea("Membre")
    idea.lead_id = lead.id
    start, moment = yesterday(), now()
    box.burst(session, idea, 12, start)
    support(session, box.box, idea, box.person(), origin="", moment=start - timedelta(hours=2))
    assert set_aside(session, idea, start, account_id=None, moment=moment) == 12
    assert (idea.supporters, lead.all_supporters, lead.unverified_supporters) == (1, 1, 0)
    assert session.scalar(sa.select(sa.func.count(IdeaSupport.id))) == 13
    with pytest.raises(NoSuchBurst):
        set_aside(session, idea, start, account_id=None, moment=moment)
    assert count_again(session, idea, moment, account_id=None) == 12
    with pytest.raises(NoSuchBurst):
        count_again(session, idea, moment, account_id=None)
    assert (idea.supporters, lead.all_supporters, lead.unverified_supporters) == (13, 13, 12)
    acts = session.scalars(sa.select(ModerationEvent.act).order_by(ModerationEvent.id)).all()
    assert acts == [ModerationAct.SUPPORTS_SET_ASIDE, ModerationAct.SUPPORTS_COUNTED]


def test_a_steward_sets_a_burst_aside_and_undoes_it_in_the_page(session, sign_in, box):
    idea = box.idea("Vite")
    box.burst(session, idea, 12, yesterday())
    client = sign_in(box.consultation, Role.STEWARD)
    address = f"{box.address}/bursts"

    def press(page: str, said: str) -> None:
        key = re.search('name="key" value="([^"]+)"', client.get(page).text)[1]
        answer = client.post(page, data={"key": key}, follow_redirects=True)
        assert said in answer.text
        assert client.post(page, data={"key": key}, follow_redirects=True).status_code == 200

    press(address, "12 soutiens sont écartés")
    assert "Pas de rafale" in client.get(address).text
    press(f"{address}/set-aside", "12 soutiens comptent de nouveau")
    session.rollback()
    assert idea.supporters == 12
    assert client.post(address, data={"key": "nonsense"}).status_code == 400
