"""Coding goes out to other programs and comes back, each file once; no decision is lost."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from app.models import (
    CodebookAct,
    CodebookEvent,
    CodedState,
    Coding,
    CodingImport,
    CodingStance,
    CodingVia,
    Contribution,
    ContributionState,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Nature,
    Role,
    Theme,
)
from app.models.types import new_id
from app.themes.codebook import editing
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.checking import check_codebook
from app.themes.codebook.writing import Editor
from app.themes.coding.deciding import Coder, Decided, How, code
from app.themes.exchange import import_job
from app.themes.exchange.qdpx.reading import read_project
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    ContributionFactory,
    ExcerptFactory,
    RespondentFactory,
)

pytestmark = pytest.mark.either_database

TEXT = "🚆 Été : il faut des trains.\r\nDes vélos « aussi ».\nOui."
WORDS = ("🚆 Été : il faut des trains.", "Des vélos « aussi ».", "Oui.")


class Place:
    """A consultation in which somebody said `TEXT`."""

    def __init__(self, session) -> None:
        self.session, self.consultation = session, ConsultationFactory()
        self.id = self.consultation.id
        activity = ActivityFactory(consultation_id=self.id)
        who = RespondentFactory(activity_id=activity.id)
        said = ContributionFactory(
            consultation_id=self.id, activity_id=activity.id, text=TEXT, respondent_id=who.id
        )
        self.contribution_id = said.id
        self.excerpts = [
            ExcerptFactory(
                consultation_id=self.id,
                contribution_id=said.id,
                start=TEXT.index(words),
                end=TEXT.index(words) + len(words),
            )
            for words in WORDS
        ]
        self.home = f"/consultations/{self.consultation.slug}/codebook/exchange"

    def theme(self, title, parent_id=None, **described):
        editor = Editor(self.id, None, new_id().hex)
        return editing.create(
            self.session, editor, Description(title, **described), parent_id
        ).theme_id

    def code(self, number, *themes, by=None, **decided) -> None:
        coder = Coder(self.id, (by or AccountFactory()).id)
        decided = Decided(theme_ids=themes, **decided)
        how = How(CodingVia.QUEUE)
        code(self.session, coder, self.excerpts[number].id, decided, how, key=new_id().hex)

    def coded(self):
        """What counts, by the words of the excerpt."""
        self.session.rollback()
        paths = {}
        for theme in self.session.scalars(sa.select(Theme).where(Theme.consultation_id == self.id)):
            above = self.session.get(Theme, theme.parent_id) if theme.parent_id else None
            paths[theme.id] = f"{above.title}/{theme.title}" if above else theme.title
        found = {}
        rows = self.session.execute(
            sa.select(Excerpt, ExcerptCoding, Contribution.text)
            .join(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
            .join(Excerpt.contribution)
            .where(Excerpt.consultation_id == self.id)
        )
        for excerpt, counted, text in rows:
            given = sa.select(ExcerptTheme.theme_id).where(ExcerptTheme.excerpt_id == excerpt.id)
            themes = sorted(paths[one] for one in self.session.scalars(given))
            nature = counted.nature or excerpt.nature
            words = text[excerpt.start : excerpt.end]
            found[words] = (themes, nature, counted.stance, counted.state)
        self.session.rollback()
        return found


def _send(client, place, data: bytes, name="codes.qdpx") -> str:
    answer = client.post(f"{place.home}/import", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


@pytest.fixture
def coded_place(session):
    place = Place(session)
    transport = place.theme("Transport", belongs='Ce qui "roule"')
    trains = place.theme("Trains", transport)
    place.code(0, trains, nature=Nature.NEED, stance=CodingStance.FOR)
    place.code(1, transport, trains)
    place.code(2)
    session.commit()
    return place


EXPECTED = {
    WORDS[0]: (["Transport/Trains"], Nature.NEED, CodingStance.FOR, CodedState.CODED),
    WORDS[1]: (["Transport", "Transport/Trains"], Nature.OTHER, None, CodedState.CODED),
    WORDS[2]: ([], Nature.OTHER, None, CodedState.CODED),
}


@pytest.mark.parametrize("name", ["coding.qdpx", "coding.csv"])
def test_coding_that_goes_out_comes_in_elsewhere_as_it_was_and_once(
    session, sign_in, coded_place, name, work
):
    there = Place(session)
    session.commit()
    writer = sign_in(coded_place.consultation, Role.WRITER)
    other = sign_in(there.consultation, Role.WRITER)
    sent = writer.get(f"{coded_place.home}/{name}?names=1").data
    assert coded_place.coded() == EXPECTED
    address = _send(other, there, sent, name)
    page = other.get(address).text
    assert "Transport › Trains" in page
    assert there.coded() == {}
    jobs = {other.post(address).location for _time in range(2)}
    assert len(jobs) == 1, "sent twice, it is one job"
    assert _send(other, there, sent, name) == address
    assert other.get(address).location in jobs
    work()
    assert "3 extraits ont été codés" in other.get(address).text
    history = other.get(there.home.replace("/exchange", "/history")).text
    assert "/undo" not in history, "nothing is offered that would be refused"
    assert _send(other, there, sent, name) == address
    assert there.coded() == EXPECTED
    assert check_codebook(session, there.id) == []
    made = session.scalars(
        sa.select(CodebookEvent.act).where(CodebookEvent.consultation_id == there.id)
    )
    assert list(made) == [CodebookAct.IMPORTED]
    codings = session.scalars(sa.select(Coding).where(Coding.consultation_id == there.id)).all()
    assert [one.via for one in codings] == [CodingVia.IMPORTED] * 3
    # Into the consultation where it comes from, it says nothing new.
    home = _send(writer, coded_place, sent, name)
    assert "Il n’y a rien à importer" in writer.get(home).text


def test_a_project_tells_who_coded_by_numbers_and_leaves_withdrawn_words_out(
    session, sign_in, coded_place
):
    address = f"{coded_place.home}/coding.qdpx?names=1"
    writer = sign_in(coded_place.consultation, Role.WRITER)
    project = read_project(writer.get(address).data)
    assert project.head.users[0].name == "codeur 1"
    assert [*project.cases[0].values.values()] == ["Association"]
    assert project.sources[0].text == TEXT
    steward = sign_in(coded_place.consultation, Role.STEWARD)
    named = steward.get(address).data
    assert read_project(named).head.users[0].name.startswith("Personne")
    said = session.get_one(Contribution, coded_place.contribution_id)
    said.state = ContributionState.WITHDRAWN
    session.commit()
    project = read_project(writer.get(f"{address}&all=1").data)
    assert (project.sources, project.cases, project.head.users) == ((), (), ())


def test_what_people_decided_here_is_disputed_or_stands_and_an_import_cut_short_goes_on(
    session, sign_in, coded_place, work, monkeypatch
):
    writer = sign_in(coded_place.consultation, Role.WRITER)
    table = f"extrait;thème\n{coded_place.excerpts[0].id};Vélos\n;Vélos\n"
    table += f"{new_id()};Vélos\n{coded_place.excerpts[1].id};Trains\n"
    address = _send(writer, coded_place, table.encode(), "codes.csv")
    page = writer.get(address).text
    assert "2 extraits ont été codés autrement ici" in page
    monkeypatch.setattr(import_job, "AT_ONCE", 1)
    with monkeypatch.context() as patched:
        patched.setattr(import_job, "_end", None)
        writer.post(address)
        work()
        assert coded_place.coded()[WORDS[0]][3] is CodedState.DISPUTED
    assert "votre décision" not in writer.get(address).text, "it may be imported again"
    writer.post(address)
    work()
    coded = coded_place.coded()
    assert coded[WORDS[0]][3] is coded[WORDS[1]][3] is CodedState.DISPUTED
    own = session.scalars(sa.select(Coding).order_by(Coding.id.desc())).first().account_id
    assert own is not None
    report = session.scalars(sa.select(CodingImport)).one().report
    assert (report["themes"], report["coded"], report["disputed"]) == (1, 2, 2)
    assert report["left"] == {"unknown_excerpt": 2}


def test_whoever_imports_keeps_what_they_decided_themselves(session, sign_in, coded_place, work):
    account = AccountFactory()
    writer = sign_in(coded_place.consultation, Role.WRITER, account=account)
    coded_place.code(2, coded_place.theme("Autre"), by=account)
    session.commit()
    before = coded_place.coded()
    address = _send(writer, coded_place, "texte;code\nOui.;Vélos\n".encode(), "codes.csv")
    assert "votre décision" in writer.get(address).text
    writer.post(address)
    work()
    assert coded_place.coded() == before


def test_what_cannot_be_read_is_said_and_kept_nowhere(session, sign_in, coded_place):
    writer = sign_in(coded_place.consultation, Role.WRITER)
    reader = sign_in(coded_place.consultation, Role.FACILITATOR)
    for data, name in ((b"PK nothing", "a.qdpx"), (b"a;b\n1;2\n", "a.csv"), (b"", "a.csv")):
        answer = writer.post(f"{coded_place.home}/import", data={"file": (io.BytesIO(data), name)})
        assert answer.status_code == 422
    session.rollback()
    assert session.scalars(sa.select(CodingImport)).all() == []
    address = _send(writer, coded_place, "texte;code\nOui.;Vélos\n".encode(), "codes.csv")
    for one in (coded_place.home, f"{coded_place.home}/import", address):
        assert writer.get(one).status_code == 200
        assert reader.get(one).status_code == 403
