"""One text in three files that LibreOffice wrote, and a real synthesis where it is at hand."""

from __future__ import annotations

import pytest

from documents import ReadDocument, read
from tests.unit.documents.making import DATA, cells, outline

FORMATS = ("docx", "odt", "pdf")


def _read(suffix: str) -> ReadDocument:
    return read(DATA / f"synthese.{suffix}")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_structure_that_was_written_is_found(suffix):
    found = _read(suffix)
    assert (found.format, found.warnings) == (suffix, ())
    assert [said for kind, _, said in outline(found) if kind == "heading"] == [
        "Atelier de Nantes : travailler autrement",
        "Constats",
        "Besoins",
        "Financer",
        "Former",
        "Propositions",
        "Ce que disent les tables",
        "Et ensuite",
    ]
    assert [said for kind, _, said in outline(found) if kind == "item"] == [
        "Les petites associations manquent de trésorerie entre deux versements de subventions, ce"
        " qui les oblige à retarder le paiement des salaires.",
        "Les dirigeants bénévoles sont peu formés, et peut-être trop seuls.",
        "Surtout dans les communes rurales.",
        "Un interlocuteur unique par territoire.",
        "Du temps pour apprendre ensemble.",
    ]
    assert cells(found)[3:6] == [
        (1, 0, "Constats", "Peu de locaux"),
        (1, 1, "Besoins", "Des lieux partagés"),
        (1, 2, "Propositions", "Ouvrir les mairies le soir"),
    ]


def test_the_three_files_say_the_same_words():
    said = {suffix: [words for _, _, words in outline(_read(suffix))] for suffix in FORMATS}
    assert said["docx"] == said["odt"] == said["pdf"]


def test_only_the_pdf_knows_its_pages():
    found = _read("pdf")
    assert found.pages == 2
    assert {block.page for block in found.blocks} == {1, 2}


@pytest.mark.parametrize("suffix", FORMATS)
def test_blocks_cover_the_text_but_for_line_ends_and_bullets(suffix):
    found = _read(suffix)
    between, place = "", 0
    for block in found.blocks:
        assert place <= block.start < block.end
        between += found.text[place : block.start]
        place = block.end
    assert set(between + found.text[place:]) <= {"\n", "•", " "}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_file_always_gives_the_same(suffix):
    assert _read(suffix) == _read(suffix)


def test_a_real_synthesis_gives_its_headings_and_lists(corpora):
    path = corpora / "raw" / "synthese-recovery.docx"
    if not path.is_file():
        pytest.skip("the synthesis is not here")
    said = outline(read(path))
    assert [words for kind, _, words in said if kind == "heading"] == [
        "Les objectifs de l’initiative",
        "Les parties prenantes",
        "Le dispositif",
        "Les grands enseignements issus des débats",
        "Les pistes d’engagement pour les entreprises",
    ]
    assert sum(kind == "item" for kind, _, _ in said) == 38
