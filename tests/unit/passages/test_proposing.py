from __future__ import annotations

import pytest

from app.documents.proposing import Proposed, proposed
from app.models import Nature
from documents import Block, BlockKind, Format, ReadDocument, clean, read
from tests.unit.documents.making import DATA, docx_bytes, lines, pdf_bytes, read_bytes

FINDING, NEED, PROPOSAL, OTHER = Nature.FINDING, Nature.NEED, Nature.PROPOSAL, Nature.OTHER


def _said(document: ReadDocument) -> list[tuple[str, str, Nature]]:
    return [
        (document.text[one.start : one.end], one.location, one.nature) for one in proposed(document)
    ]


def _markdown(directory, text: str) -> list[tuple[str, str, Nature]]:
    return _said(read_bytes(directory, text.encode()))


def test_passages_stand_under_the_headings_above_and_take_their_nature(tmp_path):
    assert _markdown(
        tmp_path,
        "# Atelier\n\nDit.\n\n## Besoins\n\n### Former\n\n- Du temps\n\n"
        "## Propositions\n\nUn lieu.",
    ) == [
        ("Dit.", "Atelier", OTHER),
        ("Du temps", "Atelier › Besoins › Former", NEED),
        ("Un lieu.", "Atelier › Propositions", PROPOSAL),
    ]


def test_without_a_heading_the_page_says_where_a_passage_stands(tmp_path):
    found = read_bytes(tmp_path, pdf_bytes(lines("Un propos."), lines("Un autre.")))
    assert [location for _, location, _ in _said(found)] == ["p. 1", "p. 2"]


def test_a_long_path_of_headings_keeps_the_nearest(tmp_path):
    text = "".join(f"{'#' * level} {'Titre ' * 12}{level}\n\n" for level in range(1, 7)) + "Dit."
    ((_, location, _),) = _markdown(tmp_path, text)
    assert len(location) <= 200
    assert location.endswith("Titre 6")


def test_a_line_that_announces_a_list_is_its_heading(tmp_path):
    assert _markdown(
        tmp_path, "## Atelier\n\nBesoins exprimés :\n\n- Du temps\n\n## Fin\n\nMerci."
    ) == [
        ("Du temps", "Atelier › Besoins exprimés", NEED),
        ("Merci.", "Fin", OTHER),
    ]


def test_a_line_that_announces_a_list_is_not_the_heading_of_what_comes_after(tmp_path):
    assert _markdown(tmp_path, "# A\n\nLes besoins exprimés :\n\n- Du temps\n\nMerci.") == [
        ("Du temps", "A › Les besoins exprimés", NEED),
        ("Merci.", "A", OTHER),
    ]


def test_a_sentence_that_introduces_a_list_has_no_nature_of_its_own(tmp_path):
    said = "Parmi les propositions émises, sept reviennent souvent et sont rangées par fréquence :"
    found = _markdown(tmp_path, f"## Propositions\n\n{said}\n\n- Former les élus")
    assert [(words, nature) for words, _, nature in found] == [
        (said, OTHER),
        ("Former les élus", PROPOSAL),
    ]


def test_a_plain_text_is_cut_like_those_of_an_import(tmp_path):
    text = "Constats\n- Peu de locaux\n- Peu de temps\n\nBesoins :\n- Un lieu"
    assert _said(read_bytes(tmp_path, text.encode())) == [
        ("Peu de locaux", "Constats", FINDING),
        ("Peu de temps", "Constats", FINDING),
        ("Un lieu", "Besoins", NEED),
    ]


def test_a_long_paragraph_is_cut_into_whole_sentences(tmp_path):
    text = "# Titre\n\n" + " ".join(f"La phrase {n} dit une chose assez longue." for n in range(40))
    found = _markdown(tmp_path, text)
    assert len(found) > 1
    assert all(words.endswith(".") and len(words) <= 600 for words, _, _ in found)


TABLE = [["Thème", "Constats", "Besoins"], ["Locaux", "Peu de salles", "Des lieux"]]


def _table(rows: list[list[str]]) -> bytes:
    def write(document):
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, said in enumerate(row):
                table.cell(number, column).text = said

    return docx_bytes(write)


def test_a_table_names_natures_above_its_columns_and_its_first_column_says_where(tmp_path):
    assert _said(read_bytes(tmp_path, _table(TABLE))) == [
        ("Peu de salles", "Locaux", FINDING),
        ("Des lieux", "Locaux", NEED),
    ]


def test_no_column_of_such_a_table_is_lost(tmp_path):
    label = "Un thème si long que ce n’est plus le nom d’une ligne : c’est une phrase tout entière"
    rows = [["Thème", "Constats", "Remarques"], [label, "Peu de salles", "À vérifier"]]
    assert _said(read_bytes(tmp_path, _table(rows))) == [
        (label, "", OTHER),
        ("Peu de salles", "", FINDING),
        ("À vérifier", "", OTHER),
    ]


def test_a_table_may_name_natures_in_its_first_column(tmp_path):
    rows = [["Constats", "Peu de salles"], ["BESOINS", "Des lieux"], ["Divers", "Merci"]]
    assert _said(read_bytes(tmp_path, _table(rows))) == [
        ("Peu de salles", "", FINDING),
        ("Des lieux", "", NEED),
        ("Divers", "", OTHER),
        ("Merci", "", OTHER),
    ]


def test_every_cell_of_another_table_is_a_passage(tmp_path):
    rows = [["Nom", "Rôle"], ["Anne", "Créer du lien"]]
    assert [words for words, _, _ in _said(read_bytes(tmp_path, _table(rows)))] == [
        "Nom",
        "Rôle",
        "Anne",
        "Créer du lien",
    ]


@pytest.mark.parametrize(
    ("heading", "table", "round_"),
    [
        ("Table 3 – tour 2", 3, 2),
        ("TABLE N° 12", 12, None),
        ("Tour 1", None, 1),
        ("Table ronde", None, None),
        ("Table 2016", None, None),
    ],
)
def test_a_heading_may_tell_the_table_and_the_round(tmp_path, heading, table, round_):
    (one,) = proposed(read_bytes(tmp_path, f"# {heading}\n\nDit.".encode()))
    assert (one.table_number, one.round_number) == (table, round_)


def test_the_table_may_stand_above_the_round(tmp_path):
    (one,) = proposed(read_bytes(tmp_path, b"# Table 4\n\n## Tour 2\n\nDit."))
    assert (one.table_number, one.round_number) == (4, 2)


@pytest.mark.parametrize(
    "said", ["table ", "besoin de ", "a. ", "- ", "# ", "«", "\n- a\n", "Constats\n", "le ", "a-"]
)
def test_a_very_long_run_of_the_same_words_takes_no_time(said):
    """Not timed: a pattern that looks again from every word would not end within the hour."""
    text = clean(said * 20_000)
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    heading = Block(BlockKind.HEADING, 0, len(text), 1)
    assert proposed(ReadDocument(Format.TEXT, text, (block,)))
    assert proposed(ReadDocument(Format.DOCX, text, (heading, block)))


def test_a_document_of_headings_only_loses_nothing(tmp_path):
    assert _markdown(tmp_path, "# Un\n\n# Deux") == [("Un", "", OTHER), ("Deux", "", OTHER)]


def test_a_document_without_text_has_no_passage(tmp_path):
    assert proposed(read_bytes(tmp_path, docx_bytes(lambda document: None))) == []


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf"])
def test_files_of_libreoffice_give_the_same_passages(suffix):
    found = _said(read(DATA / f"synthese.{suffix}"))
    natures = [nature for _, _, nature in found]
    assert (
        natures
        == [OTHER, *[FINDING] * 3, *[NEED] * 2, *[PROPOSAL] * 5]
        + [
            FINDING,
            NEED,
            PROPOSAL,
        ]
        * 2
        + [OTHER] * 4
    )
    assert found[4][1].endswith("Besoins › Financer")


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf"])
def test_passages_follow_one_another_without_overlap(suffix):
    place = 0
    for one in proposed(read(DATA / f"synthese.{suffix}")):
        assert place <= one.start < one.end
        place = one.end


def test_a_real_synthesis_gets_few_natures_and_good_ones(corpora):
    path = corpora / "raw" / "synthese-recovery.docx"
    if not path.is_file():
        pytest.skip("the synthesis is not here")
    document = read(path)
    found = proposed(document)
    assert sum(one.nature is PROPOSAL for one in found) >= 7
    assert all(isinstance(one, Proposed) for one in found)
    partners = [one for one in found if one.location == "Les parties prenantes"]
    assert {one.nature for one in partners} == {OTHER}
