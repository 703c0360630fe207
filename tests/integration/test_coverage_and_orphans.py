"""Where excerpts lead, by groups; what leads nowhere, and why it may."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    Channel,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    ExcerptTheme,
    OrphanAnswer,
    OrphanKind,
    PointKind,
    PointState,
    Role,
    ThemeState,
)
from app.strategy.coverage.excerpts import Wanted, cell_page, ids_of_cell
from app.strategy.coverage.groups import By
from app.strategy.coverage.matrix import Tally, matrix_of
from app.strategy.orphans.answering import Answerer, answer
from app.strategy.orphans.lists import Listed, counts_of, orphans_page
from app.strategy.orphans.silent_voices import silent_voices
from app.strategy.ways import ways_to_nodes
from app.web.paging import Cursor
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    PointFactory,
    RespondentFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
)

WITHDRAWN = "Une parole retirée depuis."


class Case:
    """Two channels, three voices and one of nobody known; O1 is fed in all ways, O2 only by words
    that were withdrawn.

    `direct`: linked to O1. `by_need`: evidence of a finding behind a need that is linked to O1.
    `by_theme`: of a theme merged into one that is linked to O1. `refused`: of the same theme, but
    set aside for O1. `lone`, `other`: linked to nothing; `lone` is evidence of a point out of use.
    """

    def __init__(self, session):
        self.session = session
        self.consultation = ConsultationFactory()
        strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.first, self.second = (
            StrategyNodeFactory(strategy_id=strategy.id, code=code) for code in ("O1", "O2")
        )
        workshop, box = (
            ActivityFactory(consultation_id=self.consultation.id, channel=channel)
            for channel in (Channel.WORKSHOP, Channel.IDEA_BOX)
        )
        landes, gironde = (
            RespondentFactory(
                activity_id=workshop.id,
                attributes={"Type de structure": kind, "Département": place},
            )
            for kind, place in (("Association", "Landes"), ("Mutuelle", "Gironde"))
        )
        ideas = RespondentFactory(activity_id=box.id, attributes={"Département": "Creuse"})
        self.direct = contribution_with_excerpt(workshop, "Directe.", respondent_id=landes.id)
        self.by_need = contribution_with_excerpt(workshop, "Par besoin.", respondent_id=landes.id)
        self.by_theme = contribution_with_excerpt(workshop, "Par thème.", respondent_id=gironde.id)
        self.refused = contribution_with_excerpt(workshop, "Refusée.", respondent_id=gironde.id)
        self.lone = contribution_with_excerpt(box, "Seule.", respondent_id=ideas.id)
        self.other = contribution_with_excerpt(box, "De personne.")
        self.withdrawn = contribution_with_excerpt(
            box, WITHDRAWN, respondent_id=ideas.id, state=ContributionState.WITHDRAWN
        )
        self._codebook()
        self._points()
        self.link(excerpt_id=self.direct.id, node_id=self.first.id)
        self.link(excerpt_id=self.withdrawn.id, node_id=self.second.id)
        self.link(EvidenceStatus.SET_ASIDE, excerpt_id=self.refused.id, node_id=self.first.id)
        self.link(theme_id=self.theme.id, node_id=self.first.id)
        session.commit()

    def _codebook(self) -> None:
        self.theme = ThemeFactory(consultation_id=self.consultation.id)
        merged = ThemeFactory(
            consultation_id=self.consultation.id,
            stands_for_id=self.theme.id,
            state=ThemeState.MERGED,
        )
        for excerpt in (self.by_theme, self.refused):
            for theme in (merged, self.theme):  # both count for one
                self.session.add(ExcerptTheme(excerpt_id=excerpt.id, theme_id=theme.id))

    def _points(self) -> None:
        def point(kind: PointKind, **values):
            return PointFactory(consultation_id=self.consultation.id, kind=kind, **values)

        self.finding, self.need = point(PointKind.FINDING), point(PointKind.NEED)
        self.lost_need = point(PointKind.NEED)
        self.bare, self.well_sourced = point(PointKind.ACTION), point(PointKind.ACTION)
        self.one_voice = point(PointKind.ACTION)
        unused = point(PointKind.NEED, state=PointState.SET_ASIDE)
        self.link(excerpt_id=self.by_need.id, point_id=self.finding.id)
        self.link(from_point_id=self.finding.id, point_id=self.need.id)
        self.link(from_point_id=self.need.id, point_id=self.finding.id)  # no end of it
        self.link(from_point_id=self.need.id, node_id=self.first.id)
        self.link(from_point_id=self.lost_need.id, node_id=self.second.id)
        self.link(EvidenceStatus.UNDECIDED, from_point_id=self.lost_need.id, node_id=self.second.id)
        self.link(from_point_id=unused.id, node_id=self.second.id)
        for excerpt in (self.direct, self.by_need, self.withdrawn):  # two are of one voice
            self.link(excerpt_id=excerpt.id, point_id=self.one_voice.id)
        self.link(theme_id=self.theme.id, point_id=self.well_sourced.id)
        self.link(from_point_id=self.one_voice.id, point_id=self.well_sourced.id)

    def link(self, status: EvidenceStatus = EvidenceStatus.KEPT, **ends) -> None:
        self.session.add(EvidenceLink(consultation_id=self.consultation.id, status=status, **ends))
        self.session.flush()

    def matrix(self, by: By):
        return matrix_of(self.session, self.consultation.id, [self.first, self.second], by)

    def orphans(self, kind: OrphanKind, answered: bool = False, **more) -> list[str]:
        page = orphans_page(
            self.session, Listed(self.consultation.id, kind, answered, **more), cursor=Cursor()
        )
        return [
            line.verbatim.text if line.verbatim else line.code or line.title for line in page.rows
        ]

    def silent(self) -> list[tuple[str, int, int]]:
        found = silent_voices(self.session, self.consultation.id)
        return [(one.subject, one.excerpts, one.voices) for one in found]


@pytest.fixture
def case(session):
    return Case(session)


def test_ways_to_one_line_are_those_among_the_ways_to_all(session, case):
    home = case.consultation.id
    every = ways_to_nodes(home)
    for node in (case.first, case.second):
        those = sa.select(every).where(every.c.end_id == node.id)
        of_one = sa.select(ways_to_nodes(home, node_id=node.id))
        found = set(session.execute(of_one).all())
        assert found
        assert found == set(session.execute(those).all())


@pytest.mark.usefixtures("inside")
def test_a_cell_counts_the_excerpts_that_its_list_holds(session, case):
    for by in By:
        matrix = case.matrix(by)
        for line in matrix.lines:
            for group, cell in zip(matrix.groups, line.cells, strict=True):
                wanted = Wanted(case.consultation.id, line.node.id, by, group.value)
                ids = ids_of_cell(session, wanted)
                texts = [one.text for one in cell_page(session, wanted, ids).rows]
                assert cell.tally.excerpts == len(texts) == len(ids), wanted
        whole = Wanted(case.consultation.id, case.first.id)
        assert matrix.lines[0].whole == Tally(3, 1, 2)
        assert matrix.lines[1].whole == Tally()
        ids = ids_of_cell(session, whole)
        first = cell_page(session, whole, ids, size=2)
        second = cell_page(session, whole, ids, cursor=Cursor(first.next_key), size=2)
        assert [one.excerpt_id for one in (*first.rows, *second.rows)] == ids
        back = Cursor(second.previous_key, backwards=True)
        assert cell_page(session, whole, ids, cursor=back, size=2) == first
        assert {one.text: len(one.ways) for one in cell_page(session, whole, ids).rows} == {
            "Directe.": 1,
            "Par besoin.": 1,
            "Par thème.": 1,
        }
        assert (matrix.said, matrix.linked) == (Tally(6, 0, 4), Tally(3, 1, 2))
    told = {
        (by, group.value): (group.linked.excerpts, group.said.excerpts)
        for by in (By.CHANNEL, By.ACTOR, By.TERRITORY)
        for group in case.matrix(by).groups
    }
    assert told == {
        (By.CHANNEL, "workshop"): (3, 4),
        (By.CHANNEL, "idea_box"): (0, 2),
        (By.ACTOR, "association"): (2, 2),
        (By.ACTOR, "mutual"): (1, 2),
        (By.ACTOR, ""): (0, 2),
        (By.TERRITORY, "Landes"): (2, 2),
        (By.TERRITORY, "Gironde"): (1, 2),
        (By.TERRITORY, "Creuse"): (0, 1),
        (By.TERRITORY, ""): (0, 1),
    }


@pytest.mark.usefixtures("inside")
def test_each_list_of_orphans_holds_what_it_should(session, case):
    assert case.orphans(OrphanKind.EXCERPT) == ["Seule.", "De personne."]
    assert case.orphans(OrphanKind.NEED) == [case.lost_need.title]
    assert case.orphans(OrphanKind.OBJECTIVE) == ["O2"]
    assert case.orphans(OrphanKind.ACTION) == [case.bare.title, case.one_voice.title]
    assert case.silent() == [("channel=idea_box", 2, 2), ("territory=Creuse", 1, 1)]
    narrowed = {"groups": ((By.TERRITORY, "Creuse"), (By.CHANNEL, "idea_box"))}
    assert case.orphans(OrphanKind.EXCERPT, **narrowed) == ["Seule."]
    # What is linked leaves the lists by itself.
    case.link(excerpt_id=case.lone.id, node_id=case.second.id)
    case.link(from_point_id=case.lost_need.id, node_id=case.second.id)
    assert case.orphans(OrphanKind.EXCERPT) == ["De personne."]
    assert case.orphans(OrphanKind.NEED) == case.orphans(OrphanKind.OBJECTIVE) == []
    assert case.silent() == []


def test_orphans_are_closed_with_a_reason_once_and_taken_back(app, session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    address = f"/consultations/{case.consultation.slug}/orphans/excerpt"
    sent = {
        "subject": [case.lone.id.hex, case.other.id.hex, case.direct.id.hex, "x"],
        "reason": "Hors du champ de la stratégie",
    }
    assert "Cochez au moins une ligne" in client.post(address, data={"reason": "Oui"}).text
    silent = client.post(address, data={**sent, "reason": " "})
    assert silent.status_code == 422
    assert silent.text.count(" checked") == 2
    assert client.post(address, data={**sent, "subject": ["a"] * 201}).status_code == 422
    for _ in range(2):
        done = client.post(address, data=sent, follow_redirects=True)
        assert "2 lignes ne sont plus orphelines" in done.text
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(OrphanAnswer)) == 2
    listed = Listed(case.consultation.id, OrphanKind.EXCERPT)
    assert counts_of(session, listed) == (0, 2)
    assert case.orphans(OrphanKind.EXCERPT, answered=True) == ["Seule.", "De personne."]
    assert "Hors du champ de la stratégie" in client.get(f"{address}?show=answered").text
    client.post(f"{address}/take-back", data={"subject": case.lone.id.hex})
    session.rollback()
    assert case.orphans(OrphanKind.EXCERPT) == ["Seule."]
    # A voice is closed like the others; each act stays in the history.
    by = Answerer(case.consultation.id, None)
    with app.app_context():
        answer(session, by, OrphanKind.VOICE, ["channel=idea_box", "channel=workshop"], "Vide")
        voices = silent_voices(session, by.consultation_id)
    assert [one.subject for one in voices if one.answer] == ["channel=idea_box"]
    assert session.scalar(sa.select(sa.func.count()).select_from(OrphanAnswer)) == 4


def test_the_pages_show_counts_ways_and_nothing_that_was_withdrawn(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    home = f"/consultations/{case.consultation.slug}"
    cell = f"{home}/coverage/excerpts?objective={case.first.id}"
    pages = {
        path: client.get(path)
        for path in (
            *(f"{home}/coverage?by={by}" for by in By),
            cell,
            f"{cell}&by=theme&value={case.theme.id}",
            f"{home}/orphans",
            *(f"{home}/orphans/{kind}" for kind in OrphanKind),
            f"{home}/orphans/excerpt?channel=idea_box&theme=x&actor=y",
        )
    }
    for path, page in pages.items():
        assert page.status_code == 200, path
        assert WITHDRAWN not in page.text, path
    assert "3 extraits mènent à cet objectif" in pages[cell].text
    assert f"Par : constat « {case.finding.title} »" in pages[cell].text
    for path in (f"{cell}&by=other", f"{home}/coverage/excerpts", f"{home}/orphans/unknown"):
        assert client.get(path).status_code == 404, path
    assert 'name="node" required>' in client.get(f"{home}/orphans/excerpt").text
