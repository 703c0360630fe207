"""What became of each excerpt, of all of them together, and who may read it."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest

from app.models import (
    Channel,
    Citation,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    ExcerptTheme,
    NodeKind,
    NodeState,
    OrphanAnswer,
    OrphanKind,
    Phase,
    PointKind,
    PointState,
    Role,
    ThemeState,
)
from app.models.types import today
from app.publication.became.counts import counts_of
from app.publication.became.fate import Way
from app.publication.became.fates import fates_of, fates_of_contribution, folded
from app.publication.became.tally import Tally
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    PointFactory,
    RespondentFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
)

pytestmark = pytest.mark.either_database

WHY = "Hors du champ de la région."


class Case:
    """One excerpt of each fate, in an idea box (public) and a workshop (not public)."""

    def __init__(self, session):
        self.session = session
        self.consultation = ConsultationFactory()
        strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.objective, self.action, self.gone = (
            StrategyNodeFactory(strategy_id=strategy.id, code=code, kind=kind, position=place)
            for place, (code, kind) in enumerate(
                (
                    ("O1", NodeKind.OBJECTIVE),
                    ("A1", NodeKind.ACTION),
                    ("O2", NodeKind.OBJECTIVE),
                )
            )
        )
        self.gone.state, self.gone.reason = NodeState.SET_ASIDE, "Fondu dans O1."
        self.workshop, self.box = (
            ActivityFactory(consultation_id=self.consultation.id, channel=channel)
            for channel in (Channel.WORKSHOP, Channel.IDEA_BOX)
        )
        landes = RespondentFactory(
            activity_id=self.workshop.id, attributes={"Département": "Landes"}
        )
        public = {"state": ContributionState.PUBLISHED}
        self.kept = contribution_with_excerpt(self.box, "Gardée.", **public)
        self.reworded = contribution_with_excerpt(self.workshop, "Dite autrement.")
        self.partly = contribution_with_excerpt(
            self.workshop, "Par thème.", respondent_id=landes.id
        )
        self.by_need = contribution_with_excerpt(self.box, "Par un besoin.", **public)
        self.cited = contribution_with_excerpt(self.workshop, "Citée.", respondent_id=landes.id)
        self.refused = contribution_with_excerpt(self.box, "Refusée.", **public)
        self.answered = contribution_with_excerpt(self.workshop, "Seule.")
        self.of_lost_need = contribution_with_excerpt(self.box, "D’un besoin écarté.", **public)
        self.of_gone = contribution_with_excerpt(self.workshop, "D’une ligne écartée.")
        self.feeding = contribution_with_excerpt(self.workshop, "D’un constat sans suite.")
        self.waiting = contribution_with_excerpt(self.box, "En attente.", **public)
        self.withdrawn = contribution_with_excerpt(
            self.box, "Retirée.", state=ContributionState.WITHDRAWN
        )
        self._decide()
        session.commit()

    def link(self, status=EvidenceStatus.KEPT, **ends) -> None:
        self.session.add(EvidenceLink(consultation_id=self.consultation.id, status=status, **ends))
        self.session.flush()

    def _decide(self) -> None:
        home = {"consultation_id": self.consultation.id}
        objective = self.objective.id
        self.link(excerpt_id=self.kept.id, node_id=objective)
        self.link(EvidenceStatus.SET_ASIDE, excerpt_id=self.kept.id, node_id=self.action.id)
        self.link(EvidenceStatus.REWORDED, excerpt_id=self.reworded.id, node_id=objective)
        theme = ThemeFactory(**home, title="Emploi")
        merged = ThemeFactory(**home, stands_for_id=theme.id, state=ThemeState.MERGED)
        for excerpt in (self.partly, self.refused):
            self.session.add(ExcerptTheme(excerpt_id=excerpt.id, theme_id=merged.id))
        self.link(EvidenceStatus.PARTLY_KEPT, theme_id=theme.id, node_id=objective)
        self.link(
            EvidenceStatus.SET_ASIDE, excerpt_id=self.refused.id, node_id=objective, motive=WHY
        )
        need = PointFactory(**home, kind=PointKind.NEED, title="Un lieu")
        finding = PointFactory(**home, kind=PointKind.FINDING, title="Sans suite")
        lost = PointFactory(**home, state=PointState.SET_ASIDE, reason="Pas un besoin.")
        self.link(excerpt_id=self.by_need.id, point_id=need.id)
        self.link(from_point_id=need.id, node_id=self.action.id)
        self.link(excerpt_id=self.feeding.id, point_id=finding.id)
        self.link(excerpt_id=self.of_lost_need.id, point_id=lost.id)
        self.link(excerpt_id=self.of_gone.id, node_id=self.gone.id)
        self.link(excerpt_id=self.withdrawn.id, node_id=objective)
        self.session.add(Citation(node_id=objective, position=0, excerpt_id=self.cited.id))
        self.session.add(
            OrphanAnswer(
                **home, kind=OrphanKind.EXCERPT, subject=self.answered.id.hex, reason="Trop vague."
            )
        )

    def fates(self):
        return {
            name: fates_of(self.session, self.consultation.id, [excerpt.id])[excerpt.id]
            for name, excerpt in vars(self).items()
            if type(excerpt).__name__ == "Excerpt"
        }


@pytest.fixture
def case(session):
    return Case(session)


def test_each_excerpt_has_its_fate_and_all_of_them_are_counted_alike(session, case):
    fates = case.fates()
    told = {
        name: (
            fate.status.value,
            fate.codes,
            [way.value for way in fate.ways],
            [one.motive for one in fate.not_kept],
        )
        for name, fate in fates.items()
    }
    assert told == {
        "kept": ("kept", ("O1",), ["direct"], [""]),
        "reworded": ("reworded", ("O1",), ["direct"], []),
        "partly": ("partly_kept", ("O1",), ["theme"], []),
        "by_need": ("kept", ("A1",), ["point"], []),
        "cited": ("kept", ("O1",), ["cited"], []),
        "refused": ("set_aside", (), [], [WHY]),
        "answered": ("set_aside", (), [], ["Trop vague."]),
        "of_lost_need": ("set_aside", (), [], ["Pas un besoin."]),
        "of_gone": ("set_aside", (), [], ["Fondu dans O1."]),
        "feeding": ("undecided", (), [], []),
        "waiting": ("undecided", (), [], []),
        "withdrawn": ("kept", ("O1",), ["direct"], []),
    }
    assert fates["partly"].places[0].means[0].title == "Emploi"
    assert fates["by_need"].places[0].means[0].kind is PointKind.NEED
    assert [one.title for one in fates["feeding"].feeding] == ["Sans suite"]
    assert fates["kept"].places[0].means[0].way is Way.DIRECT
    # Read together they say the same.
    ids = [one.id for one in vars(case).values() if type(one).__name__ == "Excerpt"]
    assert list(fates_of(session, case.consultation.id, ids).values()) == list(fates.values())
    del fates["withdrawn"]
    counts = counts_of(session, case.consultation.id)
    assert counts.excerpts == counts.contributions == Tally(3, 1, 1, 2, 4)
    assert counts.readable == Tally(2, 0, 0, 1, 2)
    assert counts.by_channel == {
        Channel.WORKSHOP: Tally(1, 1, 1, 1, 2),
        Channel.IDEA_BOX: Tally(2, 0, 0, 1, 2),
    }
    assert {
        status: sum(fate.status is status for fate in fates.values()) for status in EvidenceStatus
    } == {status: counts.excerpts.number(status) for status in EvidenceStatus}
    assert {node: line.excerpts for node, line in counts.by_line.items()} == {
        case.objective.id: 4,
        case.action.id: 1,
    }
    assert counts.by_line[case.objective.id].readable == 1
    # Two voices said there what is not public.
    assert {node: line.is_small for node, line in counts.by_line.items()} == {
        case.objective.id: True,
        case.action.id: False,
    }
    # One voice of Landes: nothing is told of it, nor of those beside it.
    assert {group.total for group in counts.by_territory.groups} == {None}


def test_a_contribution_is_kept_as_far_as_its_best_excerpt_is_and_waits_while_one_does(
    session, case
):
    fates = case.fates()
    assert folded([fates["refused"], fates["partly"]]) is EvidenceStatus.PARTLY_KEPT
    assert folded([fates["refused"], fates["waiting"]]) is EvidenceStatus.UNDECIDED
    assert folded([fates["refused"]]) is EvidenceStatus.SET_ASIDE
    assert folded([]) is EvidenceStatus.UNDECIDED
    found = fates_of_contribution(session, case.kept.contribution)
    assert found.status is EvidenceStatus.KEPT
    assert list(found.excerpts) == [case.kept.id]


PAGES = ("", "/excerpts?fate=set_aside", "/lines", "/lines/O1", "/activities", "/organisations")


def test_until_the_charter_says_so_the_team_alone_reads_what_became_of_the_words(
    session, client, sign_in, case
):
    home = f"/consultations/{case.consultation.slug}/became"
    for path in PAGES[1:]:
        assert client.get(home + path).headers["Location"] == home
    page = client.get(home).text
    assert "en cours de lecture" in page
    assert "<table" not in page
    team = sign_in(case.consultation, Role.WRITER)
    assert "Refusée." in team.get(f"{home}/excerpts?fate=set_aside").text
    CharterFactory(consultation_id=case.consultation.id, decisions_are_public=True)
    session.commit()
    assert [client.get(home + path).status_code for path in PAGES] == [200] * len(PAGES)


def test_everybody_reads_public_words_only_and_the_team_reads_all(session, client, sign_in, case):
    CharterFactory(consultation_id=case.consultation.id, decisions_are_public=True)
    session.commit()
    home = f"/consultations/{case.consultation.slug}/became"
    team = sign_in(case.consultation, Role.WRITER)
    hidden = ("Dite autrement.", "Par thème.", "Citée.", "Seule.", "Trop vague.", "Retirée.")
    for path in (*PAGES, "/excerpts", "/lines/A1"):
        assert not [words for words in hidden if words in client.get(home + path).text], path
    everything = team.get(f"{home}/excerpts").text
    assert [words for words in hidden if words not in everything] == ["Retirée."]
    aside = client.get(f"{home}/excerpts?fate=set_aside").text
    assert "Refusée." in aside
    assert WHY in aside
    (reason,) = re.findall(r'value="(\w{16})">Hors', aside)
    narrowed = client.get(f"{home}/excerpts?fate=set_aside&reason={reason}").text
    assert "Refusée." in narrowed
    assert "D’un besoin écarté." not in narrowed
    assert "Refusée." not in client.get(f"{home}/excerpts?fate=accepted").text
    line = client.get(f"{home}/lines/O1").text
    assert "Gardée." in line
    assert "quelques extraits" in line
    masked = '–<span class="visually-hidden">'
    assert masked in client.get(f"{home}/lines").text
    assert masked not in team.get(f"{home}/lines").text
    for wrong in (
        "/excerpts?fate=lost",
        "/excerpts?channel=x",
        "/lines/O9",
        "/excerpts?activity=1",
    ):
        assert client.get(home + wrong).status_code == 404, wrong


def test_the_home_of_a_consultation_says_where_it_is_and_gives_its_dates(session, client):
    consultation = ConsultationFactory(title="Une démarche")
    day = dt.timedelta(days=1)
    for position, (title, starts) in enumerate((("Finie", -20), ("En cours", -2), ("Après", 9))):
        session.add(
            Phase(
                consultation_id=consultation.id,
                code=str(position),
                title=title,
                position=position,
                starts_on=today() + starts * day,
                ends_on=today() + (starts + 5) * day,
            )
        )
    ActivityFactory(
        consultation_id=consultation.id,
        title="Rendez-vous, à venir\r\nX:1",
        channel=Channel.CONFERENCE,
        starts_on=today() + 4 * day,
    )
    session.commit()
    page = client.get(f"/consultations/{consultation.slug}").text
    (now_running,) = re.findall(r'aria-current="step">\s*<p class="phases__title">([^<]+)', page)
    assert now_running == "En cours"
    assert page.count("Rendez-vous") == 2
    file = client.get(f"/consultations/{consultation.slug}/calendar.ics")
    assert file.content_type.startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(file.data).walk("VEVENT")
    assert event.decoded("dtstart") == today() + 4 * day
    assert event.decoded("dtend") == today() + 5 * day
