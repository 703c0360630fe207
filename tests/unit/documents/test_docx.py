from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents import Caution, DocumentError, Format, Reason
from tests.unit.documents.making import cells, changed, docx_bytes, outline, read_bytes


def test_headings_lists_and_paragraphs_keep_their_kind_and_level(tmp_path):
    def write(document):
        document.add_heading("Synthèse", 0)
        document.add_heading("Constats", 2)
        document.add_paragraph("Un paragraphe.")
        document.add_paragraph("Un", style="List Bullet")
        document.add_paragraph("Deux", style="List Number 2")

    found = read_bytes(tmp_path, docx_bytes(write))
    assert found.format is Format.DOCX
    assert found.pages is None
    assert found.warnings == ()
    assert outline(found) == [
        ("heading", 1, "Synthèse"),
        ("heading", 2, "Constats"),
        ("paragraph", 0, "Un paragraphe."),
        ("item", 1, "Un"),
        ("item", 1, "Deux"),
    ]
    assert found.text == "Synthèse\n\nConstats\n\nUn paragraphe.\n\n• Un\n• Deux"


def test_an_item_within_an_item_has_the_second_level(tmp_path):
    def write(document):
        paragraph = document.add_paragraph("Dedans")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        )

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("item", 2, "Dedans")]


def test_a_short_bold_line_is_a_heading_of_the_lowest_level(tmp_path):
    def write(document):
        document.add_paragraph().add_run("Besoins").bold = True
        paragraph = document.add_paragraph()
        paragraph.add_run("Besoins").bold = True
        paragraph.add_run(" des associations")
        document.add_paragraph().add_run("C’est une phrase entière.").bold = True

    assert [kind for kind, _, _ in outline(read_bytes(tmp_path, docx_bytes(write)))] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_style_of_ones_own_that_is_based_on_a_heading_makes_headings(tmp_path):
    def write(document):
        style = document.styles.add_style("Mon titre", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 3"]
        document.add_paragraph("Constats", style="Mon titre")

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("heading", 3, "Constats")]


def test_styles_that_are_based_on_one_another_in_a_circle_end(tmp_path):
    def write(document):
        one = document.styles.add_style("Un", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        two = document.styles.add_style("Deux", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        one.base_style, two.base_style = two, one
        document.add_paragraph("Dit", style="Un")

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("paragraph", 0, "Dit")]


def test_a_table_keeps_its_rows_columns_and_headings(tmp_path):
    def write(document):
        table = document.add_table(3, 2)
        for place, said in enumerate(("Constats", "Besoins", "Peu de locaux", "Des lieux")):
            table.cell(place // 2, place % 2).text = said
        table.cell(2, 0).text = "Un\nDeux"
        table.cell(2, 0).add_paragraph("Trois")

    found = read_bytes(tmp_path, docx_bytes(write))
    assert cells(found) == [
        (0, 0, "", "Constats"),
        (0, 1, "", "Besoins"),
        (1, 0, "Constats", "Peu de locaux"),
        (1, 1, "Besoins", "Des lieux"),
        (2, 0, "Constats", "Un\nDeux"),
        (2, 0, "Constats", "Trois"),
    ]


def test_merged_cells_are_said_once_and_shift_no_column(tmp_path):
    def write(document):
        table = document.add_table(3, 3)
        for column, said in enumerate("ABC"):
            table.cell(0, column).text = said
        table.cell(1, 0).merge(table.cell(1, 1)).text = "large"
        table.cell(1, 2).text = "c"
        table.cell(2, 0).text = "a"

    assert cells(read_bytes(tmp_path, docx_bytes(write)))[3:] == [
        (1, 0, "A", "large"),
        (1, 2, "C", "c"),
        (2, 0, "A", "a"),
    ]


def test_a_frame_around_a_text_is_no_table(tmp_path):
    def write(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Encadré"

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("paragraph", 0, "Encadré")]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<w:r><w:t>Il </w:t></w:r><w:ins><w:r><w:t>faut</w:t></w:r></w:ins>", "Il faut"),
        ("<w:r><w:t>Oui</w:t></w:r><w:del><w:r><w:delText>Non</w:delText></w:r></w:del>", "Oui"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b\nc"),
        ("<w:r><w:t>anti</w:t><w:softHyphen/><w:t>cipé</w:t></w:r>", "anticipé"),
        ("<w:r><w:t>peut</w:t><w:noBreakHyphen/><w:t>être</w:t></w:r>", "peut-être"),
        ("<w:hyperlink><w:r><w:t>lien</w:t></w:r></w:hyperlink>", "lien"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>", "7"),
        ("<w:sdt><w:sdtContent><w:r><w:t>champ</w:t></w:r></w:sdtContent></w:sdt>", "champ"),
    ],
)
def test_what_is_within_a_paragraph_is_read_as_a_person_reads_it(tmp_path, inside, said):
    def write(document):
        paragraph = parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")
        document.element.body.insert(0, paragraph)

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("paragraph", 0, said)]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    declared = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    def write(document):
        inside = (
            f"<mc:AlternateContent {declared}><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        document.element.body.insert(
            0, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Avant</w:t>{inside}</w:r></w:p>")
        )

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [
        ("paragraph", 0, "Avant"),
        ("paragraph", 0, "Encadré"),
    ]


def test_a_table_of_contents_is_left_out(tmp_path):
    def write(document):
        document.add_paragraph("Les constats")
        gallery = OxmlElement("w:docPartGallery")
        gallery.set(qn("w:val"), "Table of Contents")
        block, properties, part, content = map(
            OxmlElement, ("w:sdt", "w:sdtPr", "w:docPartObj", "w:sdtContent")
        )
        part.append(gallery)
        properties.append(part)
        content.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Sommaire</w:t></w:r></w:p>"))
        block.append(properties)
        block.append(content)
        document.element.body.insert(0, block)

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("paragraph", 0, "Les constats")]


def test_headers_and_footers_are_left_out(tmp_path):
    def write(document):
        document.sections[0].header.paragraphs[0].text = "En-tête"
        document.add_paragraph("Dit")

    assert outline(read_bytes(tmp_path, docx_bytes(write))) == [("paragraph", 0, "Dit")]


def test_a_document_without_words_says_so(tmp_path):
    found = read_bytes(tmp_path, docx_bytes(lambda document: document.add_paragraph(" ")))
    assert (found.text, found.blocks, found.warnings) == ("", (), (Caution.NO_TEXT,))


def test_a_document_with_macros_is_refused(tmp_path):
    data = changed(
        docx_bytes(lambda document: document.add_paragraph("Dit")),
        macros=("word/vbaProject.bin", lambda before: b"\xd0\xcf\x11\xe0"),
    )
    with pytest.raises(DocumentError) as error:
        read_bytes(tmp_path, data)
    assert error.value.reason is Reason.MACROS
