"""A definition written by hand to LimeSurvey's published format, in two languages."""

import csv
import io

import pytest

from surveys.answers import clean, complete, pages, validate_page
from surveys.checks import Severity, check_survey
from surveys.limesurvey import read_tsv
from surveys.model import Group
from surveys.reading import ReadResult
from surveys.xlsform import read_xlsform, write_xlsform
from tests.unit.surveys.making import TODAY

COLUMNS = (
    *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help"),
    *("language", "validation", "mandatory", "other", "default", "same_default"),
)
SETTINGS = ("max_answers", "array_filter", "num_value_int_only", "min_num_value_n", "equation")

# class, type, name, relevance, text fr, text en, then other columns by name
ROWS: list[tuple] = [
    ("G", "G1", "Vous", "1", "<p>Pour <b>commencer</b></p>", "You", {}),
    (
        "Q",
        "L",
        "LIEU",
        "1",
        "Où vivez-vous&nbsp;?",
        "Where do you live?",
        {"mandatory": "Y", "other": "Y"},
    ),
    ("A", "0", "V", "", "En ville", "In town", {}),
    ("A", "0", "C", "", "À la campagne", "In the country", {}),
    ("Q", "!", "DROP", "1", "Choix", "Choice", {}),
    ("A", "0", "1", "", "Un", "One", {}),
    ("Q", "O", "COMM", "1", "Avec un mot", "With a word", {}),
    ("A", "0", "a", "", "A", "A", {}),
    ("Q", "M", "MOYENS", "1", "Vos moyens de transport", "Your means", {"max_answers": "2"}),
    ("SQ", "0", "VELO", "1", "Vélo", "Bicycle", {}),
    ("SQ", "0", "BUS", "1", "Bus", "Bus", {}),
    ("SQ", "0", "AUTO", "1", "Voiture", "Car", {}),
    (
        "Q",
        "T",
        "POURQUOI",
        'MOYENS_AUTO.NAOK == "Y" and LIEU == "V"',
        "Pourquoi, {LIEU.shown} ?",
        "Why?",
        {},
    ),
    ("Q", "P", "REMARQUES", "1", "Et", "And", {}),
    ("SQ", "0", "X", "1", "Ix", "Ex", {}),
    ("G", "G2", "Votre avis", 'LIEU.NAOK != "C"', "", "Your view", {}),
    ("Q", "F", "AVIS", "1", "D’accord ?", "Agreed?", {"mandatory": "Y"}),
    ("SQ", "0", "SQ1", "1", "C’est bien", "It is good", {}),
    ("SQ", "0", "SQ2", "1", "C’est loin", "It is far", {}),
    ("A", "0", "N", "", "Non", "No", {}),
    ("A", "0", "O", "", "Oui", "Yes", {}),
    ("Q", "A", "CINQ", "1", "De 1 à 5", "From 1 to 5", {}),
    ("SQ", "0", "a", "1", "Un", "One", {}),
    ("Q", "R", "RANG", "1", "Classez", "Rank", {}),
    ("A", "0", "r1", "", "Un", "One", {}),
    ("A", "0", "r2", "", "Deux", "Two", {}),
    ("Q", "N", "AGE", "1", "Âge", "Age", {"num_value_int_only": "1", "min_num_value_n": "18"}),
    ("Q", "K", "NOMBRES", "1", "Nombres", "Numbers", {}),
    ("SQ", "0", "n1", "1", "Un", "One", {}),
    ("Q", "Q", "TEXTES", "1", "Textes", "Texts", {}),
    ("SQ", "0", "t1", "!is_empty(AGE)", "Un", "One", {}),
    ("Q", "D", "JOUR", "1", "Quel jour ?", "Which day?", {}),
    ("Q", "S", "CODE", "1", "Code postal", "Postcode", {"validation": "/^[0-9]{5}$/"}),
    ("Q", "Y", "OUI", "1", "Oui ?", "Yes?", {}),
    ("Q", "G", "GENRE", "1", "Genre", "Gender", {}),
    ("Q", "5", "NOTE", "1", "Note", "Mark", {}),
    ("Q", "X", "FIN", "1", "<ul><li>Merci</li></ul>", "Thanks", {}),
    ("Q", "|", "PIECE", "1", "Un fichier", "A file", {}),
    ("Q", "*", "DOUBLE", "1", "{AGE * 2}", "{AGE * 2}", {}),
    ("Q", "*", "DUR", "1", "{sum(self)}", "{sum(self)}", {}),
    ("Q", "S", "APRES", "DUR > 3", "Après", "After", {}),
    ("Q", ";", "TABLEAU", "1", "Tableau", "Table", {}),
    ("SQ", "0", "y", "1", "Y", "Y", {}),
    ("SQ", "1", "x", "1", "X", "X", {}),
    ("Q", "L", "FILTRE", "countif(1, AGE) > 1", "Filtrée", "Filtered", {"array_filter": "MOYENS"}),
    ("A", "0", "z", "", "Zed", "Zed", {}),
]


def tsv() -> bytes:
    output = io.StringIO()
    columns = [*COLUMNS, *SETTINGS]
    writer = csv.DictWriter(output, columns, dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    for name, text in (("sid", "4242"), ("language", "fr"), ("additional_languages", "en")):
        writer.writerow({"class": "S", "name": name, "text": text})
    for language, title in (("fr", "Se déplacer"), ("en", "Moving")):
        rows = {"surveyls_title": title, "surveyls_welcometext": f"<b>{title}</b>"}
        for name, text in (rows | {"surveyls_email_invite": "Venez"}).items():
            writer.writerow({"class": "SL", "name": name, "text": text, "language": language})
    for language in ("fr", "en"):
        for number, (kind, letter, name, relevance, french, english, more) in enumerate(ROWS):
            text = french if language == "fr" else english
            if kind == "G":
                named = {"name": name if language == "fr" else english, "text": french}
            else:
                named = {"name": name, "text": text}
            row = {"id": number, "class": kind, "type/scale": letter, "relevance": relevance}
            writer.writerow(row | named | {"language": language} | more)
    writer.writerow({"class": "QTA", "name": "quota"})
    return b"\xef\xbb\xbf" + output.getvalue().encode()


@pytest.fixture(scope="module")
def moving() -> ReadResult:
    return read_tsv(tsv())


def test_sections_titles_and_languages_are_carried_over(moving: ReadResult) -> None:
    survey = moving.survey
    assert (survey.code, survey.languages) == ("4242", ("fr", "en"))
    assert survey.title == {"fr": "Se déplacer", "en": "Moving"}
    assert survey.settings == {"welcome": "Se déplacer"}
    assert [page.labels for page in pages(survey)] == [
        {"fr": "Vous", "en": "You"},
        {"fr": "Votre avis", "en": "Your view"},
    ]
    assert survey.items[0].hints.text("fr") == "Pour commencer"
    assert survey.questions["LIEU"].labels.text("fr") == "Où vivez-vous\u00a0?"
    assert survey.questions["LIEU"].labels.text("en") == "Where do you live?"


def test_every_type_that_we_have_is_carried_over(moving: ReadResult) -> None:
    kinds = {name: question.type for name, question in moving.survey.questions.items()}
    assert kinds == {
        "LIEU": "select_one",
        "DROP": "select_one",
        "COMM": "select_one",
        "COMM_comment": "text",
        "MOYENS": "select_multiple",
        "POURQUOI": "text",
        "REMARQUES": "select_multiple",
        "REMARQUES_Xcomment": "text",
        "AVIS_SQ1": "likert",
        "AVIS_SQ2": "likert",
        "CINQ_a": "likert",
        "RANG": "rank",
        "AGE": "integer",
        "NOMBRES_n1": "decimal",
        "TEXTES_t1": "text",
        "JOUR": "date",
        "CODE": "text",
        "OUI": "select_one",
        "GENRE": "select_one",
        "NOTE": "likert",
        "FIN": "note",
        "PIECE": "file",
        "DOUBLE": "calculate",
        "APRES": "text",
        "TABLEAU_y_x": "text",
        "FILTRE": "select_one",
    }
    table = moving.survey.places["AVIS"].item
    assert isinstance(table, Group)
    assert table.is_table
    assert moving.survey.questions["LIEU"].or_other
    assert moving.survey.questions["DROP"].appearance == "minimal"


def test_conditions_and_rules_are_translated(moving: ReadResult) -> None:
    questions = moving.survey.questions
    assert questions["POURQUOI"].relevant.text == "selected(${MOYENS}, 'AUTO') and ${LIEU} = \"V\""
    assert questions["POURQUOI"].labels.text("fr") == "Pourquoi, ${LIEU} ?"
    assert questions["MOYENS"].constraint.text == "count-selected(.) <= 2"
    assert questions["AGE"].constraint.text == ". >= 18"
    assert questions["CODE"].constraint.text == "regex(., '^[0-9]{5}$')"
    assert questions["DOUBLE"].calculation.text == "${AGE} * 2"
    assert moving.survey.items[1].relevant.text == '${LIEU} != "C"'


def test_everything_that_is_not_carried_over_is_listed(moving: ReadResult) -> None:
    told = {(each.name, each.what, each.kept) for each in moving.unsupported}
    assert told == {
        ("DUR", "type *", False),
        ("APRES", "relevance", True),
        ("TABLEAU", "type ;", True),
        ("FILTRE", "relevance", True),
        ("FILTRE", "array_filter", True),
        ("", "e-mail texts", True),
        ("", "quotas", True),
    }
    assert all(each.row for each in moving.unsupported if each.name)


def test_the_imported_questionnaire_is_answered_from_start_to_end(moving: ReadResult) -> None:
    survey = moving.survey
    errors = [f for f in check_survey(survey) if f.severity is Severity.ERROR]
    assert errors == []
    first = validate_page(
        survey, 0, {"LIEU": ["V"], "MOYENS": ["AUTO", "BUS"], "POURQUOI": ["Loin"]}, {}, TODAY
    )
    assert first.errors == {}
    raw = {"AVIS_SQ1": ["O"], "AVIS_SQ2": ["N"], "AGE": ["30"], "CODE": ["39100"]}
    second = validate_page(survey, 1, raw, first.answers, TODAY)
    assert second.errors == {}
    assert second.answers["DOUBLE"] == 60
    assert complete(survey, second.answers, TODAY) == ()
    moved = second.answers | {"LIEU": "C"}
    kept = clean(survey, moved, TODAY)
    assert {name for name, value in kept.items() if value is not None} == {"LIEU", "MOYENS"}


def test_it_goes_on_as_an_xlsform(moving: ReadResult) -> None:
    assert read_xlsform(write_xlsform(moving.survey)).survey == moving.survey
