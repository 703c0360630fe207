"""A file on its way into the corpus: through the wizard, the job, and the command."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

import pytest
import sqlalchemy as sa

from app.models import (
    Activity,
    Contribution,
    CorpusImport,
    Excerpt,
    ImportState,
    Job,
    JobState,
    Respondent,
    Role,
)
from tests.factories import ActivityFactory, ConsultationFactory

pytestmark = pytest.mark.either_database

ANSWERS = """Réponses au questionnaire;;;
Répondant;Structure;Quels freins ?;Quels besoins ?
r1;Association;"La trésorerie, surtout.";Une avance
r2;Coopérative;;Des locaux adaptés
r3;Association;"Trop de dossiers ;
trop de guichets.";
"""

ROLES = {"role-0": "respondent", "role-1": "attribute", "role-2": "open", "role-3": "open"}


class Wizard:
    """A writer who imports files into a consultation."""

    def __init__(self, client, consultation, session):
        self.client = client
        self.session = session
        self.consultation = consultation
        self.base = f"/consultations/{consultation.slug}/imports"

    def upload(self, content: bytes, name: str = "reponses.csv"):
        return self.client.post(
            f"{self.base}/new",
            data={"file": (io.BytesIO(content), name)},
            content_type="multipart/form-data",
        )

    def columns(self, address: str, **values):
        page = self.client.get(address)
        chosen = dict(
            re.findall(r'name="(role-\d+)">.*?<option value="(\w+)" selected', page.text, re.S)
        )
        return self.client.post(address, data={**chosen, "channel": "questionnaire", **values})

    def to_preview(self, content: bytes, roles: dict[str, str] = ROLES, **values) -> str:
        answer = self.upload(content)
        assert answer.status_code == 302, answer.text
        values = {"title": "Questionnaire", **roles, **values}
        answer = self.columns(answer.headers["Location"], **values)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def count(self, model) -> int:
        self.session.rollback()
        return self.session.scalar(sa.select(sa.func.count()).select_from(model))


@pytest.fixture
def wizard(session, sign_in):
    consultation = ConsultationFactory()
    return Wizard(sign_in(consultation, Role.WRITER), consultation, session)


def test_a_file_becomes_contributions_with_their_questions_and_respondents(wizard, session, work):
    preview = wizard.to_preview(ANSWERS.encode("cp1252"))
    page = wizard.client.get(preview)
    assert "La trésorerie, surtout." in page.text
    assert wizard.count(Contribution) == 0, "nothing is written before the last step"
    answer = wizard.client.post(preview)
    work()
    result = wizard.client.get(answer.headers["Location"], follow_redirects=True)
    assert "4 contributions ajoutées" in result.text
    session.rollback()
    found = session.execute(
        sa.select(Contribution.question, Contribution.text, Respondent.attributes)
        .join(Contribution.respondent)
        .order_by(Contribution.id)
    ).all()
    assert [(row.question, row.text) for row in found] == [
        ("Quels freins ?", "La trésorerie, surtout."),
        ("Quels besoins ?", "Une avance"),
        ("Quels besoins ?", "Des locaux adaptés"),
        ("Quels freins ?", "Trop de dossiers ;\ntrop de guichets."),
    ]
    assert found[0].attributes == {"Structure": "Association"}
    assert wizard.count(Respondent) == 3


def test_the_same_file_again_adds_nothing_and_says_so(wizard, work):
    for expected in ("contributions ajoutées", "Rien de nouveau dans ce fichier"):
        answer = wizard.client.post(wizard.to_preview(ANSWERS.encode()))
        work()
        page = wizard.client.get(answer.headers["Location"], follow_redirects=True)
        assert expected in page.text
    assert wizard.count(Contribution) == 4


def test_starting_an_import_twice_starts_it_once(wizard, work):
    preview = wizard.to_preview(ANSWERS.encode())
    wizard.client.post(preview)
    wizard.client.post(preview)
    assert wizard.count(Job) == 1
    work()
    wizard.client.post(preview)
    work()
    assert wizard.count(Contribution) == 4


BAD_ROWS = """id;réponse
1;Une réponse assez longue pour être lue comme ouverte
2;abc;trop;trop
3;Une autre réponse ouverte, elle aussi assez longue
4;Une troisième réponse, avec ce qu’il faut de mots
5;Une quatrième réponse, pour faire bon poids
"""


def test_bad_rows_are_listed_and_nothing_is_half_imported(wizard, work):
    preview = wizard.to_preview(BAD_ROWS.encode(), roles={"role-1": "open"})
    page = wizard.client.get(preview)
    assert "1 ligne est illisible" in page.text
    assert "a plus de cellules que l’en-tête" in page.text
    refused = wizard.client.post(preview)
    assert refused.status_code == 422
    assert wizard.count(Job) == 0
    answer = wizard.client.post(preview, data={"skip_bad_rows": "y"})
    work()
    assert (
        "4 contributions ajoutées"
        in wizard.client.get(answer.headers["Location"], follow_redirects=True).text
    )


def test_bad_rows_can_be_downloaded_with_their_numbers(wizard):
    preview = wizard.to_preview(BAD_ROWS.encode(), roles={"role-1": "open"})
    answer = wizard.client.get(preview.replace("/preview", "/bad-rows.csv"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("3;a plus de cellules que l’en-tête;")


def _zip(name: str = "a.txt", content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "vide.csv", "Le fichier est vide."),
        (_zip(), "classeur.xlsx", "Ce n’est pas un fichier CSV"),
        (b"%PDF-1.4 \x00\x01", "texte.csv", "Ce n’est pas un fichier CSV"),
        (b"question\n", "entete.csv", "rien en dessous"),
        (b"<html><body>Erreur 500</body></html>", "export.csv", "Ce n’est pas un fichier CSV"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence_and_changes_nothing(
    app, wizard, content, name, sentence
):
    answer = wizard.upload(content, name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert wizard.count(CorpusImport) == 0
    kept = [p for p in app.extensions["settings"].uploads_directory.rglob("*") if p.is_file()]
    assert hashlib.sha256(content).hexdigest() not in [path.name for path in kept]


def test_a_file_beyond_the_limit_is_refused(wizard):
    answer = wizard.upload(b"a" * (25 * 2**20 + 1))
    assert answer.status_code == 422
    assert "trop gros" in answer.text
    huge = wizard.upload(b"a" * (40 * 2**20))
    assert huge.status_code == 413
    assert "trop gros" in huge.text
    assert wizard.count(CorpusImport) == 0


def test_no_file_at_all_is_said(wizard):
    answer = wizard.client.post(f"{wizard.base}/new", data={})
    assert answer.status_code == 422
    assert "Choisissez un fichier." in answer.text


def test_a_choice_of_columns_without_an_open_answer_is_refused_and_kept(wizard):
    address = wizard.upload(ANSWERS.encode()).headers["Location"]
    answer = wizard.columns(
        address, **{f"role-{n}": "attribute" for n in range(4)}, title="Mon titre à moi"
    )
    assert answer.status_code == 422
    assert "Dites quelle colonne contient les réponses ouvertes." in answer.text
    assert "Mon titre à moi" in answer.text
    assert wizard.count(Activity) == 0


def test_an_unknown_role_keeps_the_proposal(wizard):
    address = wizard.upload(ANSWERS.encode()).headers["Location"]
    answer = wizard.columns(address, **{"role-2": "'; drop table"}, title="Titre")
    assert answer.status_code == 302


def test_a_file_can_be_read_another_way(wizard, session):
    address = wizard.upload(b"a|b\nun|deux\ntrois|quatre\n").headers["Location"]
    reading = address.replace("/columns", "/reading")
    assert wizard.client.get(reading).status_code == 200
    answer = wizard.client.post(reading, data={"delimiter": ";", "header_row": ""})
    assert answer.status_code == 302
    session.rollback()
    assert session.scalars(sa.select(CorpusImport)).one().reading == {"delimiter": ";"}
    refused = wizard.client.post(reading, data={"header_row": "9999"})
    assert refused.status_code == 422


def test_answers_go_to_an_activity_that_exists(wizard, session, work):
    activity = ActivityFactory(consultation_id=wizard.consultation.id, title="Déjà là")
    session.commit()
    wizard.client.post(wizard.to_preview(ANSWERS.encode(), activity=str(activity.id), title=""))
    work()
    assert wizard.count(Activity) == 1
    assert wizard.count(Contribution) == 4


def test_an_activity_of_another_consultation_cannot_be_chosen(wizard, session):
    foreign = ActivityFactory()
    session.commit()
    address = wizard.upload(ANSWERS.encode()).headers["Location"]
    assert wizard.columns(address, activity=str(foreign.id), title="t").status_code == 422


def test_a_participant_and_a_stranger_cannot_import(session, sign_in, client):
    consultation = ConsultationFactory()
    address = f"/consultations/{consultation.slug}/imports/new"
    participant = sign_in(consultation, Role.PARTICIPANT)
    assert participant.post(address).status_code == 403
    assert client.post(address).status_code == 302


def test_an_import_of_another_consultation_does_not_exist_here(wizard, session, sign_in):
    address = wizard.upload(ANSWERS.encode()).headers["Location"]
    other = ConsultationFactory()
    stranger = sign_in(other, Role.STEWARD)
    foreign = re.sub(r"/consultations/[^/]+/", f"/consultations/{other.slug}/", address)
    assert stranger.get(foreign).status_code == 404


def test_a_job_that_cannot_read_its_file_any_more_fails_with_its_reason(wizard, session, work, app):
    preview = wizard.to_preview(ANSWERS.encode())
    answer = wizard.client.post(preview)
    for path in app.extensions["settings"].uploads_directory.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    work()
    session.rollback()
    assert session.scalars(sa.select(Job)).one().state is JobState.FAILED
    assert session.scalars(sa.select(CorpusImport)).one().state is ImportState.FAILED
    assert "Le fichier est vide." in wizard.client.get(answer.headers["Location"]).text
    assert wizard.count(Contribution) == wizard.count(Excerpt) == 0


def test_somebody_with_several_rows_keeps_what_each_of_them_says(wizard, session, work):
    rows = "qui;groupe;réponse\nr1;bleu;Une première réponse\nr1;vert;Une seconde réponse\n"
    roles = {"role-0": "respondent", "role-1": "attribute", "role-2": "open"}
    wizard.client.post(wizard.to_preview(rows.encode(), roles=roles))
    work()
    session.rollback()
    assert session.scalars(sa.select(Respondent.attributes)).one() == {"groupe": "bleu ; vert"}
