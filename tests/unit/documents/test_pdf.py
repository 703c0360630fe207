from __future__ import annotations

import io

import pypdf
import pytest

from documents import Caution, DocumentError, Format, Reason
from tests.unit.documents.making import cells, lines, outline, pdf_bytes, read_bytes

SENTENCES = """Les petites associations manquent de trésorerie entre deux
versements de subventions, ce qui les oblige à retarder le
paiement des salaires et à renoncer à des embauches.
Elles demandent des avances."""


def test_broken_lines_become_paragraphs_again_each_with_its_page(tmp_path):
    found = read_bytes(
        tmp_path,
        pdf_bytes(
            lines(f"{SENTENCES}\n\nUn autre paragraphe, qui est\nséparé par un blanc."),
            lines("La seconde page dit autre chose."),
        ),
    )
    assert (found.format, found.pages, found.warnings) == (Format.PDF, 2, ())
    assert [(block.page, found.text[block.start : block.end]) for block in found.blocks] == [
        (1, SENTENCES.replace("\n", " ")),
        (1, "Un autre paragraphe, qui est séparé par un blanc."),
        (2, "La seconde page dit autre chose."),
    ]


def test_a_paragraph_goes_on_over_the_end_of_its_page(tmp_path):
    data = pdf_bytes(
        lines("Les bénévoles sont épuisés par"), lines("les dossiers à remplir chaque année.")
    )
    found = read_bytes(tmp_path, data)
    assert found.text == "Les bénévoles sont épuisés par les dossiers à remplir chaque année."
    assert found.blocks[0].page == 1


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("des difficultés de finance-\nment durables", "des difficultés de financement durables"),
        ("on pourra peut-\nêtre ouvrir le soir", "on pourra peut-être ouvrir le soir"),
        ("cet auto-\nentrepreneur et autoentrepreneur", None),
        ("un porte-\nparole, un autre porte-parole", "un porte-parole, un autre porte-parole"),
        ("la formation-\naction, dite formation-action", None),
        ("que faut-\nil faire de plus ici", "que faut-il faire de plus ici"),
        ("que peut-\non faire de plus", "que peut-on faire de plus"),
        ("celui-\nci ou ce jour-\nlà", "celui-ci ou ce jour-là"),
        ("des actions socia-\nles", "des actions sociales"),
        ("une ex-\npérience de ci-\ntoyens", "une expérience de citoyens"),
        ("la région Centre-\nVal de Loire", "la région Centre-Val de Loire"),
        ("de 2015 -\nfin de la période", "de 2015 - fin de la période"),
        ("la forma\u00ad\ntion des élus", "la formation des élus"),
    ],
)
def test_a_word_that_was_parted_at_the_end_of_a_line_becomes_whole(tmp_path, broken, whole):
    found = read_bytes(tmp_path, pdf_bytes(lines(broken)))
    known = {"auto": "cet autoentrepreneur et autoentrepreneur"}
    known["form"] = "la formation-action, dite formation-action"
    assert found.text == (whole or known["auto" if broken.startswith("cet") else "form"])


def test_running_headers_footers_and_page_numbers_are_left_out(tmp_path):
    pages = [
        [
            (60, 770, "Stratégie régionale de l’économie sociale"),
            *lines(f"Ce que dit la page {word}, et rien d’autre.\nElle le dit bien."),
            (290, 30, f"Page {number} / 3"),
        ]
        for number, word in ((1, "première"), (2, "du milieu"), (3, "dernière"))
    ]
    found = read_bytes(tmp_path, pdf_bytes(*pages))
    assert "Stratégie" not in found.text
    assert "Page" not in found.text
    assert found.text.count("Ce que dit la page") == 3


def test_what_several_pages_say_elsewhere_than_at_their_edges_is_kept(tmp_path):
    page = lines("Titre\n\nun\n\ndeux\n\nRien à signaler.\n\ntrois\n\nquatre")
    assert read_bytes(tmp_path, pdf_bytes(page, page, page)).text.count("Rien à signaler.") == 3


def test_lines_of_dots_that_lead_to_a_page_are_left_out(tmp_path):
    data = pdf_bytes(
        lines("1 Constats . . . . . . . . . 2\n2 Besoins........... 14\n\nEt ensuite...")
    )
    assert read_bytes(tmp_path, data).text == "Et ensuite..."


def test_items_whose_words_happen_to_stand_in_columns_are_no_table(tmp_path):
    words = [
        (x, y, said)
        for y in (700, 686, 672)
        for x, said in ((60, "•"), (70, "Lieux"), (200, "dans les communes rurales"))
    ]
    found = read_bytes(tmp_path, pdf_bytes(words))
    assert outline(found) == [("item", 1, "Lieux dans les communes rurales")] * 3


def test_larger_and_bold_lines_are_headings_by_rank_of_their_size(tmp_path):
    body = lines("Un texte qui est ordinaire et assez long pour que sa taille soit celle du corps.")
    data = pdf_bytes(
        [
            (60, 780, "Synthèse", 24.0, "F1"),
            (60, 740, "Constats", 16.0, "F2"),
            *body,
            (60, 660, "Un titre gras", 11.0, "F2"),
            (60, 630, "Encore un texte ordinaire."),
        ]
    )
    assert [(kind, level) for kind, level, _ in outline(read_bytes(tmp_path, data))] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 9),
        ("paragraph", 0),
    ]


def test_items_are_told_by_their_bullets_and_numbers(tmp_path):
    data = pdf_bytes(lines("• Des locaux\n• Du temps pour les\nbénévoles\n1. Former\n2. Aider"))
    assert outline(read_bytes(tmp_path, data)) == [
        ("item", 1, "Des locaux"),
        ("item", 1, "Du temps pour les bénévoles"),
        ("paragraph", 0, "1. Former"),
        ("paragraph", 0, "2. Aider"),
    ]


def test_words_that_stand_in_columns_are_a_table(tmp_path):
    columns = (60, 240, 420)
    rows = (
        (700, "Constats", "Besoins", "Propositions"),
        (680, "Peu de locaux", "Des lieux à partager", "Ouvrir les mairies le"),
        (666, "", "", "soir et le samedi"),
        (646, "Peu de bénévoles", "Du temps", "Reconnaître l’engagement"),
    )
    words = [(x, y, said) for y, *row in rows for x, said in zip(columns, row, strict=True) if said]
    found = read_bytes(
        tmp_path,
        pdf_bytes([*words, *lines("Une phrase qui vient après le tableau et le suit.", top=600)]),
    )
    assert cells(found)[3:] == [
        (1, 0, "Constats", "Peu de locaux"),
        (1, 1, "Besoins", "Des lieux à partager"),
        (1, 2, "Propositions", "Ouvrir les mairies le soir et le samedi"),
        (2, 0, "Constats", "Peu de bénévoles"),
        (2, 1, "Besoins", "Du temps"),
        (2, 2, "Propositions", "Reconnaître l’engagement"),
    ]
    assert outline(found)[-1][0] == "paragraph"


def test_a_line_with_a_tabulator_is_no_table(tmp_path):
    data = pdf_bytes([(60, 700, "Date : 12 mai"), (300, 700, "Lieu : Nantes"), (60, 650, "Dit.")])
    assert [kind for kind, _, _ in outline(read_bytes(tmp_path, data))] == ["paragraph"] * 2


def test_bullets_that_stand_far_from_their_items_are_no_table(tmp_path):
    data = pdf_bytes(
        [(60, 700, "•"), (100, 700, "Des locaux"), (60, 686, "•"), (100, 686, "Du temps")]
    )
    assert outline(read_bytes(tmp_path, data)) == [
        ("item", 1, "Des locaux"),
        ("item", 1, "Du temps"),
    ]


def _encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(lines("Dit sous clé."))))
    writer.encrypt(password, owner_password="maître", algorithm="RC4-128")
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def test_a_pdf_with_a_password_is_refused(tmp_path):
    with pytest.raises(DocumentError) as error:
        read_bytes(tmp_path, _encrypted("secret"))
    assert error.value.reason is Reason.ENCRYPTED


def test_a_pdf_that_opens_without_a_password_is_read(tmp_path):
    assert read_bytes(tmp_path, _encrypted("")).text == "Dit sous clé."


def test_a_pdf_of_pictures_says_that_it_has_no_text(tmp_path):
    found = read_bytes(tmp_path, pdf_bytes([], []))
    assert (found.text, found.pages, found.warnings) == ("", 2, (Caution.NO_TEXT,))


def test_a_page_that_is_a_picture_among_others_is_told(tmp_path):
    picture = b"/Resources<</XObject<</Im0 3 0 R>>"
    data = pdf_bytes(lines("Dit."), []).replace(b"/Contents 8 0 R/Resources<<", picture + b"/X<<")
    found = read_bytes(tmp_path, data + b" " * 0)
    assert (found.text, found.warnings) == ("Dit.", (Caution.PAGES_WITHOUT_TEXT,))


def test_a_blank_page_among_others_is_nothing_to_tell(tmp_path):
    assert read_bytes(tmp_path, pdf_bytes(lines("Dit."), [])).warnings == ()


def test_a_signature_that_comes_a_little_late_is_found(tmp_path):
    assert read_bytes(tmp_path, b"\n\n" + pdf_bytes(lines("Dit."))).text == "Dit."
