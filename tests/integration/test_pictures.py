"""The pictures of a run, each with its sentence and its figures."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import CandidateTheme, Consultation, Firmness, Role, Run, RunState
from app.themes.measures import keep_measure
from tests.factories import ConsultationFactory
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database

LABELS = ("Trésorerie, subventions", "Formation <b>des bénévoles</b>", "Commande publique")


@pytest.fixture
def run(session) -> Run:
    """Three themes with all that pictures show, without the work of an analysis."""
    found = Run(consultation_id=ConsultationFactory().id, state=RunState.DONE)
    session.add(found)
    session.flush()
    for place, text in enumerate(LABELS):
        session.add(
            CandidateTheme(
                run_id=found.id,
                code=f"t{place + 1}",
                position=place,
                label=text,
                size=10 - place,
                shares={"texts": 0.5, "respondents": 0.3 + place / 10, "balanced": 0.4},
                firmness=Firmness.SOLID,
            )
        )
    places = [{"theme": f"t{n}", "x": n / 10, "y": 0.0} for n in (1, 2, 3)]
    joins = [{"one": 0, "other": 2, "height": 0.1}, {"one": 1, "other": 3, "height": 0.2}]
    keep_measure(session, found.id, "map", {"places": places, "joins": joins, "shown": 0.8})
    counts = {"t1": [1, 0], "t2": [0, 7], "t3": [2, 2]}
    keep_measure(
        session,
        found.id,
        "over_time",
        {
            "step": "month",
            "starts": [dt.date(2016, month, 1).isoformat() for month in (5, 6)],
            "themes": counts,
            "dated": 12,
            "undated": 0,
        },
    )
    point = {"mass": 0.5, "quality": [1.0], "contribution": [0.5]}
    drawn = {
        "attribute": "channel",
        "inertia": [0.2],
        "explained": [1.0],
        "themes": [{"name": "t1", "at": [0.5], **point}, {"name": "t2", "at": [-0.5], **point}],
        "groups": [{"name": "workshop", "at": [0.4], **point}, {"name": "", "at": [-0.4], **point}],
    }
    listed = {"attributes": [{"key": "channel", "name": "channel"}]}
    keep_measure(session, found.id, "who_says_what", listed)
    keep_measure(session, found.id, "correspondence:channel", drawn)
    session.commit()
    return found


def test_each_picture_says_what_to_see_and_is_drawn(session, sign_in, run):
    consultation = session.get_one(Consultation, run.consultation_id)
    reader = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}/analyses/{run.id}/pictures"
    with counted(session.get_bind()) as statements:
        page = reader.get(home).get_data(as_text=True)
    assert len(statements) <= MOST
    assert "Le plan montre 80" in page
    assert "sont les premiers" in page
    assert "06/2016 (7 extraits)" in page
    assert "Thèmes et groupes" in page
    assert "&lt;b&gt;" in page
    assert "<b>des" not in page
    for picture in ("map", "tree", "weights", "time", "voices"):
        assert f"picture={picture}" in page
    wide, narrow = (
        reader.get(f"{home}/chart.svg?picture=voices&by=channel{more}")
        for more in ("", "&narrow=1")
    )
    assert wide.mimetype == "image/svg+xml"
    assert wide.data != narrow.data
    assert reader.get(f"{home}/chart.svg?picture=nothing").status_code == 404
    assert reader.get(f"{home}?by=nothing").status_code == 404


def test_a_run_without_pictures_says_what_to_do(session, sign_in):
    consultation = ConsultationFactory()
    run = Run(consultation_id=consultation.id)
    session.add(run)
    session.commit()
    home = f"/consultations/{consultation.slug}/analyses/{run.id}/pictures"
    writer = sign_in(consultation, Role.WRITER)
    assert "Pas encore d’image" in writer.get(home).get_data(as_text=True)
    assert writer.get(f"{home}/chart.svg?picture=map").status_code == 404
