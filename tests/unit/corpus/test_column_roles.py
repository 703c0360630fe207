"""What is proposed for each column, from made tables and from real ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.corpus.tables import ColumnRole, Row, Table, TableFormat, propose_roles, read_table

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"

WISHES = [
    "Il faudrait davantage de bus le soir",
    "Des pistes cyclables plus sûres partout",
    "Je voudrais que la piscine ouvre le dimanche",
    "Plus d'arbres dans la cour de l'école",
    "Rien à signaler pour ma part, merci",
    "Une maison de santé au centre du bourg",
    "Baisser le prix des transports pour les jeunes",
    "Réparer les trottoirs de la rue du Port",
    "Davantage de marchés de producteurs locaux",
    "Éclairer la place devant la gare la nuit",
]


def table_of(columns: Mapping[str, Sequence[str]]) -> Table:
    rows = tuple(
        Row(number, cells) for number, cells in enumerate(zip(*columns.values(), strict=True), 2)
    )
    return Table(TableFormat.CSV, "utf-8", ";", None, (), 1, (), tuple(columns), rows, ())


def proposed(columns: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    return {
        column.name: (column.role.value, column.why) for column in propose_roles(table_of(columns))
    }


def test_text_is_known_by_its_content_and_not_only_by_its_name():
    assert proposed({"col1": WISHES})["col1"] == ("open", "free_text")


def test_short_texts_are_open_when_the_column_says_so():
    words = ["les bus", "du temps", "le calme", "la fête", "mes amis", "le sport"]
    assert proposed({"n": range_of(6), "Votre réponse": words})["Votre réponse"][0] == "open"


def range_of(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("Genre", ["F", "H"] * 5, ("attribute", "few_values")),
        ("q7", ["Entre 18 et 24 ans", "Plus de 65 ans"] * 5, ("attribute", "few_values")),
        ("Le vélo", ["Le vélo", ""] * 5, ("attribute", "ticked_option")),
        ("Satisfaction", list("1234512345"), ("attribute", "few_numbers")),
        ("Code postal", [f"38{n}00" for n in range(10)], ("attribute", "name_says_profile")),
        ("Âge", range_of(10), ("attribute", "name_says_profile")),
        ("score", [f"0.{n}31" for n in range(10)], ("ignore", "measure")),
        ("vide", [""] * 10, ("ignore", "empty")),
        ("langue", ["fr"] * 10, ("ignore", "constant")),
        ("E-mail", [f"a{n}@exemple.fr" for n in range(10)], ("ignore", "personal_data")),
        ("c", [f"06 12 34 56 0{n}" for n in range(10)], ("ignore", "personal_data")),
        ("Prénom", list("ABCDEFGHIJ"), ("ignore", "personal_data")),
        ("IP", [f"10.0.0.{n}" for n in range(10)], ("ignore", "personal_data")),
        ("Network ID", [f"c01637e34{n}" for n in range(10)], ("ignore", "technical")),
        ("jeton", [f"c01637e34{n}" for n in range(10)], ("ignore", "technical")),
        ("quand", [f"{n}/05/2016" for n in range(1, 11)], ("date", "dates")),
        ("quand", [f"2020-04-28 10:27:0{n}" for n in range(10)], ("date", "dates")),
        (
            "datetime",
            [f"Sat Dec 1{n} 10:00 2016" for n in range(10)],
            ("ignore", "unreadable_dates"),
        ),
        ("Participant", list("AABBCCDDEE"), ("respondent", "name_says_respondent")),
        ("user_id", range_of(10), ("respondent", "name_says_respondent")),
        ("Identifiant", [f"R-{n}" for n in range(10)], ("identifier", "unique_codes")),
    ],
)
def test_a_column_beside_the_text(name, values, expected):
    assert proposed({"avis": WISHES, name: values})[name] == expected


def test_several_options_in_a_cell_are_an_attribute():
    options = ["le bus de nuit", "le train", "la voiture à plusieurs", "le vélo"]
    ticked = [
        "; ".join(option for place, option in enumerate(options) if number >> place & 1)
        for number in range(1, 16)
    ]
    assert proposed({"modes": ticked})["modes"] == ("attribute", "several_options")


def test_a_first_column_of_unique_codes_identifies_the_row():
    assert proposed({"": range_of(10), "avis": WISHES})[""] == ("identifier", "unique_codes")


def test_only_one_identifier_respondent_and_question_are_proposed():
    roles = proposed(
        {
            "id": range_of(10),
            "uuid": [f"{n:032x}" for n in range(10)],
            "participant": list("AABBCCDDEE"),
            "auteur": list("ZYXWVZYXWV"),
            "question": ["Que faire ?", "Pourquoi ?"] * 5,
            "consigne": ["Dites tout", "Dites peu"] * 5,
            "texte": WISHES,
        }
    )
    found = [role for role, _ in roles.values()]
    assert found.count("identifier") == found.count("respondent") == found.count("question") == 1


def test_a_column_of_repeated_questions_is_the_question():
    asked = ["Que faut-il changer dans la ville ?", "Que faut-il garder dans la ville ?"] * 5
    assert proposed({"col1": asked, "col2": WISHES})["col1"] == ("question", "questions")


def test_a_repeated_identifier_is_the_respondent_when_rows_answer_questions():
    columns = {"id": list("1122334455"), "question": ["Quoi ?", "Où ?"] * 5, "texte": WISHES}
    assert proposed(columns)["id"] == ("respondent", "repeated_codes")


def test_the_wordiest_column_is_open_when_none_is_clearly_so():
    assert proposed({"a": ["x y", "z t", "u v w"], "b": ["1", "2", "3"]})["a"][0] == "open"


def test_a_table_of_one_row_has_a_proposal():
    roles = proposed({"nom": ["Zoé"], "avis": ["Il faudrait davantage de bus le soir"]})
    assert roles["avis"][0] == "open"


def test_a_proposal_says_what_it_saw():
    (column,) = propose_roles(table_of({"avis": ["", *WISHES, WISHES[0], " "]}))
    assert (column.index, column.role, column.filled, column.distinct) == (
        0,
        ColumnRole.OPEN,
        11,
        10,
    )
    assert column.samples == tuple(WISHES[:3])


needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the real corpora are absent")


def real_roles(name: str) -> dict[str, str]:
    return {column.name: column.role.value for column in propose_roles(read_table(CORPORA / name))}


@needs_corpora
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "nnv_open_answers.csv",
            {
                "id": "identifier",
                "question": "question",
                "text": "open",
                "participant": "respondent",
                **dict.fromkeys(("label", "genre", "age", "csp"), "attribute"),
            },
        ),
        (
            "makeorg_proposals.csv",
            {
                "id": "identifier",
                "text": "open",
                **dict.fromkeys(("votes", "adhesion", "engagement", "score"), "ignore"),
            },
        ),
        (
            "framasoft_long_answers.csv",
            {"respondent": "respondent", "question": "question", "text": "open"},
        ),
        (
            "civocracy_ideas.csv",
            {"id": "identifier", "text": "open", "label": "attribute", "votes": "ignore"},
        ),
    ],
)
def test_the_columns_of_real_files_are_understood(file, expected):
    assert real_roles(file) == expected


@needs_corpora
def test_a_real_export_of_63_columns_is_understood():
    roles = propose_roles(read_table(CORPORA / "raw" / "sondage-et-apres.xlsx"))
    by_role = {role: [c.index for c in roles if c.role is role] for role in ColumnRole}
    assert by_role[ColumnRole.IDENTIFIER] == [0]
    assert by_role[ColumnRole.OPEN] == [16, 28, 29, 42, 43, 44, 46, 54, 55, 59]
    assert by_role[ColumnRole.DATE] == [60, 61]
    assert by_role[ColumnRole.IGNORE] == [62]
    assert len(by_role[ColumnRole.ATTRIBUTE]) == 49
