"""Findings, needs and candidate actions: their evidence, their words, where they lead."""

from __future__ import annotations

import re
import uuid

import pytest
import sqlalchemy as sa

from app.corpus.search.indexing import Searchable, add_entries
from app.models import (
    Assignment,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    ExcerptTheme,
    Nature,
    Point,
    PointKind,
    PointState,
    Role,
    Suggestion,
    ThemeState,
)
from app.models.turns import ChangedMeanwhile
from app.strategy import evidence
from app.strategy.evidence import Decider, MotiveMissing
from app.strategy.evidence_members import Weight, members_of_points, weights_of
from app.strategy.linkable import (
    ExcerptWithdrawn,
    GoesInCircles,
    NotInConsultation,
    PointIsAside,
    ThemeNotApproved,
)
from app.strategy.points import wording
from app.strategy.points.groups import groups_of
from app.strategy.points.shown import PointView, shown_of
from app.strategy.points.wording import Sources, Wording
from tests.factories import (
    ActivityFactory,
    CandidateThemeFactory,
    ConsultationFactory,
    PointFactory,
    RunFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import MOST, count_of, counted

pytestmark = pytest.mark.either_database

KEPT, UNDECIDED = EvidenceStatus.KEPT, EvidenceStatus.UNDECIDED
REWORDED, SET_ASIDE = EvidenceStatus.REWORDED, EvidenceStatus.SET_ASIDE


class Case:
    """A consultation with excerpts, a theme, a strategy of two objectives and two points."""

    def __init__(self, session, excerpts: int = 4):
        self.session = session
        self.consultation = ConsultationFactory()
        here = {"consultation_id": self.consultation.id}
        self.activity = ActivityFactory(**here)
        self.excerpts = [
            contribution_with_excerpt(self.activity, f"Former les bénévoles, dit le numéro {n}.")
            for n in range(excerpts)
        ]
        self.theme = ThemeFactory(**here, title="La formation")
        self.strategy = StrategyFactory(**here)
        self.near, self.far = (
            StrategyNodeFactory(strategy_id=self.strategy.id, code=code) for code in ("O1", "O2")
        )
        self.need = PointFactory(**here, title="Former les bénévoles")
        self.action = PointFactory(**here, kind=PointKind.ACTION, title="Une école")
        session.commit()
        self.decider = Decider(self.consultation.id, None)
        self.home = f"/consultations/{self.consultation.slug}"
        self.points = f"{self.home}/points"

    def suggest(self) -> None:
        """An analysis that brings the excerpts near the first objective."""
        self.run = RunFactory(
            consultation_id=self.consultation.id, strategy_id=self.strategy.id, excerpts=4
        )
        self.session.add_all(
            Suggestion(
                run_id=self.run.id,
                excerpt_id=one.id,
                node_id=self.near.id,
                score=0.6,
                rank=1,
                position=place,
                words=["bénévoles"],
            )
            for place, one in enumerate(self.excerpts)
        )
        self.session.commit()

    def code(self, *excerpts) -> None:
        """Give the theme to some excerpts."""
        self.session.add_all(
            ExcerptTheme(excerpt_id=one.id, theme_id=self.theme.id) for one in excerpts
        )
        self.session.commit()

    def weight(self) -> Weight | None:
        found = weights_of(self.session, members_of_points([self.need.id]))
        return found.get(self.need.id)


@pytest.fixture
def case(session):
    return Case(session)


def test_each_decision_is_one_row_whatever_it_links(session, case):
    pairs = [
        {source: source_id, end: end_id}
        for source, source_id in (
            ("excerpt_id", case.excerpts[0].id),
            ("theme_id", case.theme.id),
            ("from_point_id", case.action.id),
        )
        for end, end_id in (("node_id", case.near.id), ("point_id", case.need.id))
    ]
    for pair in pairs:
        for status in (KEPT, REWORDED, EvidenceStatus.PARTLY_KEPT, SET_ASIDE, UNDECIDED):
            for _ in range(2):
                motive = "Hors sujet" if status is SET_ASIDE else ""
                made = evidence.pair_of(pair)
                evidence.decide(session, case.decider, made, status, motive=motive)
    assert session.scalar(sa.select(sa.func.count()).select_from(EvidenceLink)) == 5 * len(pairs)
    with pytest.raises(MotiveMissing):
        evidence.set_aside(session, case.decider, **pairs[0], motive=" ")


def test_what_cannot_be_linked_is_refused(session, case):
    elsewhere = Case(session)
    third = PointFactory(consultation_id=case.consultation.id)
    gone, aside = case.excerpts[3], PointFactory(consultation_id=case.consultation.id)
    gone.contribution.state = ContributionState.WITHDRAWN
    aside.state = PointState.SET_ASIDE
    merged = ThemeFactory(consultation_id=case.consultation.id, state=ThemeState.SET_ASIDE)
    session.commit()
    need, here = case.need.id, case.excerpts[0].id
    refused = [
        (ExcerptWithdrawn, {"excerpt_id": gone.id, "point_id": need}),
        (PointIsAside, {"excerpt_id": here, "point_id": aside.id}),
        (PointIsAside, {"from_point_id": aside.id, "node_id": case.near.id}),
        (ThemeNotApproved, {"theme_id": merged.id, "point_id": need}),
        (NotInConsultation, {"excerpt_id": elsewhere.excerpts[0].id, "point_id": need}),
        (NotInConsultation, {"theme_id": elsewhere.theme.id, "node_id": case.near.id}),
        (NotInConsultation, {"from_point_id": elsewhere.need.id, "point_id": need}),
        (NotInConsultation, {"from_point_id": need, "node_id": elsewhere.near.id}),
    ]
    for error, pair in refused:
        with pytest.raises(error):
            evidence.keep(session, case.decider, **pair)
    evidence.keep(session, case.decider, from_point_id=need, point_id=case.action.id)
    evidence.keep(session, case.decider, from_point_id=case.action.id, point_id=third.id)
    back = {"from_point_id": third.id, "point_id": need}
    with pytest.raises(GoesInCircles):
        evidence.keep(session, case.decider, **back)
    evidence.take_back(session, case.decider, from_point_id=need, point_id=case.action.id)
    evidence.keep(session, case.decider, **back)


def test_a_point_rests_on_excerpts_and_on_those_of_its_themes_but_for_what_was_set_aside(
    session, case
):
    first, second, third, gone = case.excerpts
    gone.contribution.state = ContributionState.WITHDRAWN
    case.code(second, third, gone)
    evidence.keep(session, case.decider, excerpt_id=first.id, point_id=case.need.id)
    assert case.weight() == Weight(1, 1)
    evidence.keep(session, case.decider, theme_id=case.theme.id, point_id=case.need.id)
    assert case.weight() == Weight(3, 3)
    of_third = {"excerpt_id": third.id, "point_id": case.need.id}
    evidence.set_aside(session, case.decider, **of_third, motive="Parle d’autre chose")
    assert case.weight() == Weight(2, 2)
    chosen = [one.id for one in case.excerpts]
    several = {"point_id": case.need.id, "status": KEPT}
    assert evidence.decide_many(session, case.decider, chosen, **several) == 1
    assert evidence.decide_many(session, case.decider, chosen, **several, again=True) == 1
    assert evidence.decide_many(session, case.decider, chosen, **several, again=True) == 0
    assert case.weight() == Weight(3, 3)


def test_an_objective_is_near_by_the_excerpts_and_by_what_was_accepted(session, case):
    case.suggest()
    like_it = PointFactory(consultation_id=case.consultation.id, title="Accueillir")
    for point in (case.need, like_it):
        evidence.decide_many(
            session, case.decider, [case.excerpts[0].id, case.excerpts[1].id], KEPT,
            point_id=point.id,
        )  # fmt: skip
    evidence.keep(session, case.decider, excerpt_id=case.excerpts[0].id, node_id=case.near.id)
    evidence.keep(session, case.decider, from_point_id=like_it.id, node_id=case.near.id)

    def shown():
        view = PointView.OBJECTIVES
        found = shown_of(session, case.need, view, strategy=case.strategy, run=case.run)
        return found.objectives

    (near,) = shown().near
    assert (near.code, near.excerpts, near.accepted) == ("O1", 2, 1)
    assert near.score == pytest.approx(0.8)
    assert near.words == ("bénévoles",)
    assert [(one.source.title, one.excerpts) for one in near.similar] == [("Accueillir", 2)]
    evidence.keep(session, case.decider, from_point_id=case.need.id, node_id=case.near.id)
    assert shown().near == ()
    assert [one.code for one in shown().decided] == ["O1"]


def test_a_stale_wording_shows_both_and_changes_nothing(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    page = f"{case.points}/{case.need.id}"
    said = {"kind": "need", "title": "Former mieux", "text": "Sur place.", "version": "1"}
    assert client.post(page, data=said).status_code == 302
    assert client.post(page, data=said).status_code == 302  # sent twice is thanked like once
    stale = client.post(page, data={**said, "title": "Former plus"})
    assert stale.status_code == 422
    assert "Former mieux – Sur place." in stale.text
    assert "Former plus – Sur place." in stale.text
    late = client.post(f"{page}/aside", data={"reason": "Doublon", "version": "1"})
    assert late.status_code == 422
    assert "Doublon" in late.text
    session.rollback()
    kept = session.get_one(Point, case.need.id)
    assert (kept.title, kept.version, kept.state) == ("Former mieux", 2, PointState.OPEN)
    assert client.post(page, data={**said, "title": "x" * 301}).status_code == 422
    wording.set_aside(session, kept, reason="Doublon", version=2)
    with pytest.raises(ChangedMeanwhile):
        wording.word(session, kept, Wording(PointKind.NEED, "Autre"), version=2)
    wording.restore(session, kept)
    assert (kept.state, kept.reason, kept.version) == (PointState.OPEN, "", 4)


def test_an_action_made_from_a_group_keeps_its_sources(session, sign_in, case):
    run = RunFactory(consultation_id=case.consultation.id, nature=Nature.PROPOSAL)
    above = CandidateThemeFactory(run_id=run.id, size=4)
    below = CandidateThemeFactory(run_id=run.id, size=4, parent_id=above.id)
    session.add_all(
        Assignment(run_id=run.id, excerpt_id=one.id, theme_id=below.id, score=0.5, rank=rank)
        for rank, one in enumerate(case.excerpts, start=1)
    )
    session.commit()
    client = sign_in(case.consultation, Role.WRITER)
    page = f"{case.points}/new?kind=action&group={above.id}"
    shown = client.get(page).text
    assert "Former les bénévoles, dit le numéro 0." in shown
    key = re.search(r'name="key" value="([^"]+)"', shown)[1]
    words = {"kind": "action", "title": "Ouvrir une école", "text": "", "key": key}
    chosen = [str(case.excerpts[0].id), str(case.excerpts[1].id)]
    for _ in range(2):
        answer = client.post(page, data={**words, "excerpt": chosen})
        assert answer.status_code == 302
    assert count_of(session, Point) == 3
    (group,) = groups_of(session, run)
    assert [(one.title, one.excerpts) for one in group.used_by] == [("Ouvrir une école", 2)]
    assert "Ouvrir une école" in client.get(f"{case.points}/proposals").text
    whole = wording.make(
        session,
        case.decider,
        Wording(PointKind.ACTION, "Toutes"),
        Sources(group_id=above.id),
        key="k" * 40,
    )
    assert weights_of(session, members_of_points([whole.id]))[whole.id] == Weight(4, 4)
    session.rollback()
    broken = client.post(page, data={**words, "key": "", "title": "", "excerpt": "nonsense"})
    assert broken.status_code == 422
    assert client.get(f"{case.points}/new?group={uuid.uuid4()}").status_code == 404


def test_a_writer_gives_a_need_its_evidence_and_its_objective(session, sign_in, case):
    case.suggest()
    case.code(case.excerpts[0])
    texts = (one.contribution for one in case.excerpts)
    add_entries(
        session,
        [Searchable(case.consultation.id, one.id, one.title, one.text) for one in texts],
    )
    session.commit()
    client = sign_in(case.consultation, Role.WRITER)
    page, links = f"{case.points}/{case.need.id}", f"{case.home}/links"
    add = f"{case.points}/evidence"
    first = str(case.excerpts[0].id)
    chosen = client.post(add, data={"excerpt": first, "back": page})
    assert "/points/choose?" in chosen.headers["Location"]
    choices = client.get(chosen.headers["Location"]).text
    assert "Former les bénévoles" in choices
    client.post(add, data={"excerpt": first, "point": str(case.need.id)})
    assert "dit le numéro 0" in client.get(page).text
    assert "dit le numéro 1" in client.get(f"{page}?show=offered&q=bénévole").text
    assert "O1 – " in client.get(f"{page}?show=objectives").text
    back = {"excerpt": first, "point": str(case.need.id), "decision": "take_back"}
    client.post(links, data=back)
    assert "dit le numéro 0" not in client.get(page).text
    linked = {"theme": str(case.theme.id), "node": str(case.near.id), "decision": "reword"}
    assert "La formation" in client.get(f"{links}/themes").text
    client.post(links, data=linked)
    assert "Gardé, reformulé" in client.get(f"{links}/themes").text
    itself = {"from_point": str(case.need.id), "point": str(case.need.id), "decision": "keep"}
    refused = client.post(links, data=itself, follow_redirects=True)
    assert "ne s’appuie pas sur soi-même" in refused.text
    both = {"excerpt": first, **linked}
    assert "notice--error" in client.post(links, data=both, follow_redirects=True).text
    listed = client.get(f"{case.points}?kind=need&only=without-evidence").text
    assert "Former les bénévoles" in listed


# The application asks both databases the same: counting once is enough.
@pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")
def test_pages_of_points_cost_as_many_queries_with_ten_times_the_rows(session, sign_in):
    counts = []
    for number in (2, 20):
        case = Case(session, excerpts=number)
        case.suggest()
        for n in range(number):
            point = PointFactory(consultation_id=case.consultation.id)
            evidence.keep(session, case.decider, from_point_id=point.id, point_id=case.need.id)
            evidence.keep(session, case.decider, from_point_id=point.id, node_id=case.near.id)
            of_it = {"excerpt_id": case.excerpts[n].id}
            evidence.keep(session, case.decider, **of_it, point_id=case.need.id)
            evidence.keep(session, case.decider, **of_it, point_id=point.id)
        session.commit()
        client = sign_in(case.consultation, Role.WRITER)
        asked = []
        for path in ("?kind=need", *(f"/{case.need.id}?show={view}" for view in PointView)):
            with counted(session.get_bind()) as statements:
                assert client.get(f"{case.points}{path}").status_code == 200
            asked.append(len(statements))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[1]) <= MOST + 4, counts
