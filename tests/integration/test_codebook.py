"""The codebook as people make it: each act once, nothing half done, and no excerpt lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    CodebookEvent,
    CodedState,
    CodingVia,
    ExcerptCoding,
    Role,
    Theme,
    ThemeSource,
    ThemeState,
)
from app.models.types import new_id
from app.themes.codebook import candidates, editing
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.checking import check_codebook
from app.themes.codebook.refusals import BuiltUpon, CandidateDecided, CodedSince, InUse
from app.themes.codebook.splitting import split_off
from app.themes.codebook.undoing import undo
from app.themes.codebook.writing import Editor, ThemeChanged
from app.themes.coding.deciding import Coder, Decided, How, code
from app.themes.membership import coded_in
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    CandidateThemeFactory,
    ConsultationFactory,
    RunFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import MOST, counted


class Desk:
    """A codebook, somebody who works on it, and the analysis that they work from."""

    def __init__(self, session) -> None:
        self.session = session
        self.consultation = ConsultationFactory()
        self.account = AccountFactory()
        self.run = RunFactory(consultation_id=self.consultation.id)
        self.activity = ActivityFactory(consultation_id=self.consultation.id)

    def editor(self, key: str = "", **seen) -> Editor:
        return Editor(self.consultation.id, self.account.id, key or new_id().hex, **seen)

    def theme(self, title: str, parent: Theme | None = None) -> Theme:
        parent_id = parent.id if parent else None
        made = editing.create(self.session, self.editor(), Description(title), parent_id)
        return self.session.get_one(Theme, made.theme_id)

    def coded(self, *themes: Theme, by=None):
        excerpt = contribution_with_excerpt(self.activity, "Il faut des trains.")
        self.code(excerpt, *themes, by=by)
        return excerpt

    def code(self, excerpt, *themes: Theme, by=None) -> None:
        code(
            self.session,
            Coder(self.consultation.id, (by or self.account).id),
            excerpt.id,
            Decided(tuple(theme.id for theme in themes), note="à revoir"),
            How(CodingVia.QUEUE),
            key=new_id().hex,
        )

    def candidate(self, label: str, parent=None):
        parent_id = parent.id if parent else None
        return CandidateThemeFactory(run_id=self.run.id, label=label, parent_id=parent_id)

    def titles(self) -> list[str]:
        found = sa.select(Theme.title).where(
            Theme.consultation_id == self.consultation.id, Theme.state == ThemeState.APPROVED
        )
        return sorted(self.session.scalars(found))

    def excerpts(self, theme: Theme) -> set:
        return set(self.session.scalars(coded_in(theme.id)))

    def state(self, excerpt) -> CodedState | None:
        return self.session.scalar(
            sa.select(ExcerptCoding.state).where(ExcerptCoding.excerpt_id == excerpt.id)
        )

    def agrees(self) -> bool:
        return check_codebook(self.session, self.consultation.id) == []


@pytest.fixture
def desk(session) -> Desk:
    return Desk(session)


def test_a_candidate_is_decided_once_and_its_children_follow_it(session, desk):
    trains = desk.candidate("trains, gare")
    for label in ("horaires", "prix"):
        desk.candidate(label, trains)
    once = candidates.approve(session, desk.editor("k"), trains)
    assert candidates.approve(session, desk.editor("k"), trains) is once
    with pytest.raises(CandidateDecided):
        candidates.pass_over(session, desk.editor(), trains, "trop vague")
    assert candidates.approve_below(session, desk.editor("below"), trains) == 2
    assert candidates.approve_below(session, desk.editor("below"), trains) == 0
    assert desk.titles() == ["Horaires", "Prix", "Trains, gare"]
    with pytest.raises(BuiltUpon) as refused:
        undo(session, desk.editor(), once)
    assert refused.value.number == 3
    vague = desk.candidate("faire, chose")
    passed = candidates.pass_over(session, desk.editor(), vague, "trop vague")
    undo(session, desk.editor(), passed)
    assert session.get(ThemeSource, vague.id) is None
    candidates.join(session, desk.editor(), vague, once.theme_id)
    assert session.get_one(ThemeSource, vague.id).theme_id == once.theme_id
    numbers = session.scalars(sa.select(CodebookEvent.number).order_by(CodebookEvent.number))
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert desk.agrees()


def test_merging_counts_excerpts_for_the_other_theme_until_it_is_undone(session, desk):
    trains, rail, sub = desk.theme("Trains"), desk.theme("Rail"), None
    sub = desk.theme("Fret", rail)
    excerpt = desk.coded(rail)
    disputed = desk.coded(trains)
    desk.code(disputed, rail, by=AccountFactory())
    assert desk.state(disputed) is CodedState.DISPUTED
    seen = {"seen": {rail.id: rail.number}}
    merging = editing.merge(session, desk.editor("k", **seen), rail.id, trains.id)
    assert editing.merge(session, desk.editor("k", **seen), rail.id, trains.id) is merging
    assert desk.excerpts(trains) == {excerpt.id, disputed.id}
    assert desk.state(disputed) is CodedState.CODED
    assert sub.parent_id == trains.id
    with pytest.raises(ThemeChanged):
        editing.merge(session, desk.editor(**seen), rail.id, sub.id)
    assert desk.agrees()
    undo(session, desk.editor(), merging)
    assert (desk.excerpts(rail), sub.parent_id) == ({excerpt.id, disputed.id}, rail.id)
    assert desk.state(disputed) is CodedState.DISPUTED
    assert desk.agrees()


def test_a_split_and_its_undoing_keep_every_excerpt(session, desk):
    trains, toits = desk.theme("Trains"), desk.theme("Toits")
    first, second, other = desk.coded(trains, toits), desk.coded(trains), desk.coded(toits)
    picked = [first.id, other.id]
    splitting = split_off(
        session, desk.editor("k"), trains.id, Description("Gares"), picked, is_below=True
    )
    again = split_off(
        session, desk.editor("k"), trains.id, Description("Gares"), picked, is_below=True
    )
    assert again is splitting
    gares = session.get_one(Theme, splitting.theme_id)
    assert gares.parent_id == trains.id
    assert desk.excerpts(gares) == {first.id}
    assert desk.excerpts(trains) == {second.id}
    assert desk.excerpts(toits) == {first.id, other.id}
    taken_back = undo(session, desk.editor(), splitting)
    assert desk.excerpts(trains) == {first.id, second.id}
    assert desk.excerpts(toits) == {first.id, other.id}
    assert gares.state is ThemeState.SET_ASIDE
    redone = undo(session, desk.editor(), taken_back)
    assert (desk.excerpts(gares), desk.excerpts(trains)) == ({first.id}, {second.id})
    desk.code(first, toits)
    with pytest.raises(CodedSince):
        undo(session, desk.editor(), redone)
    assert desk.agrees()


def test_a_theme_in_use_is_set_aside_only_where_it_is_said_what_becomes_of_its_excerpts(
    session, desk
):
    trains, toits = desk.theme("Trains"), desk.theme("Toits")
    both, alone = desk.coded(trains, toits), desk.coded(trains)
    made = session.scalar(sa.select(CodebookEvent).where(CodebookEvent.theme_id == trains.id))
    for act in (
        lambda: editing.set_aside(session, desk.editor(), trains.id, "hors sujet"),
        lambda: undo(session, desk.editor(), made),
    ):
        with pytest.raises(InUse) as refused:
            act()
        assert refused.value.excerpts == 2
    aside = editing.set_aside(session, desk.editor(), trains.id, "hors sujet", leaves_uncoded=True)
    assert (desk.state(both), desk.state(alone)) == (CodedState.CODED, None)
    assert desk.excerpts(trains) == set()
    undo(session, desk.editor(), aside)
    assert desk.excerpts(trains) == {both.id, alone.id}
    assert desk.state(alone) is CodedState.CODED
    assert desk.agrees()


def test_the_pages_show_the_codebook_and_refuse_what_came_too_late(session, sign_in, desk):
    trains, toits = desk.theme("Trains"), desk.theme("Toits")
    desk.theme("Gares", trains)
    desk.coded(trains)
    prices = desk.candidate("prix, billet")
    home = f"/consultations/{desk.consultation.slug}/codebook"
    client = sign_in(desk.consultation, Role.WRITER)
    address = f"{home}/themes/{trains.id}"
    number = str(trains.number)
    session.commit()

    assert client.post(f"{home}/candidates/{prices.id}/approve", data={"key": "k" * 32}).location
    page = client.get(home).text
    assert all(words in page for words in ("Trains", "Gares", "1 codé", "Dans la grille"))
    typed = {"describe-title": "Trains et cars", "describe-belongs": "Les lignes."}
    sent = {**typed, "describe-number": number, "describe-key": "d" * 32}
    assert client.post(f"{address}/description", data=sent).status_code == 302
    assert client.post(f"{address}/description", data=sent).status_code == 302  # sent twice
    late = {"merge-into": toits.id.hex, "merge-number": number, "merge-key": "m" * 32}
    answer = client.post(f"{address}/merge", data=late)
    assert answer.status_code == 422
    assert all(words in answer.text for words in ("Trains et cars", "entre-temps", "Toits"))
    late = {**sent, "describe-title": "Rail", "describe-key": "e" * 32}
    answer = client.post(f"{address}/description", data=late)
    assert answer.status_code == 422
    assert 'value="Rail"' in answer.text
    session.rollback()
    assert desk.titles() == ["Gares", "Prix, billet", "Toits", "Trains et cars"]

    history = client.get(f"{home}/history").text
    assert "L’acte 5 s’appuie dessus" in history
    last = session.scalar(sa.select(CodebookEvent).where(CodebookEvent.number == 5))
    undone = client.post(f"{home}/history/{last.id}/undo", data={"key": "u" * 32})
    assert undone.status_code == 302
    session.rollback()
    assert "Trains" in desk.titles()
    with counted(session.get_bind()) as statements:
        assert client.get(address).status_code == 200
    # What the team says of the theme takes three; so do where it comes from, who is for and
    # against, and the other themes of its excerpts; what its reader is to code unseen takes one,
    # and whether its acts may be undone two.
    assert len(statements) <= MOST + 9
    assert desk.agrees()
