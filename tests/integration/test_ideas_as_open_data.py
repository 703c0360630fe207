"""The ideas of a box can be taken away by everybody: what they read, and nothing more."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from app.ideas import open_data, open_ideas
from app.models import (
    Consultation,
    ContributionState,
    CorpusImport,
    IdeaAnswer,
    IdeaVote,
    Judgement,
    OrganisationKind,
    Verdict,
)
from tests.factories import (
    AccountFactory,
    IdeaBoxFactory,
    IdeaBoxThemeFactory,
    ParticipantFactory,
    idea_of,
)

pytestmark = pytest.mark.either_database


@pytest.fixture
def box(session):
    return IdeaBoxFactory()


@pytest.fixture
def read(session, client, box):
    """The rows of a file of the box, as a spreadsheet has them."""

    def read(name: str) -> list[dict[str, str]]:
        session.commit()
        slug = session.get_one(Consultation, box.activity.consultation_id).slug
        answer = client.get(f"/consultations/{slug}/ideas/{box.activity.code}/{name}.csv")
        assert answer.status_code == 200
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert 'rel="license"' in answer.headers["Link"]
        text = answer.data.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    return read


def _participants(session, box, *, devices: int, accounts: int):
    home = {"consultation_id": box.activity.consultation_id}
    made = [ParticipantFactory(**home) for _ in range(devices)]
    for _ in range(accounts):
        account = AccountFactory()
        made.append(ParticipantFactory(**home, account_id=account.id, device_digest=None))
    session.flush()
    return made


def test_an_idea_comes_with_all_that_everybody_reads_of_it(session, box, read):
    theme = IdeaBoxThemeFactory(box_id=box.id, title="Mobilité")
    idea = idea_of(
        box,
        "Des pistes cyclables",
        "Entre les villages.",
        theme_id=theme.id,
        kind=OrganisationKind.ASSOCIATION,
        territory="Alès",
        signature="Jeanne",
        supporters=3,
        all_supporters=4,
        unverified_supporters=2,
        comments=2,
    )
    idea.contribution.received_on = dt.date(2016, 4, 3)
    idea_of(box, "Une piste", "Une piste", lead_id=idea.id, split_from_id=idea.id)
    people = _participants(session, box, devices=2, accounts=2)
    judged = (Judgement.AGREE, Judgement.AGREE, Judgement.DISAGREE, Judgement.PASS)
    session.add_all(
        IdeaVote(idea_id=idea.id, participant_id=one.id, judgement=judgement)
        for one, judgement in zip(people, judged, strict=True)
    )
    for number, verdict in enumerate((Verdict.CONSIDERED, Verdict.KEPT)):
        session.add(
            IdeaAnswer(idea_id=idea.id, key=str(number), verdict=verdict, reason=f"Motif {number}")
        )
        session.flush()
    first, second = read("ideas")
    assert first | {"repondu_le": ""} == {
        "identifiant": str(idea.id),
        "idee_porteuse": "",
        "issue_de": "",
        "titre": "Des pistes cyclables",
        "texte": "Entre les villages.",
        "question": "",
        "theme": "Mobilité",
        "type_de_structure": "association",
        "territoire": "Alès",
        "signature": "Jeanne",
        "date": "2016-04-03",
        "soutiens": "3",
        "soutiens_du_groupe": "4",
        "dont_appareils_non_verifies": "2",
        "dont_soutiens_importes": "0",
        "accords": "2",
        "desaccords": "1",
        "sans_avis": "1",
        "commentaires": "2",
        "reponse": "kept",
        "motif": "Motif 1",
        "repondu_le": "",
        "etat": "published",
        "source": "",
        "licence": open_data.LICENCE,
    }
    assert (second["texte"], second["idee_porteuse"], second["issue_de"]) == (
        "",
        str(idea.id),
        str(idea.id),
    )


def test_only_what_is_published_comes_and_nothing_else_is_named(session, box, read):
    hidden = idea_of(box, "Cachée", state=ContributionState.REJECTED)
    for state in ContributionState:
        idea_of(box, state.value, state=state, lead_id=hidden.id, split_from_id=hidden.id)
    idea_of(IdeaBoxFactory(), "Ailleurs")
    (row,) = read("ideas")
    assert (row["titre"], row["idee_porteuse"], row["issue_de"]) == ("published", "", "")


def test_no_cell_can_start_a_formula(box, read):
    idea_of(box, "=HYPERLINK(1)", '@SUM(A1)\r\nsuite;"fin"', signature="+33", territory="\t=1")
    (row,) = read("ideas")
    assert row["titre"] == "'=HYPERLINK(1)"
    assert row["texte"] == '\'@SUM(A1)\r\nsuite;"fin"'
    assert row["signature"] == "'+33"
    assert row["territoire"].startswith("'")


def test_all_pages_come_once_each_in_the_order_of_arrival(box, read, monkeypatch):
    monkeypatch.setattr(open_ideas, "CHUNK", 2)
    for number in range(5):
        idea_of(box, f"Idée {number}")
    assert [row["titre"] for row in read("ideas")] == [f"Idée {number}" for number in range(5)]


def test_an_imported_idea_says_its_source_and_licence(session, box, read):
    received = CorpusImport(
        consultation_id=box.activity.consultation_id,
        filename="a.csv",
        sha256="0" * 64,
        size=1,
        is_of_ideas=True,
        source="Decidim de la métropole",
        licence="ODbL",
    )
    session.add(received)
    session.flush()
    idea_of(box, "Une idée").contribution.import_id = received.id
    (row,) = read("ideas")
    assert (row["source"], row["licence"]) == ("Decidim de la métropole", "ODbL")


def test_the_dictionary_says_every_column_in_both_languages_and_the_licence(box, read):
    rows = read("dictionary")
    assert [row["nom"] for row in rows] == [column.name for column in open_data.COLUMNS]
    assert all(row["description_fr"] and row["type"] for row in rows)
    assert all(row["description_fr"] != row["description_en"] for row in rows)
    assert all("Licence Ouverte" in row["licence"] for row in rows)
    answer = next(row for row in rows if row["nom"] == "reponse")
    assert all(verdict.value in answer["valeurs"] for verdict in Verdict)
