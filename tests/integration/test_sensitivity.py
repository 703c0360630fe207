"""What would change the themes of an analysis: asked for once, tried, and told."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.models import (
    Channel,
    Consultation,
    Contribution,
    ContributionState,
    Job,
    JobKind,
    JobState,
    Role,
    Run,
    RunState,
)
from app.themes.measures import measure_of
from app.themes.sensitivity.asking import NotAnalysed, ask
from app.themes.sensitivity.findings import MEASURE, findings_of
from app.themes.services import start_run
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database

SUBJECTS = (
    "La formation des bénévoles manque de moyens",
    "Les délais de versement des subventions vident la trésorerie",
    "Le vélo et le tramway remplacent la voiture",
)
PLACES = ("ici", "en ville", "au village", "partout")


@pytest.fixture
def run(session, work) -> Run:
    """Three subjects, the last of them in one workshop only."""
    consultation = ConsultationFactory()
    for channel, subjects in ((Channel.SUBMISSION, SUBJECTS[:2]), (Channel.WORKSHOP, SUBJECTS[2:])):
        activity = ActivityFactory(consultation_id=consultation.id, channel=channel)
        texts = [f"{subject}, {place}." for subject in subjects for place in PLACES]
        take_in(session, activity, [new_contribution(text, respondent=text) for text in texts])
    asked = start_run(session, consultation_id=consultation.id, account_id=None, theme_count=3)
    session.commit()
    work()
    session.rollback()
    return session.get_one(Run, asked.id)


def jobs_of(session) -> list[Job]:
    return list(session.scalars(sa.select(Job).where(Job.kind == JobKind.SENSITIVITY)))


def test_what_would_change_the_themes_is_asked_for_tried_and_told(session, work, sign_in, run):
    consultation = session.get_one(Consultation, run.consultation_id)
    page = f"/consultations/{consultation.slug}/analyses/{run.id}/sensitivity"
    writer = sign_in(consultation, Role.WRITER)
    assert "Rien n’a encore été essayé" in writer.get(page).text
    first, second = writer.post(page), writer.post(page)
    assert first.location == second.location
    assert "Analyse en cours d’essai" in writer.get(page).text
    work()
    session.rollback()
    assert [job.state for job in jobs_of(session)] == [JobState.DONE]
    assert writer.get(first.location).location.endswith(page)
    with counted(session.get_bind()) as statements:
        told = writer.get(page).text
    assert len(statements) <= MOST
    assert "Sans le canal « Atelier », 1 thème sur 3 disparaîtrait." in told
    assert "Le corpus a changé" not in told
    table = writer.get(f"{page}/table.csv").text
    assert table.count("\n") == 1 + len(findings_of(session, run).tried)
    writer.post(page)
    session.rollback()
    assert len(jobs_of(session)) == 2


def test_a_corpus_that_changed_is_said_and_an_analysis_without_result_refused(session, work, run):
    contribution = session.scalars(sa.select(Contribution)).first()
    contribution.state = ContributionState.WITHDRAWN
    ask(session, run, account_id=None)
    session.commit()
    work()
    session.rollback()
    found = findings_of(session, run)
    assert found.corpus_changed
    assert (found.tried[0].kind, found.tried[0].compared) == ("again", 11)
    # Figures and codes only: what people wrote stays in the corpus.
    assert "vélo" not in str(measure_of(session, run.id, MEASURE))
    run.state = RunState.FAILED
    with pytest.raises(NotAnalysed):
        ask(session, run, account_id=None)
