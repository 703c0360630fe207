"""A questionnaire written in the browser: drafted, undone, tested, opened, changed."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.models import (
    Contribution,
    Questionnaire,
    QuestionnaireDraft,
    QuestionnaireState,
    QuestionnaireVersion,
    Response,
    Role,
)
from app.questionnaires.building import drafting
from app.questionnaires.building.queries import present_draft
from app.questionnaires.codes import new_secret
from app.questionnaires.definitions import read_definition, read_shipped, stored
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import questionnaires_of
from surveys.types import TYPES
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory

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
        label: Employez-vous ?
        required: yes
      - integer: salaries
        label: Combien ?
        relevant: ${employeur} = 'oui'
      - text: avis
        label: Votre avis
        appearance: multiline
"""


class Building:
    """A steward who writes a questionnaire with a browser."""

    def __init__(self, session, client, questionnaire: Questionnaire, slug: str):
        self.session, self.client, self.questionnaire = session, client, questionnaire
        self.code = questionnaire.activity.code
        self.public = f"/consultations/{slug}/questionnaires/{self.code}"
        self.desk = f"/consultations/{slug}/questionnaire-desk/{self.code}"
        self.base = f"{self.desk}/build"

    @property
    def number(self) -> int:
        self.session.rollback()
        return present_draft(self.session, self.questionnaire.id).number

    @property
    def survey(self):
        self.session.rollback()
        return present_draft(self.session, self.questionnaire.id).survey

    @property
    def names(self) -> list[str]:
        return list(self.survey.places)

    def versions(self) -> list[int]:
        self.session.rollback()
        numbers = sa.select(QuestionnaireVersion.number).order_by(QuestionnaireVersion.number)
        return list(self.session.scalars(numbers))

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(f"{self.base}{path}")
        assert answer.status_code == status, path
        return html.unescape(answer.text)

    def post(self, path: str, *, made_from: int | None = None, **data):
        number = self.number if made_from is None else made_from
        return self.client.post(f"{self.base}{path}", data={"made_from": number, **data})

    def filled(self, path: str, **data):
        """Send the form of a page as it is shown, with these fields changed."""
        return self.client.post(f"{self.base}{path}", data={**shown(self.get(path)), **data})

    def arrange(self, do: str, **data):
        return self.post("/arrange", do=do, **data)

    def begin_test(self) -> str:
        answer = self.post("/test", start_key=new_secret())
        return answer.headers["Location"].rsplit("/", 1)[0]


def shown(page: str) -> dict[str, str]:
    """What the largest form of a page would send."""
    form = max(re.findall(r"<form.*?</form>", page, re.S), key=len)
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag):
            data[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        data[name] = text.strip()
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        data[name] = chosen[1] if chosen else ""
    return data


def _building(session, sign_in, survey) -> Building:
    consultation = ConsultationFactory()
    made = add_questionnaire(session, consultation_id=consultation.id, title="Essai", survey=survey)
    return Building(session, sign_in(consultation, Role.STEWARD), made, consultation.slug)


@pytest.fixture
def building(session, sign_in) -> Building:
    return _building(session, sign_in, read_yaml(FORM))


@pytest.fixture
def nothing(session, sign_in) -> Building:
    return _building(session, sign_in, read_yaml("{code: a, title: A, items: []}"))


# --- Writing ---------------------------------------------------------------------------------


def test_a_new_questionnaire_starts_empty_and_leads_to_its_builder(session, sign_in):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.STEWARD)
    answer = client.post(
        f"/consultations/{consultation.slug}/questionnaire-desk/new",
        data={"title": "Vos besoins", "source": "empty"},
    )
    assert answer.headers["Location"].endswith("/build")
    page = client.get(answer.headers["Location"]).text
    assert "Écrire la première section" in page


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_question_is_written_and_opened_again(building, kind):
    extra = {
        "select_one": {"lines": "Rouge\nVert"},
        "select_multiple": {"lines": "Rouge\nVert", "least": "1", "most": "2"},
        "rank": {"lines": "Rouge\nVert"},
        "likert": {"lines": "Non\nOui"},
        "integer": {"least": "0", "most": "10"},
        "calculate": {"calculation": "${salaries} * 2"},
        "organisation": {"lines": "Association\nCoopérative", "territories": "oui_non"},
        "text": {"shape": "multiline", "maxlength": "500"},
        "hidden": {"default": "salon"},
    }.get(kind, {})
    answer = building.filled(f"/add?type={kind}&in=vous", label_fr="Ma question ?", **extra)
    assert answer.status_code == 302, html.unescape(answer.text)
    made = building.survey.questions["ma_question"]
    assert made.type == kind
    assert building.survey.places["ma_question"].groups == ("vous",)
    before = building.survey
    assert building.filled("/items/ma_question").status_code == 302
    assert building.survey == before, "saving what is shown changes nothing"


@pytest.mark.parametrize("kind", ["group", "table", "repeat"])
def test_sections_tables_and_repeats_are_written_and_opened_again(building, kind):
    assert building.filled(f"/add?type={kind}", label_fr="La suite").status_code == 302
    before = building.survey
    assert building.filled("/items/la_suite").status_code == 302
    assert building.survey == before
    assert building.filled("/items/vous", section="la_suite").status_code == 302
    assert building.survey.places["avis"].groups == ("la_suite", "vous")


def test_the_shipped_questionnaire_is_unchanged_by_saving_each_of_its_pages(session, sign_in):
    building = _building(session, sign_in, read_shipped().survey)
    before = building.survey
    for name in before.places:
        answer = building.filled(f"/items/{name}")
        assert answer.status_code == 302, (name, html.unescape(answer.text))
    assert building.survey == before
    assert building.number == 0, "nothing was changed, so nothing is kept"


def test_a_condition_is_picked_from_lists_and_shown_in_words(building):
    building.filled("/items/avis", when="picked", pick_0="is|employeur|non")
    assert building.survey.questions["avis"].relevant.text == "${employeur} = 'non'"
    assert "est « Non »" in building.get("")
    building.filled("/items/avis", pick_1="ge|salaries|", number_1="3", joined="or", when="picked")
    assert (
        building.survey.questions["avis"].relevant.text
        == "${employeur} = 'non' or ${salaries} >= 3"
    )
    page = building.get("/items/avis")
    assert "${employeur} = 'non' or ${salaries} >= 3" in page, "the expression is visible"


def test_a_condition_that_is_picked_holds_without_saying_so_and_goes_with_always(building):
    building.filled("/items/avis", pick_0="is|employeur|non")
    assert building.survey.questions["avis"].relevant.text == "${employeur} = 'non'"
    building.filled("/items/avis", when="always")
    assert building.survey.questions["avis"].relevant is None


def test_limits_are_explained_to_people_and_the_explanation_follows_them(building):
    def said() -> str:
        return building.survey.questions["salaries"].constraint_messages.text("fr")

    building.filled("/items/salaries", least="1")
    assert building.survey.questions["salaries"].constraint.text == ". >= 1"
    assert said() == "Donnez un nombre d’au moins 1."
    building.filled("/items/salaries", most="50")
    assert said() == "Donnez un nombre de 1 à 50."
    building.filled("/items/salaries", constraint_message_fr="Comptez bien.")
    building.filled("/items/salaries", most="60")
    assert said() == "Comptez bien."
    assert building.filled("/items/salaries", least="beaucoup").status_code == 422


def test_choices_are_written_or_taken_from_a_list_but_not_both(building):
    both = {"label_fr": "Et ici ?", "lines": "Un\nDeux", "list_name": "oui_non"}
    assert building.filled("/add?type=select_one", **both).status_code == 422
    assert building.filled("/add?type=select_one", **{**both, "lines": ""}).status_code == 302
    assert building.survey.questions["et_ici"].list_name == "oui_non"
    page = building.get("/items/et_ici")
    assert "Cette liste sert aussi à : employeur." in page


def test_only_what_is_asked_before_may_be_picked(building):
    page = building.get("/items/employeur")
    assert "salaries|" not in page
    answer = building.filled("/items/employeur", when="picked", pick_0="ge|salaries|", number_0="1")
    assert answer.status_code == 422


def test_a_complex_condition_stays_an_expression(building):
    text = "if(${salaries} > 3, true(), ${employeur} = 'non')"
    building.filled("/items/avis", when="written", relevant=text)
    assert building.survey.questions["avis"].relevant.text == text
    assert building.filled("/items/avis", label_fr="Votre opinion").status_code == 302
    assert building.survey.questions["avis"].relevant.text == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("${salaries} >", "il manque quelque chose à la fin"),
        ("${salaries} > /data", "au caractère 15"),
        ("${absent} = 1", "« absent », qui n’est pas dans le questionnaire"),
        ("x" * 20_000, "10000"),
    ],
)
def test_an_expression_that_cannot_be_read_is_refused_with_its_place(building, typed, said):
    answer = building.filled("/items/avis", when="written", relevant=typed)
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert said in page
    assert typed[:200] in page, "what was typed is kept"
    assert building.number == 0


def test_a_loop_of_calculations_is_refused(building):
    building.filled("/add?type=calculate", label_fr="a", name="a", calculation="1")
    building.filled("/add?type=calculate", label_fr="b", name="b", calculation="${a}")
    answer = building.filled("/items/a", calculation="${b}")
    assert answer.status_code == 422
    assert "a → b → a" in html.unescape(answer.text)


def test_a_renamed_question_takes_its_references_along(building):
    building.filled("/items/employeur", name="emploie")
    assert building.survey.questions["salaries"].relevant.text == "${emploie} = 'oui'"


def test_what_is_used_is_not_deleted_and_the_users_are_named(building):
    answer = building.arrange("delete:employeur")
    page = html.unescape(building.client.get(answer.headers["Location"]).text)
    assert "« Combien ? » (salaries)" in page
    assert "employeur" in building.names
    answer = building.filled("/items/employeur", lines="Non")
    assert "salaries" in html.unescape(answer.text)
    assert answer.status_code == 422


def test_lines_move_are_copied_and_deleted_and_lists_go_with_their_last_question(building):
    building.arrange("down:employeur")
    assert building.names == ["vous", "salaries", "employeur", "avis"]
    building.arrange("duplicate:vous")
    assert building.names[4:] == ["vous_2", "salaries_2", "employeur_2", "avis_2"]
    building.arrange("delete:vous")
    assert "oui_non" in building.survey.choice_lists
    building.arrange("delete:vous_2")
    assert building.survey.choice_lists == {}
    assert building.post("/arrange", do="explode:vous").status_code == 400
    assert building.arrange("up:nothing").status_code == 302


def test_a_list_is_written_line_by_line_and_keeps_its_codes(building):
    building.filled("/items/employeur", lines="Oui, des salariés\nNon\nBientôt")
    options = building.survey.choice_lists["oui_non"]
    assert [(each.name, each.label()) for each in options] == [
        ("oui", "Oui, des salariés"),
        ("non", "Non"),
        ("bientot", "Bientôt"),
    ]


def test_lists_have_pages_of_their_own(building):
    building.post("/lists", lines="Un\nDeux", name="nombres")
    assert building.post("/lists", lines="Un", name="nombres").status_code == 422
    building.post("/list?name=nombres", do="up:deux")
    building.post("/choice?name=nombres", label_fr="Trois : et plus", code="3:plus")
    building.post("/choice?name=nombres&choice=un", label_fr="Le premier", code="un", outside="y")
    options = building.survey.choice_lists["nombres"]
    assert [each.name for each in options] == ["deux", "un", "3:plus"]
    assert (options[1].label(), options[1].filters) == ("Le premier", {"scale": "none"})
    building.post("/list?name=nombres", do="delete:3:plus")
    assert len(building.survey.choice_lists["nombres"]) == 2
    taken = building.post("/choice?name=nombres&choice=un", label_fr="Le premier", code="deux")
    assert taken.status_code == 422
    assert "Nombres" not in building.get("/lists")
    building.post("/list?name=nombres", do="drop:")
    assert "nombres" not in building.survey.choice_lists
    building.get("/list?name=nombres", 404)
    building.get("/choice?name=oui_non&choice=absent", 404)
    building.post("/list?name=oui_non", do="drop:")
    assert "oui_non" in building.survey.choice_lists


def test_texts_are_written_in_each_language(building):
    building.post("/languages", languages="fr, en")
    building.filled("/items/avis", label_en="Your opinion", hint_en="In short.")
    avis = building.survey.questions["avis"]
    assert avis.labels == {"fr": "Votre avis", "en": "Your opinion"}
    building.post("/languages", languages="fr")
    building.filled("/items/avis", label_fr="Votre opinion")
    assert building.survey.questions["avis"].labels["en"] == "Your opinion"
    assert building.post("/languages", languages="français").status_code == 422


# --- Undoing, and writing at once --------------------------------------------------------------


def _labels(building: Building) -> str:
    return building.survey.questions["avis"].labels.text()


def test_any_change_is_undone_and_done_again(building):
    for label in ("Un", "Deux", "Trois"):
        building.filled("/items/avis", label_fr=label)
    seen = []
    for step in ("undo", "undo", "redo", "undo", "undo", "undo", "redo", "redo", "redo", "redo"):
        building.post(f"/{step}")
        seen.append(_labels(building))
    assert seen == [
        "Deux", "Un", "Deux", "Un", "Votre avis", "Votre avis", "Un", "Deux", "Trois", "Trois",
    ]  # fmt: skip


def test_a_change_after_an_undo_forgets_what_was_undone(building):
    building.filled("/items/avis", label_fr="Un")
    building.post("/undo")
    building.filled("/items/avis", label_fr="Autre")
    building.post("/redo")
    assert _labels(building) == "Autre"
    building.post("/undo")
    assert _labels(building) == "Votre avis"


def test_the_last_hundred_states_are_kept(building, monkeypatch):
    monkeypatch.setattr(drafting, "KEPT", 5)
    for number in range(8):
        building.filled("/items/avis", label_fr=f"Avis {number}")
    assert building.session.scalar(sa.select(sa.func.count(QuestionnaireDraft.id))) == 5
    for _ in range(9):
        building.post("/undo")
    assert _labels(building).startswith("Avis"), "what is no longer kept is not come back to"
    assert (
        "Votre avis"
        in stored(building.session.scalars(sa.select(QuestionnaireVersion.definition)).one())
        .questions["avis"]
        .labels.text()
    )


def test_two_windows_are_told_and_what_was_typed_is_kept(building):
    form = shown(building.get("/items/avis"))
    building.filled("/items/salaries", label_fr="Combien de salariés ?")
    answer = building.client.post(
        f"{building.base}/items/avis", data={**form, "label_fr": "Votre opinion"}
    )
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert "Votre opinion" in page
    assert "a changé entre-temps" in page
    assert _labels(building) == "Votre avis"
    again = building.client.post(f"{building.base}/items/avis", data=shown(page))
    assert again.status_code == 302
    assert _labels(building) == "Votre opinion"
    assert building.survey.questions["salaries"].labels.text() == "Combien de salariés ?"


def test_a_question_deleted_while_its_form_is_filled_may_be_added_again(building):
    form = shown(building.get("/items/avis")) | {"label_fr": "Votre opinion"}
    building.arrange("delete:avis")
    answer = building.client.post(f"{building.base}/items/avis", data=form)
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert "a changé entre-temps" in page
    assert "Votre opinion" in page
    building.client.post(f"{building.base}/items/avis", data=shown(page))
    assert building.survey.questions["avis"].labels.text() == "Votre opinion"


def test_a_form_sent_twice_makes_one_question(building):
    form = shown(building.get("/add?type=date&in=vous")) | {"label_fr": "Quel jour ?"}
    for _ in range(2):
        answer = building.client.post(f"{building.base}/add?type=date&in=vous", data=form)
        assert answer.status_code == 302
    assert building.names.count("quel_jour") == 1
    assert "quel_jour_2" not in building.names
    assert building.number == 2


def test_ten_windows_that_send_at_once_make_one_change(app, building):
    number, cookies = building.number, building.client.get_cookie("sillage")

    def send(place: int) -> int:
        client = app.test_client()
        client.set_cookie("sillage", cookies.value)
        data = {"made_from": number, "do": f"duplicate:{'avis' if place % 2 else 'salaries'}"}
        return client.post(f"{building.base}/arrange", data=data).status_code

    with ThreadPoolExecutor(5) as pool:
        assert set(pool.map(send, range(10))) == {302}
    assert len(building.names) == 5
    assert building.number == 2


# --- Trying and opening -------------------------------------------------------------------------


def test_a_test_is_answered_for_real_and_counts_for_nothing(building):
    building.filled("/items/avis", label_fr="Votre opinion")
    link = building.begin_test()
    assert building.versions() == [-2, 1]
    page = html.unescape(building.client.get(f"{link}/vous").text)
    assert "Ceci est un essai" in page
    assert "Votre opinion" in page
    building.client.post(
        f"{link}/vous", data={"employeur": "non", "avis": "Des locaux.", "go": "next"}
    )
    building.client.post(f"{link}/end")
    assert "Ceci est un essai" in html.unescape(building.client.get(link).text)
    building.session.rollback()
    response = building.session.scalars(sa.select(Response)).one()
    assert (response.state, response.is_test) == ("submitted", True)
    assert building.session.scalar(sa.select(sa.func.count(Contribution.id))) == 0
    line = questionnaires_of(
        building.session, building.questionnaire.activity.consultation_id, drafts=True
    )[0]
    assert (line.submitted, line.in_progress) == (0, 0)


def test_the_opening_publishes_the_draft_and_erases_the_tests(building, client):
    building.filled("/items/avis", label_fr="Votre opinion")
    building.begin_test()
    building.client.post(f"{building.desk}/open")
    assert building.versions() == [1]
    assert building.session.scalar(sa.select(sa.func.count(Response.id))) == 0
    assert building.session.get_one(Questionnaire, building.questionnaire.id).state == "open"
    first = client.post(f"{building.public}/start").headers["Location"]
    assert "Votre opinion" in client.get(first).text


def test_a_questionnaire_without_a_question_does_not_open_nor_is_tested(nothing):
    answer = nothing.client.post(f"{nothing.desk}/open")
    assert answer.headers["Location"].endswith("/build/check")
    assert "pas encore de question" in nothing.client.get(answer.headers["Location"]).text
    nothing.session.rollback()
    state = nothing.session.get_one(Questionnaire, nothing.questionnaire.id).state
    assert state is QuestionnaireState.DRAFT
    assert nothing.post("/test").headers["Location"].endswith("/build")
    assert nothing.versions() == [1]
    assert nothing.client.get(nothing.public).status_code == 200
    nothing.get("/preview")


def test_a_draft_is_not_tested_by_visitors(building, client):
    link = building.begin_test()
    assert client.get(f"{link}/vous").status_code == 404


def test_the_check_links_each_finding_to_its_question(building):
    building.filled("/items/avis", when="written", relevant="${salaries} > 5 and ${salaries} < 2")
    page = building.get("/check")
    assert "sa condition ne peut jamais être remplie" in page
    assert f"{building.base}/items/avis" in page


def test_the_preview_shows_what_no_answer_would_show(building):
    assert "Combien\N{NO-BREAK SPACE}?" in building.get("/preview")


def test_the_live_preview_shows_what_is_typed_and_keeps_nothing(building):
    form = shown(building.get("/items/avis")) | {"label_fr": "Tapé à l’instant"}
    address = f"{building.base}/preview-question?type=text&name=avis"
    answer = building.client.post(address, data=form)
    assert "Tapé à l’instant" in html.unescape(answer.text)
    assert "<html" not in answer.text
    assert building.client.post(address, data={**form, "label_fr": ""}).status_code == 204
    assert building.client.post(f"{building.base}/preview-question?name=x").status_code == 404
    scale = shown(building.get("/add?type=range")) | {"label_fr": "De 0 à 10 ?", "step": "0"}
    address = f"{building.base}/preview-question?type=range"
    assert building.client.post(address, data=scale).status_code == 204
    scale["step"] = "1"
    assert "De 0 à 10\N{NO-BREAK SPACE}?" in building.client.post(address, data=scale).text
    assert building.number == 0


# --- After the opening --------------------------------------------------------------------------


@pytest.fixture
def opened(building, client) -> Building:
    building.client.post(f"{building.desk}/open")
    first = client.post(f"{building.public}/start").headers["Location"]
    building.respondent = (client, first.rsplit("/", 1)[0])
    return building


def test_harmless_changes_make_a_version_and_responses_keep_theirs(opened, client):
    opened.filled("/add?type=text&in=vous", label_fr="Autre chose ?", shape="short")
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Publier les changements" in page
    opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert opened.versions() == [1, 2]
    who, link = opened.respondent
    assert "Autre chose" not in who.get(f"{link}/vous").text
    later = client.post(f"{opened.public}/start").headers["Location"]
    assert "Autre chose" in client.get(later).text
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Autre chose ?" in page
    assert re.search(r"Version 2 <span[^>]*>[^<]*, Personne \d+</span>", page), "who wrote it"


def test_harmful_changes_are_named_and_not_published(opened):
    opened.filled("/items/avis", required="y")
    opened.filled("/items/salaries", label_fr="Combien de personnes ?")
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Ces changements ne peuvent pas être publiés" in page
    answer = opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert "Non publié" in html.unescape(opened.client.get(answer.headers["Location"]).text)
    assert opened.versions() == [1]
    opened.filled("/items/avis", required="")


def test_publishing_twice_or_from_an_older_window_makes_one_version(opened):
    before = opened.number
    opened.filled("/items/avis", label_fr="Votre opinion")
    opened.client.post(f"{opened.desk}/versions", data={"made_from": before})
    assert opened.versions() == [1]
    for _ in range(2):
        opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert opened.versions() == [1, 2]


def test_a_draft_is_tested_while_others_answer(opened):
    opened.filled("/items/avis", label_fr="Votre opinion")
    link = opened.begin_test()
    assert "Votre opinion" in html.unescape(opened.client.get(f"{link}/vous").text)
    who, real = opened.respondent
    assert "Votre avis" in who.get(f"{real}/vous").text
    other = who.post(f"{opened.public}/start").headers["Location"]
    assert "Votre avis" in who.get(other).text, "nobody is sent to the version of a test"


def test_answers_of_several_versions_are_read_together(opened, client):
    who, link = opened.respondent
    who.post(f"{link}/vous", data={"employeur": "non", "avis": "Ancien.", "go": "next"})
    who.post(f"{link}/end")
    opened.filled("/items/employeur", lines="Oui\nNon\nBientôt")
    opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    later = client.post(f"{opened.public}/start").headers["Location"].rsplit("/", 1)[0]
    client.post(f"{later}/vous", data={"employeur": "bientot", "go": "next"})
    client.post(f"{later}/end")
    page = opened.client.get(f"{opened.desk}/results").text
    assert "2 réponses ont été envoyées" in html.unescape(page)
    assert "Bientôt" in page


def test_versions_and_the_draft_are_taken_away_as_files(opened):
    opened.filled("/items/avis", label_fr="Votre opinion")
    for version, label in (("draft", "Votre opinion"), ("1", "Votre avis")):
        for kind in ("xlsx", "yaml"):
            answer = opened.client.get(f"{opened.desk}/versions/{version}.{kind}")
            assert answer.status_code == 200
            assert read_definition(answer.data).survey.questions["avis"].labels.text() == label
    for number in ("7", "-1", "0", "un", "9" * 30):
        assert opened.client.get(f"{opened.desk}/versions/{number}.yaml").status_code == 404


# --- What people and programs may send ----------------------------------------------------------


def test_a_label_of_two_megabytes_is_refused(building):
    answer = building.filled("/items/avis", label_fr="é" * 200_000)
    assert answer.status_code in (413, 422)
    assert building.number == 0
    assert building.filled("/items/avis", label_fr="é" * 1_000_000).status_code in (413, 422)


@pytest.mark.parametrize("name", ["x" * 201, "1er", "a b", "a/b", "<script>", "avis", "SALARIES"])
def test_names_that_cannot_be_are_refused(building, name):
    answer = building.filled("/items/employeur", name=name)
    assert answer.status_code == 422
    assert building.number == 0


@pytest.mark.parametrize("name", ["x" * 200, "é.t-e_1", "日本"])
def test_names_of_every_alphabet_have_pages(building, name):
    assert building.filled("/items/employeur", name=name).status_code == 302
    page = building.get(f"/items/{name}")
    assert name in page
    assert building.filled(f"/items/{name}", label_fr="Encore").status_code == 302


def test_texts_that_look_like_markup_stay_texts(building):
    for path in ("/items/avis", "/items/vous"):
        building.filled(path, label_fr="<script>alert(1)</script>")
    building.filled("/items/employeur", lines='Oui\nNon\n"><script>alert(2)</script>')
    for path in ("", "/items/avis", "/items/employeur", "/preview", "/list?name=oui_non", "/check"):
        answer = building.client.get(f"{building.base}{path}")
        assert "<script>alert" not in answer.text, path


@pytest.mark.parametrize(
    "text",
    [
        "a\x01b\x7f\x85c",
        "a\u2028b",
        "😀 é\u0301",
        "- a: b #c",
        "| x",
        "'\"${}{{7*7}}",
        "a\r\n  b\n",
        "yes",
    ],
)
def test_any_text_is_kept_and_can_be_read_again(building, text):
    answer = building.filled("/items/avis", label_fr=text, hint_fr=text)
    assert answer.status_code in (302, 422)
    stored.cache_clear()
    building.get("")
    building.get("/items/avis")
    assert building.filled("/items/avis").status_code == 302


def test_what_does_not_exist_is_not_found(building):
    for path in ("/items/absent", "/list?name=x", "/choice?name=x"):
        building.get(path, 404)
    building.get("/items/%00", 400)
    assert building.post("/items/absent", label_fr="x").status_code == 404
    for number in ("", "-1", "x", "9" * 40, "²"):
        assert building.post("/arrange", made_from=number, do="up:avis").status_code == 302
    assert building.number == 0


def test_the_questionnaire_of_another_consultation_is_not_found(building, session, sign_in):
    other = ConsultationFactory()
    client = sign_in(other, Role.STEWARD)
    base = f"/consultations/{other.slug}/questionnaire-desk/{building.code}"
    for path in ("/build", "/build/items/avis", "/build/check", "/versions", "/versions/1.yaml"):
        assert client.get(f"{base}{path}").status_code == 404
    for path in ("/build/arrange", "/build/undo", "/build/test", "/versions"):
        assert client.post(f"{base}{path}", data={"do": "delete:avis"}).status_code == 404
    assert building.names == ["vous", "employeur", "salaries", "avis"]


def test_a_writer_builds_and_leaves_the_opening_to_a_steward(building, sign_in, session):
    consultation_id = building.questionnaire.activity.consultation_id
    consultation = session.get_one(type(ConsultationFactory.build()), consultation_id)
    writer = sign_in(consultation, Role.WRITER)
    assert writer.get(building.base).status_code == 200
    desk = building.base.removesuffix("/build")
    assert "Ouvrir aux réponses" not in writer.get(f"{building.base}/check").text
    assert writer.post(f"{desk}/open").status_code == 403
    assert writer.post(f"{desk}/versions").status_code == 403


def test_a_facilitator_does_not_build(building, sign_in, session):
    consultation_id = building.questionnaire.activity.consultation_id
    consultation = session.get_one(type(ConsultationFactory.build()), consultation_id)
    facilitator = sign_in(consultation, Role.FACILITATOR)
    assert facilitator.get(building.base).status_code == 403
    answer = facilitator.post(f"{building.base}/arrange", data={"do": "delete:avis"})
    assert answer.status_code == 403


def test_five_thousand_rows_are_shown_a_page_at_a_time_and_no_more_are_taken(session, sign_in):
    items = ", ".join(f"{{text: q{n}, label: Question {n}}}" for n in range(5_000))
    building = _building(session, sign_in, read_yaml(f"{{code: a, title: A, items: [{items}]}}"))
    page = building.get("")
    assert page.count('id="line-') == 100
    assert 'id="line-q100"' in building.get("?after=99")
    assert 'id="line-q99"' in building.get("?before=100")
    answer = building.filled("/add?type=text", label_fr="Une de trop")
    assert answer.status_code == 422
    assert "5000 lignes" in html.unescape(answer.text)
    answer = building.filled("/items/q4999", label_fr="La dernière")
    assert 'id="line-q4999"' in building.client.get(answer.headers["Location"]).text
