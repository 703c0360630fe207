"""A questionnaire from its opening to the corpus: answered, left, resumed, corrected, withdrawn."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pytest
import sqlalchemy as sa

from app.corpus.codes import digest_of, new_secret
from app.models import (
    Access,
    Consultation,
    Contribution,
    ContributionState,
    Questionnaire,
    Respondent,
    Response,
    ResponseState,
    Role,
)
from app.models.types import now
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.codes import new_code
from app.questionnaires.queries import latest_version
from benchmarks.respondent import fill
from tests.factories import AccountFactory, ConsultationFactory
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

FORM = """
code: essai
title: Essai
lists:
  oui_non: {oui: Oui, non: Non}
items:
  - group: vous
    label: Vous
    items:
      - select_one: employeur
        list: oui_non
        label: Employez-vous des salariés ?
        required: yes
      - integer: salaries
        label: Combien ?
        relevant: ${employeur} = 'oui'
        constraint: . > 0
      - text: nom
        label: Votre nom
        required: yes
  - group: avis
    label: Votre avis
    items:
      - text: frein
        label: Votre principal frein ?
        appearance: multiline
      - text: besoin
        label: Votre principal besoin ?
        appearance: multiline
  - group: employeurs
    label: Pour les employeurs
    relevant: ${employeur} = 'oui'
    items:
      - text: recrutement
        label: Le recrutement ?
        appearance: multiline
"""


class Answering:
    """Somebody who answers, with a browser and no account."""

    def __init__(self, client, base: str, code: str):
        self.client, self.base, self.code = client, base, code
        self.home = f"{base}/questionnaires/{code}"

    def start(self, **data: str) -> str:
        first = self.client.post(f"{self.home}/start", data=data).headers["Location"]
        self.link = first.rsplit("/", 1)[0]
        self.token = self.link.rsplit("/", 1)[1]
        return first

    def page(self, name: str, go: str = "next", **answers):
        return self.client.post(f"{self.link}/{name}", data={**answers, "go": go})

    def answer_everything(self, frein: str = "La trésorerie, toujours.") -> None:
        self.start()
        self.page("vous", employeur="oui", salaries="3", nom="Terre-Fil")
        self.page("avis", frein=frein, besoin="Des locaux.")
        self.page("employeurs", recrutement="Personne ne postule.")

    def send(self):
        return self.client.post(f"{self.link}/end")


@pytest.fixture
def questionnaire(session) -> Questionnaire:
    return opened_questionnaire(session, FORM)


@pytest.fixture
def answering(client, questionnaire) -> Answering:
    base = f"/consultations/{questionnaire.consultation.slug}"
    return Answering(client, base, questionnaire.activity.code)


def _response(session) -> Response:
    session.rollback()
    return session.scalars(sa.select(Response)).one()


def _texts(session, state=ContributionState.SUBMITTED) -> list[str]:
    session.rollback()
    found = sa.select(Contribution.text).where(Contribution.state == state)
    return sorted(session.scalars(found))


def test_answers_become_contributions_of_one_respondent_when_they_are_sent(session, answering):
    answering.answer_everything()
    assert _texts(session) == []
    look = answering.client.get(f"{answering.link}/end").text
    assert "La trésorerie, toujours." in look
    assert "Oui" in look
    thanks = answering.client.get(answering.send().headers["Location"]).text
    assert "Merci" in thanks
    assert answering.token in thanks
    assert _texts(session) == [
        "Des locaux.",
        "La trésorerie, toujours.",
        "Personne ne postule.",
    ], "a name is no contribution"
    respondent = session.scalars(sa.select(Respondent)).one()
    assert respondent.attributes == {"Employez-vous des salariés ?": "Oui", "Combien ?": "3"}
    one = session.scalars(sa.select(Contribution).where(Contribution.text == "Des locaux.")).one()
    assert one.question == "Votre principal besoin ?"


def test_the_last_look_shows_every_part_of_an_organisation(session, client):
    form = "{code: a, title: A, items: [{organisation: structure, label: Votre structure}]}"
    made = opened_questionnaire(session, form)
    answering = Answering(client, f"/consultations/{made.consultation.slug}", made.activity.code)
    page = answering.start().rsplit("/", 1)[1]
    answering.page(page, **{"structure#name": "Terre-Fil", "structure#territory": "Mayenne"})
    assert "Terre-Fil, Mayenne" in client.get(f"{answering.link}/end").text


def test_sending_twice_makes_one_response(session, answering):
    answering.answer_everything()
    for _ in range(3):
        assert answering.send().status_code == 302
    assert len(_texts(session)) == 3
    assert _response(session).state is ResponseState.SUBMITTED


def _start_key(page) -> str:
    return re.search(r'name="start_key" value="([^"]+)"', page.text)[1]


def test_beginning_twice_from_one_page_makes_one_response(session, answering):
    key = _start_key(answering.client.get(answering.home))
    first, second = (
        answering.client.post(f"{answering.home}/start", data={"start_key": key}).headers[
            "Location"
        ]
        for _ in range(2)
    )
    assert first == second
    assert session.scalar(sa.select(sa.func.count(Response.id))) == 1
    assert _start_key(answering.client.get(answering.home)) != key


def test_the_next_person_on_the_same_device_begins_their_own_response(session, answering):
    key = _start_key(answering.client.get(answering.home))
    answering.start(start_key=key)
    answering.page("vous", employeur="non", nom="Claire")
    first = answering.link
    where = answering.start(start_key=key)
    assert answering.link != first
    assert "Claire" not in answering.client.get(where).text
    assert session.scalar(sa.select(sa.func.count(Response.id))) == 2


def test_a_forged_start_key_is_not_used(session, answering):
    for _ in range(2):
        answering.client.post(f"{answering.home}/start", data={"start_key": "a"})
    assert session.scalar(sa.select(sa.func.count(Response.id))) == 2


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "is_taken"),
    [(None, None, True), (-1, 1, True), (1, 2, False), (-2, -1, False), (None, -1, False)],
)
def test_answers_are_taken_between_the_dates(
    session, questionnaire, answering, opens_in, closes_in, is_taken
):
    day = dt.timedelta(days=1)
    questionnaire.opens_at = opens_in and now() + opens_in * day
    questionnaire.closes_at = closes_in and now() + closes_in * day
    session.commit()
    assert ("start_key" in answering.client.get(answering.home).text) is is_taken
    where = answering.client.post(f"{answering.home}/start").headers["Location"]
    assert where.endswith("/vous") is is_taken


def test_an_account_has_one_response_and_finds_it_again(session, questionnaire, sign_in):
    questionnaire.access = Access.ACCOUNT
    session.commit()
    consultation = session.get_one(Consultation, questionnaire.activity.consultation_id)
    home = f"/consultations/{consultation.slug}/questionnaires/{questionnaire.activity.code}"
    client = sign_in(consultation, Role.PARTICIPANT)
    first = client.post(f"{home}/start").headers["Location"]
    client.post(first, data={"employeur": "non", "nom": "Claire", "go": "next"})
    again = client.post(f"{home}/start").headers["Location"]
    assert client.get(again).headers["Location"].endswith("/avis")
    assert _response(session).account_id is not None
    other = sign_in(consultation, Role.PARTICIPANT).post(f"{home}/start").headers["Location"]
    assert other != first


def test_an_account_finds_its_response_again_when_the_key_has_changed(
    session, questionnaire, sign_in
):
    person = AccountFactory()
    session.commit()
    version = latest_version(session, questionnaire.id)
    first, code = start_response(
        session, questionnaire, version, Beginning(new_secret(), account_id=person.id)
    )
    again, new_code = start_response(
        session, questionnaire, version, Beginning(new_secret(), account_id=person.id)
    )
    assert again is first
    assert new_code != code
    assert first.code_digest == digest_of(new_code)


def test_who_is_not_signed_in_is_asked_to_where_an_account_is_wanted(
    session, questionnaire, answering
):
    questionnaire.access = Access.ACCOUNT
    session.commit()
    where = answering.client.post(f"{answering.home}/start").headers["Location"]
    assert where.startswith("/sign-in?next=")
    assert session.scalar(sa.select(sa.func.count(Response.id))) == 0


def test_an_anonymous_response_tells_neither_when_nor_in_which_order(
    session, questionnaire, answering
):
    questionnaire.is_anonymous = True
    session.commit()
    answering.answer_everything()
    answering.send()
    response = _response(session)
    assert response.id.version == 4
    for moment in (response.created_at, response.saved_at, response.submitted_at):
        assert moment.time() == dt.time(0)


def test_a_page_with_errors_says_where_keeps_what_is_right_and_shows_what_was_typed(
    session, answering
):
    answering.start()
    page = answering.page("vous", employeur="oui", salaries="-2", nom="")
    assert page.status_code == 200
    assert "Cette réponse ne suit pas la règle de la question." in page.text
    assert "Cette question demande une réponse." in page.text
    assert 'href="#q-salaries"' in page.text
    assert 'id="q-salaries"' in page.text
    assert 'value="-2"' in page.text
    kept = _response(session).answers
    assert kept["employeur"] == "oui"
    assert kept.get("salaries") is None


def test_an_answer_that_is_no_longer_asked_is_never_kept(session, answering):
    answering.answer_everything()
    changed = answering.page("vous", employeur="non", salaries="3", nom="Terre-Fil")
    said = answering.client.get(changed.headers["Location"]).text
    assert "n’est plus demandé" in said
    assert "Combien ? · Le recrutement ?" in said
    kept = _response(session).answers
    assert "salaries" not in kept
    assert "recrutement" not in kept
    answering.send()
    assert "Personne ne postule." not in _texts(session)


def test_a_section_that_is_not_asked_is_passed_over(answering):
    answering.start()
    answering.page("vous", employeur="non", nom="Terre-Fil")
    assert answering.page("avis", frein="Rien").headers["Location"].endswith("/end")


def test_a_person_leaves_and_comes_back_with_the_code_on_another_device(app, session, answering):
    answering.start()
    answering.page("vous", employeur="oui", salaries="3", nom="Terre-Fil")
    later = answering.page("avis", go="later", frein="À moitié écrit")
    assert answering.token in later.text
    elsewhere = app.test_client()
    typed = answering.token.lower().replace("-", " ")
    answer = elsewhere.post(f"{answering.home}/resume", data={"code": typed})
    page = elsewhere.get(answer.headers["Location"], follow_redirects=True)
    assert "À moitié écrit" in page.text
    assert page.request.path.endswith("/avis")


def test_the_page_that_asks_for_the_code_can_be_opened_again(answering):
    """After a wrong code, reloading it or changing the language must not lead nowhere."""
    answer = answering.client.get(f"{answering.home}/resume")
    assert answer.status_code == 200
    assert 'name="code"' in answer.text
    assert "error-summary" not in answer.text


def test_each_page_can_be_changed_from_the_last_look(answering):
    answering.start()
    answering.page("vous", employeur="non", nom="Terre-Fil")
    answering.page("avis", frein="Le temps")
    last = answering.client.get(f"{answering.home}/answers/{answering.token}/end")
    for page in ("vous", "avis"):
        assert f'href="{answering.home}/answers/{answering.token}/{page}"' in last.text


def test_a_closed_questionnaire_takes_codes_and_begins_nothing(session, answering):
    session.scalars(sa.select(Questionnaire)).one().close()
    session.commit()
    page = answering.client.get(answering.home).text
    assert f'action="{answering.home}/resume"' in page
    assert f'action="{answering.home}/start"' not in page


def test_an_expired_session_loses_nothing(app, session, answering):
    """The code in the address proves who posts; no token of a form can expire."""
    answering.start()
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        saved = app.test_client().post(
            f"{answering.link}/vous", data={"employeur": "non", "nom": "X", "go": "next"}
        )
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert saved.status_code == 302
    assert _response(session).answers["nom"] == "X"


def test_what_is_missing_is_asked_before_sending(session, answering):
    answering.start()
    answer = answering.send()
    assert answer.headers["Location"].endswith("/vous")
    assert _response(session).state is ResponseState.IN_PROGRESS
    assert _texts(session) == []


def test_a_correction_replaces_what_changed_and_leaves_the_rest(session, answering):
    answering.answer_everything()
    answering.send()
    session.rollback()
    ids = dict(session.execute(sa.select(Contribution.text, Contribution.id)).all())
    answering.client.post(f"{answering.link}/correct")
    answering.page("avis", frein="Finalement, le recrutement.", besoin="Des locaux.")
    answering.send()
    assert "Finalement, le recrutement." in _texts(session)
    assert _texts(session, ContributionState.WITHDRAWN) == ["La trésorerie, toujours."]
    after = dict(session.execute(sa.select(Contribution.text, Contribution.id)).all())
    assert after["Des locaux."] == ids["Des locaux."]


def test_what_was_sent_stands_until_its_correction_is_sent(session, answering):
    answering.answer_everything("La trésorerie.")
    answering.send()
    answering.client.post(f"{answering.link}/correct")
    shown = answering.page("avis", frein="Le recrutement.", besoin="").headers["Location"]
    assert "Vous corrigez" in answering.client.get(shown).text
    response = _response(session)
    assert response.state is ResponseState.SUBMITTED
    assert response.answers["frein"] == "La trésorerie."
    assert "La trésorerie." in _texts(session)
    assert "Le recrutement." in answering.client.get(f"{answering.link}/avis").text
    answering.send()
    assert _response(session).answers["frein"] == "Le recrutement."
    assert "Le recrutement." in _texts(session)
    assert "La trésorerie." not in _texts(session)


def test_a_correction_can_be_given_up_and_does_not_outlive_the_closing(
    session, questionnaire, answering
):
    answering.answer_everything("La trésorerie.")
    answering.send()
    answering.client.post(f"{answering.link}/correct")
    answering.page("avis", frein="Le recrutement.", besoin="")
    answering.client.post(f"{answering.link}/keep")
    assert _response(session).correction is None
    answering.client.post(f"{answering.link}/correct")
    answering.page("avis", frein="Le recrutement.", besoin="")
    session.rollback()
    questionnaire.close()
    session.commit()
    answering.send()
    assert "Merci" in answering.client.get(answering.link).text
    assert _response(session).answers["frein"] == "La trésorerie."
    assert "La trésorerie." in _texts(session)


def test_a_withdrawn_response_leaves_the_corpus_and_is_erased(session, answering):
    answering.answer_everything()
    answering.send()
    answering.client.post(f"{answering.link}/withdraw")
    assert _texts(session) == []
    response = _response(session)
    assert (response.state, response.answers) == (ResponseState.WITHDRAWN, {})
    assert session.scalars(sa.select(Respondent)).one().attributes == {}
    assert "retirée" in answering.client.get(answering.link).text
    answering.client.post(f"{answering.link}/correct")
    assert _response(session).state is ResponseState.WITHDRAWN


def test_a_closed_questionnaire_takes_nothing_and_says_so(session, questionnaire, answering):
    answering.start()
    answering.page("vous", employeur="non", nom="Terre-Fil")
    session.rollback()
    questionnaire.close()
    session.commit()
    refused = answering.page("avis", frein="Trop tard")
    page = answering.client.get(refused.headers["Location"])
    assert "Ce questionnaire est clos" in html.unescape(page.text)
    assert "frein" not in _response(session).answers
    assert answering.client.post(f"{answering.home}/start").status_code == 302
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1
    assert "clos avant que vous ayez fini" in answering.client.get(answering.link).text


@pytest.mark.parametrize(
    "fields",
    [
        {"inconnue": "x", "__proto__": "y"},
        {"employeur": "peut-être"},
        {"employeur": ["oui", "non"]},
        {"nom": "x" * 200_000},
        {"nom": "a\0b"},
        {f"champ{n}": "x" for n in range(900)},
        {"salaries": "9" * 400},
        {"projets/999999/titre": "x"},
        {"recrutement": "posté sur une autre page"},
    ],
)
def test_a_hostile_page_breaks_no_rule_and_loses_nothing(session, answering, fields):
    answering.start()
    answering.page("vous", employeur="non", nom="Terre-Fil")
    answer = answering.page("vous", **fields)
    assert answer.status_code in (200, 302)
    kept = _response(session).answers
    assert set(kept) <= {"employeur", "salaries", "nom", "frein", "besoin", "recrutement"}
    assert kept.get("recrutement") is None
    assert kept.get("employeur") in ("oui", "non", None)


def test_ten_thousand_fields_are_refused(session, answering):
    answering.start()
    answer = answering.page("vous", **{f"champ{n}": "x" for n in range(10_000)})
    assert answer.status_code in (200, 302, 413)
    assert _response(session).answers.get("champ1") is None


def test_a_code_that_is_guessed_finds_nothing(answering):
    answering.start()
    for code in (new_code(), "", "%", answering.token[:-1], "x" * 5000):
        answer = answering.client.post(f"{answering.home}/resume", data={"code": code})
        assert answer.status_code == 422
    assert answering.client.get(f"{answering.home}/answers/{new_code()}").status_code == 404
    assert answering.client.get(f"{answering.home}/answers/{new_code()}/vous").status_code == 404


def test_only_a_digest_of_the_code_is_kept(session, answering):
    answering.start()
    assert _response(session).code_digest == digest_of(answering.token)
    assert answering.token not in str(vars(_response(session)))


def test_codes_hold_96_random_bits_and_are_read_as_they_are_typed():
    assert len({new_code() for _ in range(1000)}) == 1000
    assert 30**20 > 2**96
    code = new_code()
    assert digest_of(code.lower().replace("-", "")) == digest_of(f" {code} ")


def test_a_page_that_does_not_exist_is_a_404(answering):
    answering.start()
    assert answering.client.get(f"{answering.link}/nowhere").status_code == 404


def test_the_code_of_one_questionnaire_opens_no_other(session, answering, questionnaire):
    answering.start()
    session.rollback()
    other = opened_questionnaire(session, FORM, questionnaire.consultation, "Autre")
    address = answering.link.replace(answering.code, other.activity.code)
    assert answering.client.get(address).status_code == 404


def test_a_draft_is_seen_and_opened_by_a_steward_only(session, client, sign_in):
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}"
    added = steward.post(
        f"{base}/questionnaire-desk/new",
        data={
            "title": "Le mien",
            "source": "file",
            "file": (io.BytesIO(FORM.encode()), "essai.yaml"),
        },
        content_type="multipart/form-data",
    )
    assert "6 questions ont été lues." in added.text
    session.rollback()
    code = session.scalars(sa.select(Questionnaire)).one().activity.code
    assert client.get(f"{base}/questionnaires/{code}").status_code == 404
    assert "Le mien" not in client.get(f"{base}/questionnaires").text
    steward.post(f"{base}/questionnaire-desk/{code}/open")
    assert "Commencer" in client.get(f"{base}/questionnaires/{code}").text
    steward.post(f"{base}/questionnaire-desk/{code}/close")
    assert "Commencer" not in client.get(f"{base}/questionnaires/{code}").text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"<html>", b"\xff\xfe\x00"])
def test_a_file_that_is_no_questionnaire_is_refused_with_its_reason(session, sign_in, content):
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    answer = steward.post(
        f"/consultations/{consultation.slug}/questionnaire-desk/new",
        data={"title": "T", "source": "file", "file": (io.BytesIO(content), "essai.xlsx")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Questionnaire)) == 0


def test_the_shipped_questionnaire_is_answered_from_end_to_end(session, sign_in, client):
    """Required answers only, then the choices that open every section."""
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}"
    steward.post(f"{base}/questionnaire-desk/new", data={"title": "Acteurs", "source": "shipped"})
    session.rollback()
    code = session.scalars(sa.select(Questionnaire)).one().activity.code
    steward.post(f"{base}/questionnaire-desk/{code}/open")
    answering = Answering(client, base, code)
    address = answering.start()
    seen = []
    while not address.endswith("/end"):
        page = client.get(address)
        seen.append(address.rsplit("/", 1)[1])
        for _ in range(4):
            answer = client.post(address, data={**fill(page.text), "go": "next"})
            if answer.status_code == 302:
                break
            page = answer
        assert answer.status_code == 302, re.findall(r"field__error.*", answer.text)
        address = answer.headers["Location"]
    assert len(seen) >= 5
    assert len(set(seen)) == len(seen)
    answering.send()
    assert _response(session).state is ResponseState.SUBMITTED
    assert len(_texts(session)) >= 2
    assert not any("@" in text for text in _texts(session)), "an address is no contribution"
