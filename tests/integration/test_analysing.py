"""From excerpts to themes and proposed links."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    Assignment,
    CandidateTheme,
    Channel,
    Contribution,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Job,
    JobState,
    NodeKind,
    Role,
    Run,
    RunState,
    StrategyNode,
    Suggestion,
)
from app.strategy.decisions import is_in_force
from app.strategy.evidence import Decider, keep, set_aside
from app.strategy.services import add_reference_strategy
from app.themes import inputs, queries
from app.themes.quotations import verbatims_page
from app.themes.services import start_run
from app.web.paging import Cursor
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution

pytestmark = pytest.mark.either_database

SUBJECTS = {
    "Les délais de versement des subventions vident la trésorerie": "la banque attend",
    "La formation des bénévoles manque de moyens": "les dirigeants apprennent seuls",
    "Les jeunes ignorent les métiers de l’économie sociale": "il faut en parler au lycée",
    "La commande publique ignore les clauses sociales": "les marchés vont au moins cher",
}
ENDINGS = ("chaque année.", "dans notre département.", "depuis longtemps.", "partout.", "encore.")


def _texts() -> list[str]:
    return [
        f"{subject} {ending} {detail.capitalize()}."
        for subject, detail in SUBJECTS.items()
        for ending in ENDINGS
    ]


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    add_reference_strategy(
        session, consultation_id=consultation.id, code="sress-2016", title="Stratégie"
    )
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.WORKSHOP)
    take_in(session, activity, [new_contribution(text, respondent=text[:9]) for text in _texts()])
    session.commit()
    return consultation


def _analyse(session, work, consultation, **values) -> Run:
    run = start_run(session, consultation_id=consultation.id, account_id=None, **values)
    session.commit()
    work()
    session.rollback()
    return session.get_one(Run, run.id)


def test_every_excerpt_gets_a_theme_and_the_run_keeps_how_it_was_made(session, work, consultation):
    run = _analyse(session, work, consultation, theme_count=4)
    assert run.state is RunState.DONE
    assert run.excerpts == 20
    assert len(run.corpus_hash) == 64
    assert {"numpy", "scikit-learn"} <= set(run.versions)
    placed = session.scalar(sa.select(sa.func.count()).select_from(Assignment))
    assert placed == 20
    leaves = [
        theme for line in queries.themes_of(session, run) for theme in (line.children or (line,))
    ]
    assert sum(theme.size for theme in leaves) == 20
    assert all(theme.label for theme in leaves)
    assert all(theme.channels[0][0] is Channel.WORKSHOP for theme in leaves)


def test_voices_are_counted_once_however_much_they_say(session, work, consultation):
    run = _analyse(session, work, consultation, theme_count=2)
    for theme in session.scalars(sa.select(CandidateTheme).where(CandidateTheme.run_id == run.id)):
        assert 1 <= theme.voices <= theme.size


def test_the_most_typical_excerpts_come_first_and_pages_lead_on(session, work, consultation):
    run = _analyse(session, work, consultation, theme_count=2)
    theme = session.scalars(
        sa.select(CandidateTheme)
        .join(Assignment, Assignment.theme_id == CandidateTheme.id)
        .where(CandidateTheme.run_id == run.id)
        .order_by(CandidateTheme.size.desc())
    ).first()
    page = verbatims_page(session, theme, size=3)
    assert [verbatim.rank for verbatim in page.rows] == [1, 2, 3]
    following = verbatims_page(session, theme, cursor=Cursor(page.next_key), size=3)
    assert [verbatim.rank for verbatim in following.rows] == [4, 5, 6]
    assert all(v.text in _texts() for v in page.rows)


def test_links_are_proposed_to_objectives_with_words_of_the_excerpt(session, work, consultation):
    run = _analyse(session, work, consultation)
    found = session.execute(
        sa.select(Suggestion, StrategyNode.kind, EXCERPT_TEXT)
        .select_from(Suggestion)
        .join(StrategyNode, Suggestion.node_id == StrategyNode.id)
        .join(Excerpt, Suggestion.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(Suggestion.run_id == run.id)
    ).all()
    assert found
    for suggestion, kind, text in found:
        assert kind is NodeKind.OBJECTIVE
        assert 0 <= suggestion.score <= 1
        assert suggestion.words
        assert all(word.lower() in text.lower() for word in suggestion.words)
    positions = sorted(s.position for s, _, _ in found if s.rank == 1)
    assert positions == list(range(len(positions)))
    assert all(s.position is None for s, _, _ in found if s.rank > 1)


def test_running_again_loses_no_decision_and_learns_from_it(session, work, consultation):
    first = _analyse(session, work, consultation)
    suggestion = session.scalars(
        sa.select(Suggestion).where(Suggestion.run_id == first.id, Suggestion.rank == 1)
    ).first()
    decider = Decider(consultation.id, None)
    keep(session, decider, excerpt_id=suggestion.excerpt_id, node_id=suggestion.node_id)
    session.commit()
    other = session.scalars(
        sa.select(Suggestion).where(
            Suggestion.run_id == first.id, Suggestion.excerpt_id != suggestion.excerpt_id
        )
    ).first()
    about = {"excerpt_id": other.excerpt_id, "node_id": other.node_id}
    set_aside(session, decider, motive="Autre sujet", **about)
    session.commit()
    examples = inputs.examples_of(session, first)
    assert sorted(example.accepted for example in examples) == [False, True]
    second = _analyse(session, work, consultation)
    assert second.id != first.id
    assert queries.latest_run(session, consultation.id).id == second.id
    decided = session.scalars(sa.select(EvidenceLink.status).where(is_in_force())).all()
    assert sorted(decided) == [EvidenceStatus.KEPT, EvidenceStatus.SET_ASIDE]


def test_a_run_is_about_what_it_was_asked_for(session, work, consultation):
    other = ActivityFactory(consultation_id=consultation.id)
    take_in(
        session,
        other,
        [
            new_contribution(f"Le logement des salariés {n}.", question="Logement ?")
            for n in range(6)
        ],
    )
    session.commit()
    assert _analyse(session, work, consultation, activity_id=other.id).excerpts == 6
    assert _analyse(session, work, consultation, question="Logement ?").excerpts == 6
    assert _analyse(session, work, consultation).excerpts == 26


def test_what_left_the_corpus_is_not_analysed(session, work, consultation):
    one = session.scalars(sa.select(Contribution)).first()
    one.state = ContributionState.WITHDRAWN
    session.commit()
    assert _analyse(session, work, consultation).excerpts == 19


def test_an_analysis_of_nothing_fails_with_a_sentence(session, work, sign_in):
    empty = ConsultationFactory()
    client = sign_in(empty, Role.WRITER)
    run = _analyse(session, work, empty)
    assert run.state is RunState.FAILED
    page = client.get(f"/consultations/{empty.slug}/jobs/{run.job_id}")
    assert "importez d’abord des contributions" in page.text


def test_an_analysis_without_a_strategy_gives_themes_only(session, work):
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id)
    take_in(session, activity, [new_contribution(text) for text in _texts()])
    session.commit()
    run = _analyse(session, work, consultation)
    assert run.state is RunState.DONE
    assert session.scalar(sa.select(sa.func.count()).select_from(Suggestion)) == 0


def test_a_writer_analyses_and_reads_themes_in_the_browser(session, work, sign_in, consultation):
    client = sign_in(consultation, Role.WRITER)
    base = f"/consultations/{consultation.slug}"
    assert "Pas encore d’analyse" in client.get(f"{base}/themes").text
    answer = client.post(
        f"{base}/analyses/new", data={"theme_count": "4", "activity": "", "question": ""}
    )
    assert answer.status_code == 302
    work()
    result = client.get(answer.headers["Location"], follow_redirects=True)
    assert "20 extraits analysés" in result.text
    session.rollback()
    for theme in session.scalars(sa.select(CandidateTheme)):
        page = client.get(f"{base}/themes/{theme.id}")
        assert page.status_code == 200
        assert client.get(f"{base}/themes/{theme.id}?channel=idea_box").status_code == 200


@pytest.mark.parametrize("count", ["1", "101", "abc", "-3"])
def test_a_senseless_number_of_themes_is_refused_and_kept(session, sign_in, consultation, count):
    client = sign_in(consultation, Role.WRITER)
    answer = client.post(
        f"/consultations/{consultation.slug}/analyses/new", data={"theme_count": count}
    )
    assert answer.status_code == 422
    assert f'value="{count}"' in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_a_facilitator_reads_themes_but_starts_no_analysis(session, sign_in, consultation):
    client = sign_in(consultation, Role.FACILITATOR)
    base = f"/consultations/{consultation.slug}"
    assert client.get(f"{base}/themes").status_code == 200
    assert client.get(f"{base}/analyses/new").status_code == 403
    assert client.post(f"{base}/analyses/new").status_code == 403


def test_a_theme_or_run_of_another_consultation_does_not_exist_here(
    session, work, sign_in, consultation
):
    run = _analyse(session, work, consultation)
    theme = session.scalars(sa.select(CandidateTheme)).first()
    other = ConsultationFactory()
    client = sign_in(other, Role.STEWARD)
    assert client.get(f"/consultations/{other.slug}/themes/{theme.id}").status_code == 404
    assert client.get(f"/consultations/{other.slug}/themes?run={run.id}").status_code == 404


def test_a_cancelled_analysis_leaves_nothing(session, work, sign_in, consultation):
    client = sign_in(consultation, Role.WRITER)
    run = start_run(session, consultation_id=consultation.id, account_id=None)
    session.commit()
    client.post(f"/consultations/{consultation.slug}/jobs/{run.job_id}/cancel")
    work()
    session.rollback()
    assert session.get_one(Job, run.job_id).state is JobState.CANCELLED
    assert session.scalar(sa.select(sa.func.count()).select_from(CandidateTheme)) == 0


def test_an_analysis_that_is_asked_for_twice_is_made_once(session):
    consultation = ConsultationFactory()

    def asked(**values) -> Run:
        return start_run(session, consultation_id=consultation.id, account_id=None, **values)

    first = asked(theme_count=3)
    assert asked(theme_count=3) is first
    assert asked() is not first
    session.get_one(Job, first.job_id).end(JobState.DONE)
    assert asked(theme_count=3) is not first
