"""Figures of large consultations: whoever writes, they are counted again and are right."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.near.near_texts import NearTexts
from app.corpus.intake import take_in
from app.corpus.moderation.deciding import Moderator, reject, restore
from app.figures import keeping
from app.figures.asking import ask_for_figures, consultations_due
from app.figures.counting_job import differing
from app.figures.keeping import kept_rows
from app.ideas.burst_finding import Acts
from app.ideas.bursts import bursts_page
from app.ideas.setting_aside import set_aside as set_supports_aside
from app.models import (
    Activity,
    CodingStance,
    CodingVia,
    Contribution,
    EvidenceStatus,
    KeptFigure,
    OrganisationKind,
    OrphanKind,
    ResponseState,
    Role,
    ShownBecause,
)
from app.models.types import now
from app.organisations.representativeness.population import Figure, Population, set_population
from app.organisations.representativeness.results import representativeness_of
from app.publication.became.counts import counts_of
from app.publication.became.lines import unreadable_of
from app.publication.became.lists import Listed, Wanted, became_page, reasons_of
from app.strategy.coverage.counting import kept_as_evidenced
from app.strategy.coverage.groups import By
from app.strategy.evidence import Decider, keep, set_aside
from app.strategy.orphans import lists
from app.strategy.orphans.counted import orphans_counted
from app.strategy.orphans.silent_voices import silent_voices
from app.strategy.theme_members import members_told
from app.themes.agreement.quality import quality_figures
from app.themes.codebook.held import held_by_theme
from app.themes.codebook.queries import tree_of
from app.themes.coding.deciding import Coder, Decided, How, code
from app.themes.comparing.contents import contents_of
from app.themes.near_texts import Shelf
from app.web.paging import Cursor
from tests.boxes_with_people import make_box, yesterday
from tests.factories import (
    AccountFactory,
    CharterFactory,
    CharterReasonFactory,
    new_contribution,
)
from tests.integration.test_coverage_and_orphans import Case
from tests.responding import add_response, questionnaire_with

pytestmark = pytest.mark.either_database

ANSWERS = {"coopere": "oui", "freins": ["locaux"], "salaries": 3, "mot": "Un mot."}


@pytest.fixture
def large(monkeypatch):
    """As if any consultation was large."""
    monkeypatch.setattr(keeping, "LARGE", 1)


@pytest.fixture
def case(session):
    return Case(session)


@pytest.fixture
def recount(session, work):
    """Count again what a worker would find due a minute later; the names of what was counted."""

    def counted() -> set[str]:
        session.rollback()
        before = {row.name: row.counted_at for row in session.query(KeptFigure)}
        for row in session.query(KeptFigure):
            row.counted_at -= dt.timedelta(minutes=1)
            row.seconds = 0.0  # However slow this machine is, it rests for less.
        session.flush()
        ask_for_figures(session, consultations_due(session, now()))
        session.commit()
        work()
        session.rollback()
        return {
            row.name
            for row in session.query(KeptFigure)
            if row.counted_at > before.get(row.name, row.counted_at - dt.timedelta(1))
        }

    return counted


@pytest.mark.usefixtures("large", "inside")
def test_whoever_writes_the_figures_are_counted_again_and_do_not_differ(session, case, recount):
    home, decider = case.consultation.id, Decider(case.consultation.id, None)
    activity = session.get(Activity, case.direct.contribution.activity_id)
    by, reason = (
        Moderator(AccountFactory().id),
        CharterReasonFactory(charter_id=CharterFactory(consultation_id=home).id),
    )
    first = session.get(Contribution, case.other.contribution_id)
    session.commit()
    writers = [
        lambda: take_in(session, activity, [new_contribution("Encore une parole.")]),
        lambda: keep(session, decider, excerpt_id=case.lone.id, node_id=case.first.id),
        lambda: set_aside(
            session, decider, motive="Trop cher.", excerpt_id=case.lone.id, node_id=case.first.id
        ),
        lambda: reject(session, first, by, reason_id=reason.id, message=""),
        lambda: restore(session, first, by),
        lambda: case.link(EvidenceStatus.KEPT, theme_id=case.theme.id, node_id=case.second.id),
    ]
    assert recount() >= {"became-1", "lists-1", "coverage-1-channel", "desk-2", "corpus-1"}
    for write in writers:
        write()
        session.commit()
        assert recount(), "nobody noticed"
        assert differing(session, home) == []
    assert recount() == set(), "nothing changed"


def code_unseen(session, case) -> None:
    """Two people code an excerpt, and one of them two more."""
    one, other = (Coder(case.consultation.id, AccountFactory().id) for _ in range(2))
    how = How(CodingVia.QUEUE, ShownBecause.DRAWN, case.theme.id, 0.9)
    for coder, excerpt, stance in (
        (one, case.direct, CodingStance.FOR),
        (other, case.direct, CodingStance.AGAINST),
        (one, case.by_need, CodingStance.FOR),
        (one, case.lone, None),
    ):
        decided = Decided((case.theme.id,), stance=stance)
        code(session, coder, excerpt.id, decided, how, key=f"{coder.account_id}{excerpt.id}"[-64:])
    session.commit()


@pytest.mark.usefixtures("inside")
def test_a_large_consultation_is_told_as_a_small_one(session, case, recount, monkeypatch):
    def told() -> list[object]:
        found: list[object] = [case.matrix(by) for by in By]
        counts = counts_of(session, home)
        found += [counts.excerpts, counts.by_channel, counts.by_line, counts.by_actor]
        for reads_all in (True, False):
            for listed in (None, *Listed):
                wanted = Wanted(home, reads_all, listed)
                page = became_page(session, wanted, size=2)
                after = became_page(session, wanted, cursor=Cursor(page.next_key), size=2)
                back = became_page(
                    session, wanted, cursor=Cursor(after.previous_key, backwards=True), size=2
                )
                found += [page, after, back, reasons_of(session, wanted)]
            found.append(became_page(session, Wanted(home, reads_all, node_id=case.first.id)))
        found += [orphans_counted(session, home), silent_voices(session, home)]
        found.append(quality_figures(session, home))
        held = held_by_theme(session, home, case.theme.id).value
        found += [held.of(case.theme.id), held.stands, tree_of(session, home).value[0].held]
        found += [contents_of(session, home), members_told(session, home, [case.theme.id])]
        known = kept_as_evidenced(session, home)
        bare = lists.Listed(home, OrphanKind.OBJECTIVE)
        found.append(lists.orphans_page(session, bare, evidenced=known and known.value))
        return [*found, unreadable_of(session, home, case.first.id)]

    home = case.consultation.id
    code_unseen(session, case)
    live = told()
    assert live[-2].rows[0].title == case.second.title
    monkeypatch.setattr(keeping, "LARGE", 1)
    assert recount()
    assert told() == live
    keep(session, Decider(home, None), excerpt_id=case.lone.id, node_id=case.second.id)
    assert told()[-2].rows == (), "what is linked meanwhile is no orphan"
    monkeypatch.setattr(keeping, "LARGE", 1000)
    recount()
    assert kept_rows(session, home) == {}, "small again: nothing is kept"


@pytest.mark.usefixtures("large")
def test_results_of_a_large_questionnaire_are_kept_until_its_responses_change(
    session, sign_in, recount
):
    made = questionnaire_with(session, [ANSWERS, {**ANSWERS, "coopere": "non"}])
    steward = sign_in(made.consultation, Role.STEWARD)

    def told(path: str) -> str:
        return steward.get(f"{made.base}/{path}").text

    paths = ("results", "results?only-coopere=oui", "results/questions/mot", "progress")
    live = [told(path) for path in paths]
    assert recount()
    for path, before in zip(paths, live, strict=True):
        kept = told(path)
        assert "Compté le" in kept
        assert kept.count("<tr") == before.count("<tr")
    assert "Un mot." in told("results/questions/mot")
    response = add_response(session, made, ANSWERS)
    session.commit()
    assert "2 réponses ont été envoyées" in told("results")
    assert recount()
    assert "3 réponses ont été envoyées" in told("results")
    response.state = ResponseState.WITHDRAWN
    session.commit()
    assert recount()
    assert "2 réponses ont été envoyées" in told("results")


@pytest.mark.usefixtures("large")
def test_bursts_of_a_large_box_are_those_that_were_found_and_still_are(session, recount):
    def told(key=None, *, backwards=False):
        return bursts_page(session, box.box, Acts.SUPPORTS, Cursor(key, backwards), now())

    box, start = make_box(), yesterday()
    ideas = [box.idea(f"Idée {place}") for place in range(27)]
    for place, idea in enumerate(ideas):
        # Two begin at the same moment.
        box.burst(session, idea, 10, start - dt.timedelta(hours=place // 2), 1)
    session.commit()
    live = told()
    after = told(live.value.next_key)
    assert recount()
    first, second = told(), told(live.value.next_key)
    assert (first.value, second.value) == (live.value, after.value)
    assert (live.counted_at, first.counted_at is None) == (None, False)
    back = told(second.value.previous_key, backwards=True)
    assert back.value.rows == first.value.rows
    gone = first.value.rows[0].burst
    idea = next(one for one in ideas if one.id == gone.idea_id)
    set_supports_aside(session, idea, gone.rush.starts_at, account_id=None, moment=now())
    session.commit()
    assert told().value.rows == first.value.rows[1:]
    assert recount() == {f"bursts-1-supports-{box.box.id.hex}"}
    assert len(told().value.rows) == len(first.value.rows)


@pytest.mark.usefixtures("large")
def test_similar_ideas_of_a_large_box_begin_with_the_index_that_was_kept(
    session, recount, monkeypatch
):
    def near(text):
        (found,) = Shelf().near(session, box.box, [text], 5)
        return [(titles[idea_id], round(score, 3)) for idea_id, score in found]

    box = make_box()
    said = ["Des jardins partagés", "Des jardins, des jardins", "Une monnaie locale"]
    titles = {box.idea(one).id: one for one in said}
    session.commit()
    asked = ("jardin", "la monnaie des jardins", "monnaies locales")
    live = [near(one) for one in asked]
    assert f"near-1-{box.box.id.hex}" in recount()
    learned = []
    add = NearTexts.add
    monkeypatch.setattr(
        NearTexts, "add", lambda self, keys, texts: (learned.extend(texts), add(self, keys, texts))
    )
    assert [near(one) for one in asked] == live
    assert learned == []
    titles[box.idea("Une recyclerie").id] = "Une recyclerie"
    session.commit()
    assert near("des recycleries")[0][0] == "Une recyclerie"
    assert len(learned) == 1, "the others are known"
    assert f"near-1-{box.box.id.hex}" in recount()


@pytest.mark.usefixtures("inside")
def test_voices_of_a_large_consultation_are_kept_for_the_territories_that_are_known(
    session, case, recount, monkeypatch
):
    def told():
        found = representativeness_of(session, home, sees_all=True)
        return found.people, found.channels, found.comparisons

    def known(*territories):
        figures = [Figure(OrganisationKind.ASSOCIATION, one, 10) for one in territories]
        set_population(session, home, figures, "Comptage", made_from=population.mark)
        session.commit()
        return Population(tuple(figures), "Comptage")

    home, population = case.consultation.id, Population()
    population = known("Ici")
    live = told()
    assert live[0]
    monkeypatch.setattr(keeping, "LARGE", 1)
    assert "voices-1" in recount()
    assert told() == live
    assert representativeness_of(session, home, sees_all=True).counted_at
    population = known("Ailleurs", "Ici")
    assert representativeness_of(session, home, sees_all=True).counted_at is None
    assert "voices-1" in recount()
    assert representativeness_of(session, home, sees_all=True).counted_at


@pytest.mark.usefixtures("large")
def test_the_command_says_what_differs_and_repairs_it(app, session, case, recount):
    recount()
    row = kept_rows(session, case.consultation.id)["corpus-1"]
    row.value = b"[0,0,0,0,[]]"
    session.commit()
    checked = app.test_cli_runner().invoke(args=["figures", "check"])
    assert checked.exit_code == 1
    assert "corpus-1" in checked.output
    app.test_cli_runner().invoke(args=["figures", "check", "--repair"])
    assert app.test_cli_runner().invoke(args=["figures", "check"]).exit_code == 0


@pytest.mark.usefixtures("large")
def test_the_command_counts_at_once_what_changed(app, session, case, recount):
    recount()
    kept = kept_rows(session, case.consultation.id)
    for row in kept.values():
        row.seconds = 600.0
    kept["corpus-1"].stamp = "another"
    session.commit()
    assert consultations_due(session, now() + dt.timedelta(minutes=1)) == []
    counted = app.test_cli_runner().invoke(args=["figures", "count"])
    assert [line.partition(":")[0] for line in counted.output.splitlines()] == ["corpus-1"]
