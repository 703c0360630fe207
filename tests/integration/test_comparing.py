"""An analysis made again beside the codebook, themes that may be one, a theme split in parts."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    Assignment,
    CandidateTheme,
    CodebookEvent,
    CodingRound,
    CodingVia,
    Role,
    Run,
    Theme,
    ThemeSource,
    ThemeState,
)
from app.models.types import new_id
from app.themes.codebook import candidates, editing
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.checking import check_codebook
from app.themes.codebook.telling_apart import tell_apart
from app.themes.codebook.undoing import undo
from app.themes.codebook.writing import Editor
from app.themes.coding.deciding import Coder, Decided, How, code
from app.themes.comparing.comparison import comparison_of
from app.themes.comparing.matching import match
from app.themes.comparing.near import count_near, near_themes
from app.themes.comparing.parts import parts_of
from app.themes.membership import coded_in
from app.themes.queries import latest_run
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    CandidateThemeFactory,
    ConsultationFactory,
    RunFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database


class Desk:
    """Twenty-four excerpts, and analyses of them made by hand."""

    def __init__(self, session) -> None:
        self.session = session
        self.consultation = ConsultationFactory()
        self.account = AccountFactory()
        activity = ActivityFactory(consultation_id=self.consultation.id)
        self.excerpts = [
            contribution_with_excerpt(activity, f"Il faut plus de trains, numéro {n}.")
            for n in range(24)
        ]
        self.home = f"/consultations/{self.consultation.slug}/codebook"

    def editor(self) -> Editor:
        return Editor(self.consultation.id, self.account.id, new_id().hex)

    def run(self, groups: dict[str, range], **values) -> tuple[Run, dict[str, CandidateTheme]]:
        run = RunFactory(consultation_id=self.consultation.id, **values)
        made = {}
        for label, some in groups.items():
            made[label] = CandidateThemeFactory(run_id=run.id, label=label, size=len(some))
            for rank, place in enumerate(some, start=1):
                row = Assignment(
                    run_id=run.id,
                    excerpt_id=self.excerpts[place].id,
                    theme_id=made[label].id,
                    score=1.0,
                    rank=rank,
                )
                self.session.add(row)
        self.session.flush()
        return run, made

    def theme(self, title: str) -> Theme:
        made = editing.create(self.session, self.editor(), Description(title), None)
        return self.session.get_one(Theme, made.theme_id)

    def code(self, theme: Theme, some: range) -> None:
        for place in some:
            code(
                self.session,
                Coder(self.consultation.id, self.account.id),
                self.excerpts[place].id,
                Decided((theme.id,)),
                How(CodingVia.QUEUE),
                key=new_id().hex,
            )

    def coded(self, theme_id) -> set[int]:
        held = set(self.session.scalars(coded_in(theme_id)))
        return {place for place, one in enumerate(self.excerpts) if one.id in held}

    def agrees(self) -> bool:
        return check_codebook(self.session, self.consultation.id) == []


@pytest.fixture
def desk(session) -> Desk:
    return Desk(session)


def test_an_analysis_made_again_keeps_the_themes_and_says_what_stays_is_new_and_is_gone(
    session, sign_in, desk
):
    first, found = desk.run({"trains": range(8), "toits": range(8, 16), "bruit": range(16, 20)})
    match(session, first)
    assert len(comparison_of(session, first).new) == 3
    trains = candidates.approve(session, desk.editor(), found["trains"]).theme_id
    roofs = candidates.approve(session, desk.editor(), found["toits"]).theme_id
    candidates.pass_over(session, desk.editor(), found["bruit"], "trop vague")

    second, again = desk.run({"gares": range(1, 9), "voisins": range(16, 21), "x": range(22, 24)})
    match(session, second)
    matched = session.get_one(ThemeSource, again["gares"].id)
    assert (matched.theme_id, matched.event_id) == (trains, None)
    assert matched.overlap == pytest.approx(7 / 9)
    assert session.get_one(Theme, trains).title == "Trains"
    seen = comparison_of(session, second)
    (stays,) = seen.stays
    assert (stays.line.theme.id, stays.is_decided) == (trains, False)
    assert (stays.shared.excerpts, stays.shared.of_first, stays.shared.of_second) == (7, 8, 8)
    new = {one.candidate.label: one.before for one in seen.new}
    assert new["x"] is None
    assert new["voisins"].reason == "trop vague"
    assert [(line.theme.id, size) for line, size in seen.gone] == [(roofs, 8)]
    assert latest_run(session, desk.consultation.id).id == second.id
    assert desk.agrees()

    client = sign_in(desk.consultation, Role.WRITER)
    session.commit()
    with counted(session.get_bind()) as statements:
        page = client.get(f"{desk.home}/comparison?run={second.id}").text
    assert len(statements) <= MOST
    assert all(words in page for words in ("gares", "trop vague", "Écarter de nouveau", "78"))
    sent = {"key": "k" * 32, "reason": "trop vague", "back": "comparison"}
    answer = client.post(f"{desk.home}/candidates/{again['voisins'].id}/pass-over", data=sent)
    assert "/codebook/comparison" in answer.location
    session.rollback()
    assert "voisins" not in {one.candidate.label for one in comparison_of(session, second).new}
    part, _found = desk.run({"y": range(4)}, theme_id=trains)
    session.commit()
    assert client.get(f"{desk.home}/comparison?run={part.id}").status_code == 404


def test_themes_that_look_alike_are_merged_or_told_apart_once_and_for_all(session, sign_in, desk):
    one, other = desk.theme("Former les bénévoles"), desk.theme("Formation des bénévoles")
    trains, rail = desk.theme("Les trains"), desk.theme("Trains")
    desk.code(trains, range(3))
    measured = {"hesitates": [[one.id.hex, trains.id.hex, 1]]}
    ended = CodingRound(
        consultation_id=desk.consultation.id, measured=measured, ended_at=one.created_at
    )
    session.add(ended)
    session.flush()
    consultation_id = desk.consultation.id
    assert count_near(session, consultation_id) == 2
    told = tell_apart(session, desk.editor(), one.id, other.id, reason="salariés")
    assert count_near(session, consultation_id) == 1
    undo(session, desk.editor(), told)
    assert count_near(session, consultation_id) == 2
    numbers = {theme.id: theme.number for theme in (one, other, trains, rail)}
    client = sign_in(desk.consultation, Role.WRITER)
    session.commit()

    def send(act: str, key: str, first: Theme, second: Theme, late: int = 0):
        fields = {
            "act": act,
            "key": key * 32,
            "first": first.id.hex,
            "second": second.id.hex,
            "first_number": numbers[first.id] - late,
            "second_number": numbers[second.id],
        }
        return client.post(f"{desk.home}/near", data=fields).status_code

    with counted(session.get_bind()) as statements:
        page = client.get(f"{desk.home}/near").text
    assert len(statements) <= MOST
    assert "Presque le même titre" in page
    assert "2 paires de thèmes" in client.get(desk.home).text
    assert send("merge", "a", trains, rail, late=1) == 422
    assert send("merge", "b", trains, rail) == 302
    assert send("merge", "b", trains, rail) == 302  # sent twice
    assert send("apart", "c", one, other) == 302
    assert send("merge", "d", one, one) == 422
    assert send("burn", "e", one, other) == 422
    session.rollback()
    assert session.get_one(Theme, trains.id).stands_for_id == rail.id
    assert near_themes(session, consultation_id).value == []
    assert desk.agrees()


def test_a_theme_is_split_by_its_parts_and_each_excerpt_goes_with_its_own(session, sign_in, desk):
    trains, toits = desk.theme("Trains"), desk.theme("Toits")
    trains_id, consultation_id = trains.id, desk.consultation.id
    desk.code(trains, range(20))
    desk.code(toits, range(20, 24))
    _run, found = desk.run(
        {"gare, quai": range(6), "prix": range(6, 10), "reste": range(10, 24)}, theme_id=trains.id
    )
    client = sign_in(desk.consultation, Role.WRITER)
    address = f"{desk.home}/themes/{trains.id}/parts"
    session.commit()
    with counted(session.get_bind()) as statements:
        page = client.get(address).text
    assert len(statements) <= MOST
    assert all(words in page for words in ("Gare, quai", "6 codés", "numéro 6"))
    assert "Trop peu" in client.get(f"{desk.home}/themes/{toits.id}/parts").text
    assert client.post(f"{desk.home}/themes/{toits.id}/parts/find").status_code == 422
    gare, prix = found["gare, quai"].id.hex, found["prix"].id.hex
    sent = {
        "parts-key": "k" * 32,
        "parts-number": trains.number,
        f"parts-make_{gare}": "y",
        f"parts-title_{gare}": "Gares",
        f"parts-make_{prix}": "y",
        f"parts-title_{prix}": "Prix",
    }
    late = {**sent, "parts-key": "l" * 32, "parts-number": "0"}
    answer = client.post(address, data=late)
    assert answer.status_code == 422
    assert 'value="Gares"' in answer.text  # what was typed is kept
    assert client.post(address, data={**sent, f"parts-title_{prix}": " "}).status_code == 422
    assert client.post(address, data={"parts-number": trains.number}).status_code == 422
    assert client.post(address, data=sent).status_code == 302
    assert client.post(address, data=sent).status_code == 302  # sent twice
    assert "Gares, Prix" in client.get(f"{desk.home}/history").text
    session.rollback()
    themes = {one.title: one for one in session.scalars(sa.select(Theme))}
    assert set(themes) == {"Trains", "Toits", "Gares", "Prix"}
    assert themes["Gares"].parent_id == trains_id
    where = {title: desk.coded(one.id) for title, one in themes.items()}
    assert where["Gares"] == set(range(6))
    assert where["Prix"] == set(range(6, 10))
    assert where["Trains"] == set(range(10, 20))
    assert latest_run(session, consultation_id) is None
    number = session.get_one(Theme, trains_id).number
    split = session.scalars(sa.select(CodebookEvent).where(CodebookEvent.number == number)).one()
    back = undo(session, desk.editor(), split)
    assert desk.coded(trains_id) == set(range(20))
    assert themes["Prix"].state is ThemeState.SET_ASIDE
    undo(session, desk.editor(), back)
    assert desk.coded(themes["Gares"].id) == set(range(6))
    assert desk.coded(themes["Prix"].id) == set(range(6, 10))
    assert [part.became.theme.title for part in parts_of(session, trains).found[1:]] == [
        "Gares",
        "Prix",
    ]
    assert desk.agrees()
