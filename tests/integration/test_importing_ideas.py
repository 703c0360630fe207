"""Files of other platforms become ideas of a box: through the pages, the job, and again."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.ideas.importing import storing
from app.models import (
    Consultation,
    Contribution,
    ContributionState,
    CorpusImport,
    Idea,
    IdeaAnswer,
    IdeaBox,
    IdeaSupport,
    ImportState,
    Job,
    JobState,
    Role,
    SearchEntry,
    Verdict,
)
from app.models.types import PARIS, now
from tests.factories import (
    ConsultationFactory,
    IdeaBoxFactory,
    IdeaBoxThemeFactory,
    ParticipantFactory,
    idea_of,
)

pytestmark = pytest.mark.either_database

HEADINGS = (
    "id;author/name;category/name/fr;scope/name/fr;title/fr;body/fr;state;answer/fr;answered_at;"
    "published_at;endorsements/total_count;parent\n"
)
DECIDIM = (
    HEADINGS + "12;Jeanne B.;Mobilité;Alès;Des pistes cyclables;"
    "<p>Entre les villages.</p><p>Et éclairées.</p>;accepted;<p>Elles seront faites.</p>;"
    "2016-06-01;2016-04-03;1 250;\n"
    "13;Paul D.;Mobilité;Nîmes;Une piste cyclable à Nîmes;Le long du canal.;rejected;;"
    "2016-06-01;2016-04-05;7;12\n"
    "14;;Énergie;;Isoler les écoles;;evaluating;;;2016-04-06;;\n"
    "15;;Énergie;;Une idée retirée;Elle n'est plus là.;withdrawn;;;2016-04-06;3;\n"
    "16;;Énergie;;Sous un autre;Hors du fichier.;;;;2016-04-07;0;999\n"
)


@dataclass
class Desk:
    """A steward who brings ideas into a box."""

    client: FlaskClient
    session: Session
    box: IdeaBox
    base: str

    def send(self, content: str | bytes, name: str = "propositions.csv", **values: str):
        data = content.encode() if isinstance(content, str) else content
        told = {"source": "Decidim de la métropole", "licence": "Licence Ouverte 2.0", **values}
        return self.client.post(
            self.base,
            data={"file": (io.BytesIO(data), name), **told},
            content_type="multipart/form-data",
        )

    def bring_in(self, content: str | bytes, work, **columns: str) -> str:
        """Send a file, choose its columns, import; the address of the import."""
        address = self.send(content).headers["Location"]
        if columns:
            self.client.post(address, data=self.columns(address) | columns)
        self.client.post(address, data={"decision": "import", "skip_bad_rows": "y"})
        work()
        self.session.rollback()
        return address

    def columns(self, address: str) -> dict[str, str]:
        page = self.client.get(address).text
        return dict(re.findall(r'name="(role-\d+)">.*?<option value="(\w+)" selected', page, re.S))

    def ideas(self) -> dict[str, Idea]:
        found = self.session.scalars(sa.select(Idea).where(Idea.box_id == self.box.id))
        return {idea.contribution.title: idea for idea in found}


@pytest.fixture
def desk(session, sign_in) -> Desk:
    consultation: Consultation = ConsultationFactory()
    box = IdeaBoxFactory(activity__consultation_id=consultation.id)
    client = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}/ideas/{box.activity.code}/import"
    return Desk(client, session, box, base)


def test_an_export_of_decidim_becomes_ideas_with_all_that_it_tells(desk, session, work):
    desk.bring_in(DECIDIM, work)
    ideas = desk.ideas()
    assert set(ideas) == {
        "Des pistes cyclables",
        "Une piste cyclable à Nîmes",
        "Isoler les écoles",
        "Sous un autre",
    }
    lead = ideas["Des pistes cyclables"]
    assert lead.contribution.text == "Entre les villages.\n\nEt éclairées."
    assert lead.contribution.state is ContributionState.PUBLISHED
    assert lead.contribution.received_on == dt.date(2016, 4, 3)
    assert lead.created_at.astimezone(PARIS).date() == dt.date(2016, 4, 3)
    assert (lead.imported_supporters, lead.supporters, lead.all_supporters) == (1250, 1250, 1257)
    assert (lead.territory, lead.theme.title, lead.signature) == ("Alès", "Mobilité", "")
    member = ideas["Une piste cyclable à Nîmes"]
    assert member.lead_id == member.grouped_under_id == lead.id
    assert ideas["Isoler les écoles"].contribution.text == "Isoler les écoles"
    assert ideas["Sous un autre"].lead_id is None
    assert [theme.title for theme in desk.box.themes] == ["Mobilité", "Énergie"]
    answers = {
        answer.idea_id: (answer.verdict, answer.reason)
        for answer in session.scalars(sa.select(IdeaAnswer))
    }
    assert answers[lead.id] == (Verdict.KEPT, "Elles seront faites.")
    verdict, reason = answers[ideas["Une piste cyclable à Nîmes"].id]
    assert verdict is Verdict.SET_ASIDE
    assert "rejected" in reason
    entries = sa.select(sa.func.count()).select_from(SearchEntry)
    said = [idea.contribution_id for idea in ideas.values()]
    assert session.scalar(entries.where(SearchEntry.subject_id.in_(said))) == 4


def test_the_name_of_authors_is_left_out_unless_a_steward_keeps_it(desk, work):
    address = desk.send(DECIDIM).headers["Location"]
    assert desk.columns(address)["role-1"] == "ignore"
    desk.bring_in(DECIDIM, work, **{"role-1": "author"})
    assert desk.ideas()["Des pistes cyclables"].signature == "Jeanne B."


def test_a_file_that_comes_again_adds_what_is_new_and_changes_nothing_else(desk, session, work):
    desk.bring_in(DECIDIM, work)
    lead = desk.ideas()["Des pistes cyclables"]
    person = ParticipantFactory(consultation_id=desk.box.activity.consultation_id)
    session.add(IdeaSupport(idea_id=lead.id, participant_id=person.id))
    lead.supporters, lead.all_supporters = 1251, 1258
    session.commit()
    more = DECIDIM + "17;;;;Une piste à Uzès;;;;;2016-05-01;40;12\n"
    address = desk.bring_in(more, work)
    ideas = desk.ideas()
    assert len(ideas) == 5
    assert ideas["Une piste à Uzès"].lead_id == lead.id
    session.refresh(lead)
    assert (lead.supporters, lead.all_supporters) == (1251, 1298)
    assert "1 idée est importée" in desk.client.get(address).text


def test_the_themes_of_the_box_are_used_and_no_more_than_fifty_made(desk, session, work):
    theme = IdeaBoxThemeFactory(box_id=desk.box.id, title="Thème 1", position=0)
    session.commit()
    rows = "".join(f"Idée {n},thème {n % 60}\n" for n in range(120))
    desk.bring_in("titre,theme\n" + rows, work)
    ideas = desk.ideas()
    assert len(desk.box.themes) == 50
    assert ideas["Idée 1"].theme_id == ideas["Idée 61"].theme_id == theme.id
    assert sum(idea.theme_id is None for idea in ideas.values()) == 20


def test_what_cannot_be_read_is_shown_first_and_left_out_only_when_told(desk, session, work):
    content = (
        "titre,date,votes\nUne idée,2016-05-02,3\nUne autre,hier soir,2\nEncore,2016-05-03,-1\n"
    )
    address = desk.send(content).headers["Location"]
    columns = desk.columns(address) | {"role-1": "date", "role-2": "supporters"}
    desk.client.post(address, data=columns)
    page = desk.client.get(address)
    assert "2 lignes sont illisibles" in page.text
    assert desk.client.post(address, data={"decision": "import"}).status_code == 422
    assert "Encore" in desk.client.get(f"{address}/bad-rows.csv").text
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0
    desk.client.post(address, data={"decision": "import", "skip_bad_rows": "y"})
    desk.client.post(address, data={"decision": "import", "skip_bad_rows": "y"})
    work()
    session.rollback()
    assert set(desk.ideas()) == {"Une idée"}
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 1


def test_bad_choices_and_bad_files_change_nothing(desk, session):
    address = desk.send("a,b\nUne belle idée pour tous,Une autre\n").headers["Location"]
    former = session.scalars(sa.select(CorpusImport)).one().roles
    for roles in (
        {"role-0": "title", "role-1": "title"},
        {"role-0": "ignore", "role-1": "ignore"},
    ):
        assert desk.client.post(address, data=roles).status_code == 422
    session.expire_all()
    assert session.scalars(sa.select(CorpusImport)).one().roles == former
    assert desk.send(b"%PDF-1.4 a\x00b").status_code == 422
    assert desk.send("titre\nUne idée\n", source="").status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(CorpusImport)) == 1


def test_an_import_of_ideas_is_none_of_answers_nor_of_another_box(desk, session):
    address = desk.send(DECIDIM).headers["Location"]
    import_id = address.rsplit("/", 1)[1]
    home = desk.base.partition("/ideas/")[0]
    assert desk.client.get(f"{home}/imports/{import_id}").status_code == 404
    assert "propositions.csv" not in desk.client.get(f"{home}/imports").text
    other = IdeaBoxFactory(activity__consultation_id=desk.box.activity.consultation_id)
    session.commit()
    elsewhere = f"{home}/ideas/{other.activity.code}/import/{import_id}"
    assert desk.client.get(elsewhere).status_code == 404


def _die(*_args: object) -> None:
    """As a worker that is killed: nobody is told."""
    raise SystemExit


def test_a_worker_that_dies_half_way_leaves_nothing_and_the_next_one_ends_it(
    desk, session, work, monkeypatch
):
    address = desk.send(DECIDIM).headers["Location"]
    desk.client.post(address, data={"decision": "import"})
    with monkeypatch.context() as broken:
        broken.setattr(storing, "_store_answers", _die)
        with pytest.raises(SystemExit):
            work()
    session.rollback()
    assert desk.ideas() == {}
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0
    job = session.scalars(sa.select(Job)).one()
    assert job.state is JobState.RUNNING
    job.alive_at = now() - dt.timedelta(minutes=5)
    session.commit()
    work()
    session.rollback()
    assert len(desk.ideas()) == 4
    received = session.scalars(sa.select(CorpusImport)).one()
    session.refresh(received)
    assert (received.state, received.added) == (ImportState.DONE, 4)


def test_imported_ideas_stand_among_the_others_by_their_date(desk, session, work):
    idea_of(desk.box, "Une idée d’aujourd’hui")
    session.commit()
    rows = "".join(f"Sans date {n},\n" for n in range(3))
    desk.bring_in(f"titre,date\nPlus tard,2016-05-03\nPlus tôt,2016-05-02\n{rows}", work)
    found = sa.select(Contribution.title).join(Idea, Idea.contribution_id == Contribution.id)
    assert list(session.scalars(found.order_by(Idea.id))) == [
        "Plus tôt",
        "Plus tard",
        "Une idée d’aujourd’hui",
        "Sans date 0",
        "Sans date 1",
        "Sans date 2",
    ]


def test_ideas_that_people_posted_stay_as_they_are(desk, session, work):
    posted = idea_of(desk.box, "Des pistes cyclables", "Entre les villages.", supporters=3)
    session.commit()
    desk.bring_in(DECIDIM, work)
    session.refresh(posted)
    assert posted.supporters == 3
    assert session.scalar(sa.select(sa.func.count()).select_from(Idea)) == 5


def test_moments_numbers_and_groups_that_cannot_be_do_not_stop_a_file(desk, work):
    rows = (
        "1;=1+1;;1900-01-01;3;1\n2;Avant;;1969-12-31;0;3\n3;Ensemble;;2199-12-31;0;2\n"
        "4;Trop;;2016-04-01;1000001;\n5;Moins;;2016-04-01;-3;\n6;Sauve;;;1000000;6\n"
    )
    desk.bring_in(f"id;title/fr;body/fr;published_at;endorsements/total_count;parent\n{rows}", work)
    ideas = desk.ideas()
    assert set(ideas) == {"=1+1", "Avant", "Ensemble", "Sauve"}
    assert ideas["Ensemble"].created_at <= now()
    assert ideas["Ensemble"].contribution.received_on == dt.date(2199, 12, 31)
    assert ideas["=1+1"].created_at.astimezone(PARIS).year == 1900
    assert {idea.lead_id for idea in ideas.values()} == {None}
    sheet = desk.client.get(desk.base.replace("/import", "/ideas.csv")).text
    assert "'=1+1" in sheet or "\t=1+1" in sheet
