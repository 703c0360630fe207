"""A questionnaire written in the browser: drafted, undone, tested, opened, changed."""

from __future__ import annotations

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.models import (
    QuestionnaireDraft,
    QuestionnaireVersion,
    Role,
)
from app.questionnaires.building import drafting
from app.questionnaires.definitions import read_shipped, stored
from surveys import structure
from surveys.types import TYPES
from surveys.yaml_form import read_yaml
from tests.building import Building, building_of, shown
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.either_database

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
    building = building_of(session, sign_in, read_shipped().survey)
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


def test_rows_are_shown_a_page_at_a_time_and_no_more_than_may_be_are_taken(
    session, sign_in, monkeypatch
):
    monkeypatch.setattr(structure, "MOST_ITEMS", 250)
    items = ", ".join(f"{{text: q{n}, label: Question {n}}}" for n in range(250))
    building = building_of(session, sign_in, read_yaml(f"{{code: a, title: A, items: [{items}]}}"))
    page = building.get("")
    assert page.count('id="line-') == 100
    assert 'id="line-q100"' in building.get("?after=99")
    assert 'id="line-q99"' in building.get("?before=100")
    answer = building.filled("/add?type=text", label_fr="Une de trop")
    assert answer.status_code == 422
    assert "250 lignes" in html.unescape(answer.text)
    answer = building.filled("/items/q249", label_fr="La dernière")
    assert 'id="line-q249"' in building.client.get(answer.headers["Location"]).text
