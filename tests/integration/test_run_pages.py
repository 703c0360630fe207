"""An analysis is read with all that it measured, and made again from what it hands over."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from analysis.commands.main import main
from app.corpus.intake import take_in, whole
from app.models import (
    Assignment,
    AuditEvent,
    CandidateTheme,
    Channel,
    Consultation,
    Contribution,
    ContributionState,
    Excerpt,
    Firmness,
    Role,
    Run,
    RunMeasure,
    RunState,
)
from app.themes.measures import keep_measure, measure_of
from app.themes.quotations import View, sent_alike, verbatims_page
from app.themes.services import start_run
from app.web.paging import Cursor
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution
from tests.unit.analysis.french_answers import answers

pytestmark = pytest.mark.either_database

COPIED = "Nous demandons que la gare de notre bourg ouvre de nouveau le dimanche matin"
ODD = ("- moins de trains\n- plus de bus", "'=1+1 train", "!!!")
"""What a spreadsheet runs, what looks as if that was prevented, and a text without a word."""


@pytest.fixture
def run(session, work) -> Run:
    """A run on answers, a text sent by six people, and odd ones."""
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id, channel=Channel.QUESTIONNAIRE)
    texts = [text for _, text in answers(per_subject=6)]
    texts += [COPIED + end for end in (" !", " !!", ".", " …", " ;", "")]
    texts += ODD
    contributions = [
        replace(new_contribution(text, respondent=f"person {n}"), spans=whole(text))
        for n, text in enumerate(texts)
    ]
    take_in(session, activity, contributions)
    started = start_run(
        session, consultation_id=consultation.id, account_id=None, theme_count=3, seed=4
    )
    session.commit()
    work()
    session.rollback()
    return session.get_one(Run, started.id)


def _home(session, run) -> str:
    return f"/consultations/{session.get_one(Consultation, run.consultation_id).slug}"


def test_a_run_is_verified_with_the_two_files_that_it_hands_over(
    session, sign_in, run, tmp_path, capsys
):
    consultation = session.get_one(Consultation, run.consultation_id)
    client = sign_in(consultation, Role.WRITER)
    address = f"{_home(session, run)}/analyses/{run.id}"
    page = client.get(address).text
    manifest, table = tmp_path / "manifest.json", tmp_path / "corpus.csv"
    for path, name in ((manifest, "manifest.json"), (table, "corpus.csv")):
        answer = client.get(f"{address}/{name}")
        assert answer.headers["Content-Disposition"].split("filename=")[1] in page
        path.write_bytes(answer.data)
    assert "'- moins de trains" in table.read_text(encoding="utf-8")
    assert main(["verify", str(manifest), str(table)]) == 0
    assert "Same result: 3 themes of 39 texts, seed 4." in capsys.readouterr().out
    written = sa.select(AuditEvent.act).where(AuditEvent.consultation_id == consultation.id)
    assert session.scalars(written.where(AuditEvent.act.like("themes.corpus%"))).all() == [
        "themes.corpus_csv"
    ]
    session.scalars(sa.select(Contribution)).first().state = ContributionState.WITHDRAWN
    session.commit()
    table.write_bytes(client.get(f"{address}/corpus.csv").data)
    assert main(["verify", str(manifest), str(table)]) == 1
    assert "39 then" in capsys.readouterr().out


def test_those_who_read_themes_see_the_run_and_take_nothing_away(session, sign_in, run):
    consultation = session.get_one(Consultation, run.consultation_id)
    client = sign_in(consultation, Role.FACILITATOR)
    address = f"{_home(session, run)}/analyses/{run.id}"
    page = client.get(address)
    assert run.corpus_hash in page.text
    assert "6 voix" in page.text
    assert "corpus.csv" not in page.text
    assert client.get(f"{address}/manifest.json").status_code == 403
    assert client.get(f"{address}/corpus.csv").status_code == 403
    elsewhere = ConsultationFactory()
    steward = sign_in(elsewhere, Role.STEWARD)
    for name in ("", "/manifest.json", "/corpus.csv"):
        gone = steward.get(f"/consultations/{elsewhere.slug}/analyses/{run.id}{name}")
        assert gone.status_code == 404


def test_a_text_sent_by_many_stands_once_and_leads_to_the_others(session, sign_in, run):
    sent = measure_of(session, run.id, "campaigns")["campaigns"]
    assert [(one["number"], one["texts"], one["voices"]) for one in sent] == [(1, 6, 6)]
    theme = session.scalars(
        sa.select(CandidateTheme)
        .join(Assignment, Assignment.theme_id == CandidateTheme.id)
        .where(Assignment.campaign == 1)
    ).first()
    shown = verbatims_page(session, theme).rows
    assert len([one for one in shown if COPIED in one.text]) == 1
    assert len(shown) == theme.size - 5
    same = verbatims_page(session, theme, view=View.CAMPAIGNS, channel=Channel.QUESTIONNAIRE)
    assert [one.campaign for one in same.rows] == [1]
    first = sent_alike(session, theme, 1, size=4)
    rest = sent_alike(session, theme, 1, cursor=Cursor(first.next_key), size=4)
    assert len({one.excerpt_id for one in (*first.rows, *rest.rows)}) == 6
    # When the one that stands for the others leaves the corpus, the next does.
    [stands] = same.rows
    session.get_one(Contribution, stands.contribution_id).state = ContributionState.WITHDRAWN
    session.flush()
    [following] = verbatims_page(session, theme, view=View.CAMPAIGNS).rows
    assert following.rank > stands.rank
    session.commit()
    client = sign_in(session.get_one(Consultation, run.consultation_id), Role.WRITER)
    page = client.get(f"{_home(session, run)}/themes/{theme.id}")
    assert "6 voix ont envoyé presque le même texte" in page.text
    page = client.get(f"{_home(session, run)}/themes/{theme.id}?campaign=1")
    assert page.text.count("<blockquote>") == 5
    assert client.get(f"{_home(session, run)}/themes/{theme.id}?campaign=x").status_code == 404


def test_all_that_was_measured_of_a_theme_is_shown(session, sign_in, run):
    themes = session.scalars(sa.select(CandidateTheme).order_by(CandidateTheme.position)).all()
    for theme in themes:
        theme.firmness = Firmness.FRAGILE
    theme = themes[0]
    theme.shares = {"texts": 0.5, "respondents": 0.25, "balanced": 0.125}
    theme.stability = 0.31
    term = {"score": 1.0, "chi2": 12.5, "specificity": 3.2, "q": 0.0001, "texts": 7}
    theme.terms = [{"term": "guichet", **term}]
    theme.lacking = [{"term": "cantine", **term, "chi2": -8.0}]
    keep_measure(session, run.id, "minority", {"themes": [{"theme": theme.code, "where": []}]})
    placed = session.scalars(sa.select(Assignment).where(Assignment.theme_id == theme.id)).all()
    for one in placed:
        one.contrast_rank = one.divisive_rank = None
    placed[0].contrast_rank, placed[1].contrast_rank, placed[2].divisive_rank = 2, 1, 1
    session.commit()
    client = sign_in(session.get_one(Consultation, run.consultation_id), Role.FACILITATOR)
    home = _home(session, run)
    index = client.get(f"{home}/themes").text
    assert index.count("certains en parlent beaucoup") == 1
    assert "Tous les thèmes sont fragiles" in index
    assert f"{home}/analyses/{run.id}/sensitivity" in index
    assert f"{home}/analyses/new" not in index
    page = client.get(f"{home}/themes/{theme.id}").text
    for text in ("50 %", "25 %", "12 %"):
        assert text in index, text
    for text in ("Fragile", "il a 31", "guichet", "cantine", "12,50", "-8,00"):
        assert text in page, text
    contrasting = client.get(f"{home}/themes/{theme.id}?view=contrasting").text
    assert contrasting.count("<blockquote>") == 2
    divisive = client.get(f"{home}/themes/{theme.id}?view=divisive").text
    assert divisive.count("<blockquote>") == 1
    assert client.get(f"{home}/themes/{theme.id}?view=other").status_code == 404
    theme.firmness = Firmness.SOLID
    session.commit()
    index = client.get(f"{home}/themes").text
    assert "Tous les thèmes sont fragiles" not in index
    assert "Que faire de thèmes fragiles" in index


def test_the_excerpts_that_show_a_theme_with_sub_themes_are_read_from_its_run(
    session, sign_in, run
):
    child = session.scalars(sa.select(CandidateTheme).order_by(CandidateTheme.position)).first()
    above = [
        CandidateTheme(run_id=run.id, code=f"up{n}", position=90 + n, label=f"Haut {n}", size=9)
        for n in range(2)
    ]
    session.add_all(above)
    session.flush()
    above[1].parent_id, child.parent_id = above[0].id, above[1].id
    first, second = session.scalars(sa.select(Excerpt.id).limit(2)).all()
    measure = session.scalars(sa.select(RunMeasure).where(RunMeasure.name == "quoted")).one()
    measure.content = {"up0": {"typical": [second.hex, first.hex], "divisive": [first.hex]}}
    session.commit()
    client = sign_in(session.get_one(Consultation, run.consultation_id), Role.FACILITATOR)
    home = _home(session, run)
    page = client.get(f"{home}/themes/{above[0].id}").text
    assert "Haut 1" in page
    assert page.index(f"excerpt-{second}") < page.index(f"excerpt-{first}")
    divisive = client.get(f"{home}/themes/{above[0].id}?view=divisive").text
    assert divisive.count("<blockquote>") == 1
    assert "Haut 0" in client.get(f"{home}/themes/{child.id}").text
    assert child.label in client.get(f"{home}/themes").text


def test_a_run_of_before_these_measures_is_read_as_it_was(session, sign_in, run):
    session.execute(sa.delete(RunMeasure))
    session.execute(sa.update(Assignment).values(campaign=None, contrast_rank=None))
    session.execute(
        sa.update(CandidateTheme).values(
            shares={},
            distinct_texts=0,
            lacking=[],
            stability=None,
            firmness=None,
            terms=[{"term": "gare", "score": 1.0}],
        )
    )
    run.settings = {"themes": 3, "seed": 0}
    session.commit()
    client = sign_in(session.get_one(Consultation, run.consultation_id), Role.WRITER)
    home = _home(session, run)
    theme = session.scalars(sa.select(CandidateTheme)).first()
    for address in (f"themes/{theme.id}", "themes", f"analyses/{run.id}", "analyses"):
        assert client.get(f"{home}/{address}").status_code == 200, address
    assert client.get(f"{home}/analyses/{run.id}/manifest.json").status_code == 404
    session.get_one(Run, run.id).end(RunState.FAILED)
    session.commit()
    assert "Échec" in client.get(f"{home}/analyses/{run.id}").text
