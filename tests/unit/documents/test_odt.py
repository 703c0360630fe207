from __future__ import annotations

import odfdo
import pytest

from documents import DocumentError, Format, Reason
from tests.unit.documents.making import cells, changed, odt_bytes, outline, read_bytes


def _inside(xml: str) -> odfdo.Element:
    return odfdo.Element.from_tag(xml)


def test_headings_lists_and_paragraphs_keep_their_kind_and_level(tmp_path):
    inner = odfdo.List(["Dedans"])
    outer = odfdo.List(["Dehors"])
    outer.get_items()[0].append(inner)
    data = odt_bytes(
        odfdo.Header(1, "Synthèse"), odfdo.Header(3, "Constats"), odfdo.Paragraph("Dit."), outer
    )
    found = read_bytes(tmp_path, data)
    assert (found.format, found.pages) == (Format.ODT, None)
    assert outline(found) == [
        ("heading", 1, "Synthèse"),
        ("heading", 3, "Constats"),
        ("paragraph", 0, "Dit."),
        ("item", 1, "Dehors"),
        ("item", 2, "Dedans"),
    ]
    assert found.text.endswith("Dit.\n\n• Dehors\n  • Dedans")


def test_a_table_keeps_its_rows_columns_and_headings(tmp_path):
    table = odfdo.Table("t", width=2, height=2)
    table.set_values([["Constats", "Besoins"], ["Peu de locaux", "Des lieux"]])
    assert cells(read_bytes(tmp_path, odt_bytes(table)))[2:] == [
        (1, 0, "Constats", "Peu de locaux"),
        (1, 1, "Besoins", "Des lieux"),
    ]


def test_a_cell_that_is_repeated_a_million_times_costs_nothing(tmp_path):
    table = _inside(
        "<table:table><table:table-row table:number-rows-repeated='1000000'>"
        "<table:table-cell table:number-columns-repeated='1000000'/>"
        "<table:table-cell><text:p>Dit</text:p></table:table-cell></table:table-row>"
        "<table:table-row/></table:table>"
    )
    assert cells(read_bytes(tmp_path, odt_bytes(table))) == [(0, 1000, "", "Dit")]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("un<text:s text:c='99999999'/>deux<text:tab/>trois", "un deux trois"),
        ("un<text:line-break/>deux", "un\ndeux"),
        ("un\n   deux", "un deux"),
        ("<text:span>un</text:span> <text:a>lien</text:a>", "un lien"),
        (
            "mot<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>",
            "mot",
        ),
        ("mot<office:annotation><text:p>à revoir</text:p></office:annotation> dit", "mot dit"),
        ("forma\u00adtion", "formation"),
    ],
)
def test_what_is_within_a_paragraph_is_read_as_a_person_reads_it(tmp_path, inside, said):
    data = odt_bytes(_inside(f"<text:p>{inside}</text:p>"))
    assert outline(read_bytes(tmp_path, data)) == [("paragraph", 0, said)]


def test_what_was_deleted_and_the_table_of_contents_are_left_out(tmp_path):
    data = odt_bytes(
        _inside(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Ôté</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
        ),
        _inside(
            "<text:table-of-content><text:index-body><text:p>Sommaire</text:p></text:index-body>"
            "</text:table-of-content>"
        ),
        odfdo.Paragraph("Dit."),
    )
    assert outline(read_bytes(tmp_path, data)) == [("paragraph", 0, "Dit.")]


def test_a_short_bold_line_is_a_heading_of_the_lowest_level(tmp_path):
    data = odt_bytes(odfdo.Paragraph("Besoins", style="Gras"), odfdo.Paragraph("Dit."))
    style = (
        b'<style:style style:name="Gras" style:family="paragraph">'
        b'<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    )

    def add(content: bytes) -> bytes:
        empty = content.replace(b"<office:automatic-styles/>", b"<office:automatic-styles>" + style)
        return empty if empty != content else content.replace(b"</office:automatic-styles>", style)

    data = changed(data, body=("content.xml", add))
    assert outline(read_bytes(tmp_path, data)) == [
        ("heading", 9, "Besoins"),
        ("paragraph", 0, "Dit."),
    ]


def test_a_document_with_a_password_is_refused(tmp_path):
    data = changed(
        odt_bytes(odfdo.Paragraph("Dit")),
        manifest=("META-INF/manifest.xml", lambda before: before + b"<manifest:encryption-data/>"),
    )
    with pytest.raises(DocumentError) as error:
        read_bytes(tmp_path, data)
    assert error.value.reason is Reason.ENCRYPTED
