"""The screen of a synthesis: who may do what on it, and what it makes of strange requests."""

from __future__ import annotations

import re
import uuid

import pytest
import sqlalchemy as sa

from app.models import (
    Contribution,
    DocumentState,
    Nature,
    Role,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
)
from app.workshops.syntheses import services
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.queries import synthesis_of
from app.workshops.syntheses.validation import validate_synthesis
from tests.factories import AccountFactory, ConsultationFactory, DocumentFactory
from tests.integration.counting import count_of
from tests.integration.test_queries_are_few import MOST, counted
from tests.workshop_rows import NOTES, workshop_with_notes

pytestmark = pytest.mark.either_database

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def lead(session):
    return AccountFactory(name="Camille Lead")


@pytest.fixture
def made(consultation, lead):
    return workshop_with_notes(consultation, facilitator_id=lead.id)


@pytest.fixture
def activity(made):
    return made.workshop.activity


@pytest.fixture
def home(consultation, activity):
    return f"/consultations/{consultation.slug}/workshops/{activity.code}/synthesis"


@pytest.fixture
def facilitator(sign_in, consultation, lead, made):
    return sign_in(consultation, Role.FACILITATOR, lead)


def _add(client, home, text="Une ligne", version=0, **values):
    data = {"version": str(version), "text": text, "nature": "need", "heading": "", **values}
    return client.post(f"{home}/lines", data=data)


def _arrange(client, home, what, version, **values):
    return client.post(f"{home}/arrange", data={"version": str(version), "do": what, **values})


def _lines(session) -> list[SynthesisLine]:
    session.rollback()
    return list(session.scalars(sa.select(SynthesisLine).order_by(SynthesisLine.position)))


def test_a_line_is_made_of_notes_whose_words_are_proposed(session, facilitator, home, made):
    picked = [str(made.notes[0].id), str(made.notes[1].id)]
    page = facilitator.post(f"{home}/propose", data={"version": "0", "note": picked})
    assert page.status_code == 200
    assert f"{NOTES[0][3]} {NOTES[1][3]}." in page.text
    assert count_of(session, SynthesisLine) == 0
    hidden = re.findall(r'type="hidden" name="note" value="([^"]+)"', page.text)
    assert set(hidden) == set(picked)
    answer = _add(facilitator, home, "Une avance", note=hidden, heading="Financer")
    assert answer.status_code == 302
    (line,) = _lines(session)
    assert answer.headers["Location"].endswith(f"#line-{line.id}")
    assert (line.text, line.heading, line.nature) == ("Une avance", "Financer", Nature.NEED)
    page = facilitator.get(home).text
    assert "D’après 2 notes" in page
    assert page.count("reprise 1 fois") == 2
    assert "Enregistré" in page
    assert "Camille Lead" in page


def test_every_button_does_what_it_says(session, facilitator, home, made):
    _add(facilitator, home, "Première")
    _add(facilitator, home, "Seconde", 1)
    first, second = (line.id for line in _lines(session))
    note = str(made.notes[3].id)
    assert _arrange(facilitator, home, f"down:{first}", 2).status_code == 302
    assert [line.text for line in _lines(session)] == ["Seconde", "Première"]
    _arrange(facilitator, home, f"above:{first}:{second}", 3)
    assert [line.text for line in _lines(session)] == ["Première", "Seconde"]
    _arrange(facilitator, home, f"attach:{first}", 4, note=note)
    assert count_of(session, SynthesisSource) == 1
    _arrange(facilitator, home, f"detach:{first}:{note}", 5)
    assert count_of(session, SynthesisSource) == 0
    answer = _arrange(facilitator, home, f"remove:{first}", 6)
    assert answer.headers["Location"].endswith("#removed")
    page = facilitator.get(home).text
    assert "Retirée : « Première »" in page
    assert f"back:{first}" in page
    _arrange(facilitator, home, f"back:{first}", 7)
    assert [line.text for line in _lines(session)] == ["Première", "Seconde"]
    data = {"version": "8", "text": "Premier", "nature": "finding", "heading": "Financer"}
    assert facilitator.post(f"{home}/lines/{first}", data=data).status_code == 302
    assert [line.text for line in _lines(session)] == ["Premier", "Seconde"]


def test_who_writes_on_an_older_version_is_told_and_keeps_what_was_typed(
    session, facilitator, home, made
):
    _add(facilitator, home, "Écrite par une autre")
    picked = str(made.notes[2].id)
    answer = _add(facilitator, home, "Ce que j’ai tapé", 0, heading="Mon intitulé", note=picked)
    assert answer.status_code == 409
    assert "modifiée entre-temps" in answer.text
    assert "Ce que j’ai tapé" in answer.text
    assert "Mon intitulé" in answer.text
    assert f'type="hidden" name="note" value="{picked}"' in answer.text
    assert 'name="version" value="1"' in answer.text
    line = _lines(session)[0]
    data = {"version": "0", "text": "Mes mots", "nature": "need", "heading": ""}
    answer = facilitator.post(f"{home}/lines/{line.id}", data=data)
    assert answer.status_code == 409
    assert "La ligne dit maintenant" in answer.text
    assert "Mes mots" in answer.text
    _arrange(facilitator, home, f"remove:{line.id}", 1)
    answer = facilitator.post(f"{home}/lines/{line.id}", data={**data, "version": "1"})
    assert answer.status_code == 409
    assert "Mes mots" in answer.text
    answer = _arrange(facilitator, home, f"attach:{line.id}", 1, note=picked)
    assert answer.status_code == 409
    assert re.search(rf'id="note-{picked}"[^>]* checked', answer.text)
    assert _lines(session) == []
    assert count_of(session, SynthesisEvent) == 2


def test_what_was_typed_is_not_lost_when_somebody_validated_meanwhile(session, facilitator, home):
    _add(facilitator, home, "Une ligne")
    facilitator.post(f"{home}/validation", data={"version": "1"})
    answer = _add(facilitator, home, "Mes mots à garder", 1)
    assert answer.status_code == 409
    assert "Vous aviez écrit : « Mes mots à garder »" in answer.text
    assert len(_lines(session)) == 1


def test_the_same_form_sent_twice_makes_one_line_and_is_thanked_twice(session, facilitator, home):
    answers = [_add(facilitator, home, "Une ligne") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(_lines(session)) == 1


def test_strange_requests_change_nothing_and_are_no_failure(
    session, facilitator, home, made, consultation
):
    other = workshop_with_notes(consultation, code="AT2")
    foreign = services.add_line(session, other.workshop.activity, Edit(), text="Ailleurs")
    session.commit()
    _add(facilitator, home, "La mienne")
    mine = next(line for line in _lines(session) if line.text == "La mienne").id
    note = str(other.notes[0].id)
    for answer, status in (
        (_arrange(facilitator, home, f"remove:{foreign}", 1), 409),
        (_arrange(facilitator, home, f"above:{mine}:{foreign}", 1), 409),
        (_arrange(facilitator, home, f"attach:{mine}", 1, note=note), 409),
        (_arrange(facilitator, home, f"attach:{mine}", 1), 409),
        (_arrange(facilitator, home, f"back:{uuid.uuid4()}", 1), 409),
        (_arrange(facilitator, home, f"validate:{mine}", 1), 400),
        (_arrange(facilitator, home, "up:../../etc", 1), 400),
        (_arrange(facilitator, home, "up", 1), 400),
        (_arrange(facilitator, home, f"up:{mine}", "x"), 400),
        (_arrange(facilitator, home, f"up:{mine}", 99), 409),
        (_arrange(facilitator, home, f"attach:{mine}", 1, note="x"), 400),
        (_add(facilitator, home, "Encore", 1, note=note), 409),
        (_add(facilitator, home, "Encore", 10**30), 409),
        (_add(facilitator, home, "Encore", "x"), 422),
        (_add(facilitator, home, "Encore", 1, nature="queen"), 422),
        (_add(facilitator, home, "Encore", 1, heading="x" * 201), 422),
        (_add(facilitator, home, "x" * 2001, 1), 422),
        (_add(facilitator, home, "a\0b", 1), 422),
        (_add(facilitator, home, "  ", 1), 422),
        (_add(facilitator, home, "!!", 1), 409),
        (facilitator.post(f"{home}/propose", data={"note": [note], "version": "1"}), 409),
        (facilitator.post(f"{home}/propose", data={"note": ["x"], "version": "1"}), 400),
        (facilitator.get(f"{home}?nature=queen"), 404),
        (facilitator.get(f"{home}?table=x"), 404),
        (facilitator.get(f"{home}?edit={foreign}"), 200),
        (facilitator.get(f"{home}?after={note}"), 200),
        (facilitator.get(f"{home}/history/99"), 404),
        (facilitator.get(f"{home}/history/x"), 404),
        (facilitator.get(f"{home}/history?after=x"), 200),
        (facilitator.get(home.replace("AT1", "AT9")), 404),
    ):
        assert answer.status_code == status, answer.request.url
    assert sorted(line.text for line in _lines(session)) == ["Ailleurs", "La mienne"]
    assert count_of(session, SynthesisSource) == 0


def test_what_is_typed_is_shown_as_text_everywhere(
    session, facilitator, home, made, activity, consultation
):
    made.notes[0].text = f"Note {SCRIPT}"
    made.group.name = SCRIPT
    session.commit()
    _add(
        facilitator, home, f"Ligne {SCRIPT}", heading=f"Titre {SCRIPT}", note=str(made.notes[0].id)
    )
    line = _lines(session)[0].id
    _arrange(facilitator, home, f"remove:{line}", 1)
    _arrange(facilitator, home, f"back:{line}", 2)
    validated = facilitator.post(f"{home}/validation", data={"version": "3"})
    assert validated.status_code == 302
    session.rollback()
    whole = synthesis_of(session, activity.id).contribution_id
    for address in (
        home,
        f"{home}?edit={line}",
        f"{home}/history",
        f"{home}/history/1",
        f"/consultations/{consultation.slug}/contributions/{whole}",
    ):
        page = facilitator.get(address).text
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page, address


@pytest.mark.parametrize("role", [Role.WRITER, Role.PARTICIPANT])
def test_those_who_were_not_in_the_room_read_or_not_and_never_write(
    session, sign_in, consultation, facilitator, home, role
):
    _add(facilitator, home, "Une ligne")
    line = _lines(session)[0].id
    other = sign_in(consultation, role)
    page = other.get(home)
    assert page.status_code == (200 if role is Role.WRITER else 403)
    assert "Ajouter la ligne" not in page.text
    for answer in (
        _add(other, home, "Autre", 1),
        _arrange(other, home, f"remove:{line}", 1),
        other.post(f"{home}/validation", data={"version": "1"}),
        other.post(f"{home}/notes"),
        other.get(f"{home}/validation"),
    ):
        assert answer.status_code == 403
    assert len(_lines(session)) == 1


def test_only_the_facilitators_of_the_workshop_and_stewards_validate(
    session, sign_in, consultation, facilitator, home, made
):
    _add(facilitator, home, "Une ligne")
    stranger = sign_in(consultation, Role.FACILITATOR)
    assert "Vérifier et valider" not in stranger.get(home).text
    assert stranger.get(f"{home}/validation").status_code == 403
    assert stranger.post(f"{home}/validation", data={"version": "1"}).status_code == 403
    assert stranger.post(f"{home}/notes").status_code == 403
    assert count_of(session, Contribution) == 0
    at_a_table = AccountFactory()
    table = made.notes[0].table
    session.merge(table).facilitator_id = at_a_table.id
    session.commit()
    neighbour = sign_in(consultation, Role.FACILITATOR, at_a_table)
    assert neighbour.get(f"{home}/validation").status_code == 200
    answer = neighbour.post(f"{home}/validation", data={"version": "1"})
    assert answer.status_code == 302
    assert count_of(session, Contribution) == len(NOTES) + 1
    page = stranger.get(home).text
    assert "Synthèse validée" in page
    assert "Ajouter la ligne" not in page
    assert "Une ligne" in page


def test_validating_twice_is_thanked_like_the_first_time(session, facilitator, home):
    _add(facilitator, home, "Une ligne")
    answers = [facilitator.post(f"{home}/validation", data={"version": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert count_of(session, Contribution) == len(NOTES) + 1


def test_later_notes_are_offered_to_enter_after_the_validation(
    session, facilitator, home, made, activity
):
    _add(facilitator, home, "Une ligne")
    facilitator.post(f"{home}/validation", data={"version": "1"})
    assert "Valider les notes seules" not in facilitator.get(home).text
    workshop_note = made.notes[0]
    session.add(
        type(workshop_note)(
            activity_id=workshop_note.activity_id,
            table_id=workshop_note.table_id,
            text="Arrivée plus tard",
            key="tard",
            origin=workshop_note.origin,
        )
    )
    session.commit()
    assert "1 note n’est pas encore dans le corpus" in facilitator.get(home).text
    assert facilitator.post(f"{home}/notes").status_code == 302
    assert count_of(session, Contribution) == len(NOTES) + 2


def test_a_synthesis_sent_as_a_file_stands_in_place_of_the_screen(
    session, facilitator, home, activity
):
    document = DocumentFactory(activity=activity, activity_id=activity.id, title="Synthèse reçue")
    session.commit()
    page = facilitator.get(home).text
    assert "Synthèse reçue" in page
    assert "Ajouter la ligne" not in page
    assert "Ajouter la ligne" in facilitator.get(f"{home}?write=1").text
    document.state = DocumentState.VALIDATED
    session.commit()
    page = facilitator.get(f"{home}?write=1").text
    assert "Ajouter la ligne" not in page
    assert "En écrire une ici aussi" not in page
    assert "Valider les notes seules" in page
    assert _add(facilitator, home, "Une ligne").status_code == 409
    assert count_of(session, SynthesisLine) == 0


def test_notes_are_narrowed_by_nature_table_and_group_and_stay_so(session, facilitator, home, made):
    assert NOTES[2][3] not in facilitator.get(f"{home}?nature=need").text
    page = facilitator.get(f"{home}?table={made.tables[1]}").text
    assert NOTES[3][3] in page
    assert NOTES[1][3] not in page
    page = facilitator.get(f"{home}?group={made.group.id}").text
    assert NOTES[1][3] in page
    assert NOTES[2][3] not in page
    assert "Aucune note ne correspond" in facilitator.get(f"{home}?group={uuid.uuid4()}").text
    answer = facilitator.post(
        f"{home}/lines?nature=need", data={"version": "0", "text": "Une", "nature": "need"}
    )
    assert "nature=need" in answer.headers["Location"]


def test_many_notes_are_shown_page_by_page_none_left_out(session, sign_in, consultation):
    made = workshop_with_notes(consultation, code="AT3", times=40)
    session.commit()
    steward = sign_in(consultation, Role.STEWARD)
    home = f"/consultations/{consultation.slug}/workshops/AT3/synthesis"
    seen: list[str] = []
    page = steward.get(home).text
    for _ in range(5):
        seen += re.findall(r'id="note-([^"]+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        if following is None:
            break
        page = steward.get(following[1].replace("&amp;", "&")).text
    assert len(seen) == len(set(seen)) == len(made.notes)
    before = re.search(r'href="([^"]+)" rel="prev"', page)
    page = steward.get(before[1].replace("&amp;", "&")).text
    assert re.findall(r'id="note-([^"]+)"', page) == seen[100:200]


def test_the_history_shows_what_changed_word_by_word_and_how_it_was(session, facilitator, home):
    _add(facilitator, home, "Former les bénévoles")
    line = _lines(session)[0].id
    data = {"version": "1", "text": "Former tous les bénévoles", "nature": "need", "heading": "A"}
    facilitator.post(f"{home}/lines/{line}", data=data)
    page = facilitator.get(f"{home}/history").text
    assert re.search(r"<ins>.*tous </ins>", page)
    assert page.index("Ligne reformulée") < page.index("Ligne ajoutée")
    then = facilitator.get(f"{home}/history/1").text
    assert "Former les bénévoles" in then
    assert "tous" not in then


@pytest.mark.parametrize("validated", [False, True])
def test_the_screen_asks_as_many_questions_whatever_there_is_to_show(
    session, sign_in, consultation, validated
):
    steward = sign_in(consultation, Role.STEWARD)
    counts = {"": [], "/validation": [], "/history": []}
    for number in (1, 15):
        made = workshop_with_notes(consultation, code=f"AT{number}", times=number)
        activity = made.workshop.activity
        for place in range(number):
            services.add_line(
                session,
                activity,
                Edit(account_id=made.workshop.facilitator_id),
                text=f"Ligne {place}",
                heading=f"Titre {place % 3}",
                notes=[note.id for note in made.notes[:6]],
            )
        if validated:
            validate_synthesis(session, activity, Edit())
        session.commit()
        for path, seen in counts.items():
            address = (
                f"/consultations/{consultation.slug}/workshops/{activity.code}/synthesis{path}"
            )
            with counted(session.get_bind()) as statements:
                assert steward.get(address).status_code == 200
            seen.append(len(statements))
    for path, (few, many) in counts.items():
        assert few == many, path
        assert many <= MOST, path
