"""The pages of documents: who may do what, what is shown, and what hostile input comes to."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from app.models import (
    Consultation,
    Contribution,
    Document,
    DocumentKind,
    DocumentState,
    Nature,
    Note,
    Role,
)
from tests.documents import TEXT, activity_of, document_to_check, passages_of, words_of
from tests.factories import AccountFactory, ConsultationFactory, RoomTableFactory, WorkshopFactory

pytestmark = pytest.mark.either_database

READERS = [Role.FACILITATOR, Role.WRITER, Role.STEWARD]


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def document(session, consultation) -> Document:
    return document_to_check(activity_of(consultation), title="Notes de la table 2")


@pytest.fixture
def client(sign_in, consultation, document):
    return sign_in(consultation, Role.FACILITATOR)


def _home(consultation) -> str:
    return f"/consultations/{consultation.slug}/documents"


@pytest.fixture
def here(consultation, document) -> str:
    return f"{_home(consultation)}/{document.id}"


def _act(client, session, here, document, number, act, version=None, **fields):
    passage = passages_of(session, document)[number]
    data = {"act": act, "version": document.version if version is None else version, **fields}
    answer = client.post(f"{here}/passages/{passage.id}", data=data)
    session.rollback()
    return answer


@pytest.mark.parametrize("role", READERS)
def test_those_who_work_on_the_consultation_read_and_facilitators_change(
    sign_in, consultation, document, here, role
):
    page = sign_in(consultation, role).get(here)
    assert "Le bus du soir manque." in page.text
    may_change = role is not Role.WRITER
    assert ("Valider…" in page.text) is may_change
    assert ("/passages/" in page.text) is may_change


def test_each_passage_and_its_place_in_the_text_lead_to_one_another(
    client, session, document, here
):
    page = client.get(here).text
    for passage in passages_of(session, document):
        for anchor in (f"text-{passage.id}", f"passage-{passage.id}"):
            assert f'id="{anchor}"' in page
            assert f'href="#{anchor}"' in page


def test_every_act_leads_back_to_its_passage(client, session, document, here):
    acts = [
        (0, "nature", {"nature": "need"}),
        (1, "correct", {"words": "Les bénévoles s’épuisent."}),
        (3, "drop", {}),
        (3, "take-back", {}),
        (2, "merge", {}),
        (0, "split", {"position": 23}),
    ]
    for number, act, fields in acts:
        passage = passages_of(session, document)[number]
        answer = _act(client, session, here, document, number, act, **fields)
        assert answer.status_code == 302, act
        assert answer.headers["Location"].endswith(f"#passage-{passage.id}")
    assert words_of(session, document) == [
        "Le bus du soir manque.",
        "Les horaires ne vont pas.",
        "Les bénévoles s’épuisent.",
        "Un guichet unique\nUne navette le samedi",
    ]
    assert passages_of(session, document)[0].nature is Nature.NEED
    assert document.version == len(acts)


def test_many_natures_are_changed_at_once(client, session, document, here):
    passages = passages_of(session, document)
    data = {"version": 0, "act": "proposal", "passages": [passages[2].id, passages[3].id, "x"]}
    assert client.post(f"{here}/passages", data=data).status_code == 302
    session.rollback()
    natures = [one.nature for one in passages_of(session, document)]
    assert natures == [Nature.OTHER, Nature.OTHER, Nature.PROPOSAL, Nature.PROPOSAL]
    data = {"version": 1, "act": "drop", "passages": [passages[0].id]}
    client.post(f"{here}/passages", data=data)
    session.rollback()
    assert passages_of(session, document)[0].is_dropped


@pytest.mark.parametrize("passages", [[], ["x"], [uuid.uuid4().hex + "0"]])
def test_nothing_ticked_changes_nothing(client, session, document, here, passages):
    data = {"version": 0, "act": "need", "passages": passages}
    assert client.post(f"{here}/passages", data=data).status_code == 422
    session.rollback()
    assert document.version == 0


def test_whoever_acts_on_an_older_version_is_told_and_keeps_what_was_typed(
    client, session, document, here
):
    _act(client, session, here, document, 0, "nature", nature="need")
    answer = _act(client, session, here, document, 1, "correct", version=0, words="Ils s’épuisent.")
    assert answer.status_code == 409
    assert "entre-temps" in answer.text
    assert "Ils s’épuisent.</textarea>" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert words_of(session, document)[1] == "Les bénévoles sont fatigués."


def test_what_was_typed_is_kept_even_when_the_passage_is_gone(client, session, document, here):
    gone = passages_of(session, document)[1].id
    _act(client, session, here, document, 0, "merge")
    answer = client.post(
        f"{here}/passages/{gone}",
        data={"act": "correct", "version": 0, "words": "Un long travail."},
    )
    assert answer.status_code == 409
    assert "readonly>Un long travail.</textarea>" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "correct", "words": ""},
        {"act": "correct", "words": " \r\n "},
        {"act": "correct", "words": "x" * 2**20},
        {"act": "correct", "words": "nul \0"},
        {"act": "split", "position": 0},
        {"act": "split", "position": 99999},
        {"act": "split", "position": "x"},
        {"act": "split", "position": -1},
        {"act": "nature", "nature": "opinion"},
        {"act": "nature"},
        {"act": "erase"},
        {"act": "correct", "words": "Autre.", "version": "x"},
        {"act": "correct", "words": "Autre.", "version": ""},
        {"act": "correct", "words": "Autre.", "version": 2**40},
        {"act": "correct", "words": "Autre.", "version": -1},
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(client, session, document, here, fields):
    answer = _act(client, session, here, document, 0, **{"version": 0, **fields})
    assert answer.status_code == 422
    assert "Rien n’a été modifié" in answer.text
    assert words_of(session, document)[0] == "Le bus du soir manque. Les horaires ne vont pas."
    assert document.version == 0


def test_a_version_that_was_made_up_changes_nothing(client, session, document, here):
    answer = _act(client, session, here, document, 0, "correct", version=7, words="Autre.")
    assert answer.status_code == 409
    assert document.version == 0


def test_a_passage_of_another_document_is_not_found(client, session, consultation, here):
    other = document_to_check(activity_of(consultation))
    passage = passages_of(session, other)[0]
    for act in ("drop", "merge", "nature", "correct"):
        data = {"act": act, "version": 0, "nature": "need", "words": "Autre."}
        assert client.post(f"{here}/passages/{passage.id}", data=data).status_code == 404
    session.rollback()
    assert words_of(session, other)[0] == "Le bus du soir manque. Les horaires ne vont pas."
    assert other.version == 0


def test_script_in_words_and_places_is_shown_as_text(client, session, consultation):
    text = "# <script>alert(1)</script>\n\n<img src=x onerror=alert(2)> et la suite."
    document = document_to_check(activity_of(consultation), text, title="<b>gras</b>")
    page = client.get(f"{_home(consultation)}/{document.id}").text
    assert "<script>alert" not in page
    assert "<img src" not in page
    assert "<b>gras" not in page


def test_a_long_document_is_read_page_by_page(client, session, consultation):
    text = "\n\n".join(f"Le paragraphe {n} dit une chose." for n in range(60))
    document = document_to_check(activity_of(consultation), text)
    here = f"{_home(consultation)}/{document.id}"
    first = client.get(here).text
    assert "Le paragraphe 24 " in first
    assert "Le paragraphe 25 " not in first
    passages = passages_of(session, document)
    second = client.get(f"{here}?after={passages[24].start}").text
    assert "Extraits 26 à 50 sur 60" in second
    assert second.count("Le paragraphe 25 ") == first.count("Le paragraphe 0 ")
    assert "Le paragraphe 24 " not in second
    assert client.get(f"{here}?before={passages[25].start}").text.count("Extrait 1<") > 0
    for nonsense in ("' OR 1=1", "999999999", "-5", "9" * 40):
        assert "Le paragraphe 0 " in client.get(here, query_string={"after": nonsense}).text
    back = client.post(
        f"{here}/passages/{passages[30].id}?after={passages[24].start}",
        data={"act": "drop", "version": 0},
    )
    assert f"after={passages[24].start}#" in back.headers["Location"]


def test_validating_shows_what_will_come_of_it_then_what_came(
    client, session, consultation, document, here
):
    summary = client.get(f"{here}/validate").text
    assert "Ce qu’il sortira de ce document" in summary
    assert client.post(f"{here}/validate", data={"version": 0}).status_code == 302
    session.rollback()
    contribution = session.scalars(sa.select(Contribution)).one()
    assert contribution.text == TEXT.strip() or contribution.text == TEXT
    page = client.get(here).text
    assert f"/contributions/{contribution.id}" in page
    assert "/passages/" not in page
    # Sent again by the same person, it is thanked again; by somebody else, told.
    again = client.post(f"{here}/validate", data={"version": 0}, follow_redirects=True)
    assert "Le document est validé. Merci." in again.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 1


def test_the_synthesis_of_a_workshop_is_validated_by_those_who_were_there(session, sign_in):
    workshop = WorkshopFactory()
    consultation = session.get_one(Consultation, workshop.activity.consultation_id)
    document = document_to_check(workshop.activity, TEXT)
    here = f"/consultations/{consultation.slug}/documents/{document.id}"
    elsewhere = sign_in(consultation, Role.FACILITATOR)
    assert "par une personne pilote" in elsewhere.get(here).text
    assert elsewhere.get(f"{here}/validate").status_code == 403
    assert elsewhere.post(f"{here}/validate", data={"version": 0}).status_code == 403
    host = AccountFactory()
    RoomTableFactory(activity_id=workshop.activity_id, facilitator_id=host.id)
    there = sign_in(consultation, Role.FACILITATOR, host)
    assert there.post(f"{here}/validate", data={"version": 0}).status_code == 302


def test_the_second_facilitator_is_told_who_validated_first(
    client, sign_in, session, consultation, document, here
):
    other = sign_in(consultation, Role.STEWARD)
    client.post(f"{here}/validate", data={"version": 0})
    told = other.post(f"{here}/validate", data={"version": 0}, follow_redirects=True)
    assert "a validé ce document avant vous" in told.text
    late = _act(other, session, here, document, 0, "correct", words="Trop tard.")
    assert late.status_code == 409
    assert "readonly>Trop tard.</textarea>" in late.text


@pytest.mark.parametrize(("version", "status"), [("x", 422), ("", 422), (5, 409)])
def test_a_version_that_was_not_seen_is_not_validated(
    client, session, document, here, version, status
):
    assert client.post(f"{here}/validate", data={"version": version}).status_code == status
    session.rollback()
    assert document.state is DocumentState.TO_CHECK


def test_notes_say_how_many_they_gave(client, session, consultation):
    workshop = activity_of(consultation)
    table = RoomTableFactory(activity_id=workshop.id, number=2)
    document = document_to_check(workshop, kind=DocumentKind.NOTES, table_id=table.id)
    here = f"{_home(consultation)}/{document.id}"
    client.post(f"{here}/validate", data={"version": 0})
    assert "Il a donné 4 notes." in client.get(here).text
    session.rollback()
    notes = session.scalars(sa.select(Note)).all()
    assert {one.table_id for one in notes} == {table.id}


def test_the_list_says_what_each_document_waits_for_and_narrows_down(
    client, session, consultation, document
):
    activity = activity_of(consultation)
    document_to_check(activity, title="Refusée", state=DocumentState.REFUSED)
    session.commit()
    home = _home(consultation)
    page = client.get(home).text
    assert "4 extraits à vérifier" in page
    assert "Refusée" in page
    assert "Notes de la table 2" not in client.get(f"{home}?state=refused").text
    assert "Notes de la table 2" not in client.get(f"{home}?activity={activity.id}").text
    assert client.get(f"{home}?state=nonsense").status_code == 404
    assert client.get(f"{home}?activity=nonsense").status_code == 404


def test_the_list_pages_by_key(client, session, consultation, document):
    activity = activity_of(consultation)
    for n in range(30):
        document_to_check(activity, "Un mot.", title=f"Document {n}.")
    first = client.get(_home(consultation)).text
    assert "Document 29." in first
    assert "Document 4." not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Document 4." in client.get(following.replace("&amp;", "&")).text


def test_an_empty_list_says_what_to_do(sign_in, consultation):
    facilitator = sign_in(consultation, Role.FACILITATOR)
    assert "Aucun document pour l’instant" in facilitator.get(_home(consultation)).text
    choose = facilitator.get(f"{_home(consultation)}/new")
    assert "Aucune activité dont envoyer des documents" in choose.text


def test_the_original_is_offered_to_keep_and_never_opened(app, session, client, consultation):
    directory = app.extensions["settings"].uploads_directory
    document = document_to_check(activity_of(consultation), filename="page.html", sha256="e" * 64)
    address = f"{_home(consultation)}/{document.id}/original"
    assert client.get(address).status_code == 404
    (directory / "ee").mkdir(parents=True)
    (directory / "ee" / ("e" * 64)).write_bytes(b"<script>alert(1)</script>")
    answer = client.get(address)
    assert answer.headers["Content-Disposition"] == "attachment; filename=page.html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"
