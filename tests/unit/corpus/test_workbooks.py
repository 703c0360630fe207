"""XLSX and ODS: what is read, and the archives that must not be opened."""

import datetime
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from app.corpus.tables import (
    Limits,
    ReadOptions,
    RowReason,
    Table,
    TableError,
    TableFormat,
    TableReason,
    read_table,
)
from tests.unit.corpus.workbooks import CONTENT_TYPES, archive, ods, repacked, xlsx

ROWS = [["id", "avis", "note"], [1, "Été\r\nà Lyon", 2.5], [2, "« Oui »", None]]


@pytest.fixture
def read(tmp_path: Path):
    def read_bytes(data: bytes, name: str = "reponses.csv", **settings) -> Table:
        path = tmp_path / name
        path.write_bytes(data)
        limits = settings.pop("limits", Limits())
        return read_table(path, options=ReadOptions(**settings), limits=limits)

    return read_bytes


@pytest.fixture(params=["xlsx", "ods"])
def workbook(request, tmp_path: Path):
    """Make a workbook of either format."""
    return xlsx if request.param == "xlsx" else lambda sheets: ods(sheets, tmp_path)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refusal(read, data, **settings) -> TableError:
    with pytest.raises(TableError) as caught:
        read(data, **settings)
    return caught.value


def test_a_workbook_is_read_whatever_its_name(read, workbook):
    table = read(workbook({"Réponses": ROWS}), name="reponses.csv")
    assert table.format in (TableFormat.XLSX, TableFormat.ODS)
    assert (table.encoding, table.delimiter, table.sheet) == (None, None, "Réponses")
    assert table.columns == ("id", "avis", "note")
    assert [row.cells[0] for row in table.rows] == ["1", "2"]
    assert table.rows[0].cells[2] == "2.5"
    assert table.rows[1].cells == ("2", "« Oui »", "")


def test_numbers_dates_and_booleans_become_text(read, workbook):
    values = [
        7,
        7.25,
        True,
        datetime.datetime(2016, 5, 19),
        datetime.datetime(2016, 5, 19, 10, 27, 31),
    ]
    table = read(workbook({"a": [["n", "x", "b", "jour", "heure"], values]}))
    assert cells(table) == [("7", "7.25", "true", "2016-05-19", "2016-05-19 10:27:31")]


def test_rows_keep_the_number_that_the_sheet_shows(read, workbook):
    title = [["Export du pôle"], [], ["id", "avis", "ville"], [1, "oui", "Lyon"], []]
    table = read(workbook({"a": [*title, [2, "non", "Metz"]]}))
    assert (table.header_row, table.skipped) == (3, ("Export du pôle",))
    assert [row.number for row in table.rows] == [4, 6]


def test_the_first_sheet_that_is_not_empty_is_read_by_default(read, workbook):
    table = read(workbook({"vide": [], "b": ROWS, "c": [["x"], ["y"]]}))
    assert table.sheet == "b"
    assert table.sheets == ("vide", "b", "c")


def test_a_person_can_choose_the_sheet(read, workbook):
    data = workbook({"a": ROWS, "b": [["x", "z"], ["y", "t"]]})
    assert cells(read(data, sheet="b")) == [("y", "t")]
    error = refusal(read, data, sheet="d")
    assert (error.reason, error.details["sheets"]) == (TableReason.NO_SUCH_SHEET, "a, b")


def test_a_workbook_of_empty_sheets_is_refused(read, workbook):
    data = workbook({"a": [], "b": []})
    assert refusal(read, data).reason is TableReason.EMPTY
    assert refusal(read, data, sheet="b").reason is TableReason.EMPTY


def test_a_column_without_a_name_is_kept_in_a_sheet(read, workbook):
    table = read(workbook({"a": [["id", "avis", None], [1, "oui", "note"], [2, "non", None]]}))
    assert table.columns == ("id", "avis", "Colonne 3")
    assert table.bad_rows == ()


def test_a_nul_written_as_an_escape_is_a_bad_row(read):
    data = xlsx({"a": [["id", "avis"], ["1", "a#b"], ["2", "c"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        texts = packed.read("xl/sharedStrings.xml").replace(b"a#b", b"a_x0000_b")
    table = read(repacked(data, {"xl/sharedStrings.xml": texts}))
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [(2, RowReason.NUL)]
    assert cells(table) == [("2", "c")]


def test_a_sheet_of_too_many_rows_or_columns_is_refused(read, workbook):
    data = workbook({"a": [["a", "b"], *([n, n] for n in range(5))]})
    assert len(read(data, limits=Limits(rows=5, columns=2)).rows) == 5
    assert refusal(read, data, limits=Limits(rows=4)).reason is TableReason.TOO_MANY_ROWS
    assert refusal(read, data, limits=Limits(columns=1)).reason is TableReason.TOO_MANY_COLUMNS


def test_the_empty_rows_that_spreadsheets_repeat_to_the_end_cost_nothing(read, tmp_path):
    data = ods({"a": ROWS}, tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml")
    padding = (
        b'<table:table-row table:number-rows-repeated="1048000">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    padded = content.replace(b"</table:table>", padding + b"</table:table>")
    assert padded != content
    start = time.process_time()
    table = read(repacked(data, {"content.xml": padded}))
    assert len(table.rows) == 2
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "xls"),
        (b"<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf  <html><body>non</body></html>", "html"),
        (b'<?xml version="1.0"?><office:document/>', "xml"),
        (b"{\\rtf1\\ansi oui}", "rtf"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "png"),
        (b"SQLite format 3\x00" + b"\x00" * 80, "sqlite"),
        (bytes(range(256)) * 8, "binary"),
        (archive({"a.txt": "x"}), "zip"),
        (archive({"word/document.xml": "<w/>"}), "docx"),
        (archive({"ppt/presentation.xml": "<p/>"}), "pptx"),
        (archive({"xl/workbook.bin": "x"}), "xlsb"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "opendocument"),
        (b"PK\x03\x04 not a zip", "zip"),
    ],
)
@pytest.mark.parametrize("name", ["reponses.csv", "reponses.xlsx"])
def test_another_kind_of_file_is_refused_under_any_name(read, data, found, name):
    error = refusal(read, data, name=name)
    assert (error.reason, error.details["found"]) == (TableReason.NOT_A_TABLE, found)


def test_a_workbook_with_a_password_is_refused(read):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
    assert refusal(read, ole + "EncryptedPackage".encode("utf-16-le")).reason is (
        TableReason.ENCRYPTED
    )


def test_an_ods_with_a_password_is_refused(read, tmp_path):
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    data = repacked(ods({"a": ROWS}, tmp_path), {"META-INF/manifest.xml": manifest})
    assert refusal(read, data).reason is TableReason.ENCRYPTED


def test_a_zip_entry_with_a_password_is_refused(read):
    data = bytearray(archive({"xl/workbook.xml": "<x/>"}))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    assert refusal(read, bytes(data)).reason is TableReason.ENCRYPTED


@pytest.mark.parametrize(
    "limits",
    [Limits(unpacked=1000), Limits(entries=3)],
)
def test_an_archive_beyond_the_limits_is_a_bomb(read, limits):
    assert refusal(read, xlsx({"a": ROWS}), limits=limits).reason is TableReason.BOMB


def test_an_archive_that_unpacks_to_far_more_than_its_size_is_a_bomb(read):
    data = repacked(xlsx({"a": ROWS}), {"xl/media/image.png": bytes(2 * 2**20)})
    assert refusal(read, data).reason is TableReason.BOMB


def test_a_directory_that_lies_about_sizes_is_a_bomb(read):
    data = bytearray(repacked(xlsx({"a": ROWS}), {"xl/padding.xml": "<a/>" + " " * 100_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            if data.find(b"xl/padding.xml", place) - place < 60:
                struct.pack_into("<I", data, place + offset, 10)
    assert refusal(read, bytes(data)).reason is TableReason.BOMB


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl\\..\\..\\x", "C:/x"])
def test_names_that_leave_the_archive_are_refused(read, name):
    data = repacked(xlsx({"a": ROWS}), {name: "x"})
    assert refusal(read, data).reason is TableReason.NOT_A_TABLE


def test_the_same_name_twice_in_an_archive_is_refused(read):
    data = repacked(xlsx({"a": ROWS}), {"XL/Workbook.xml": "<x/>"})
    error = refusal(read, data)
    assert error.reason is TableReason.NOT_A_TABLE
    assert "same name twice" in str(error)


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!doctype a>"],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/x.xml"])
def test_a_document_type_in_a_workbook_is_refused(read, declaration, part):
    data = repacked(xlsx({"a": ROWS}), {part: f'<?xml version="1.0"?>{declaration}<a/>'})
    error = refusal(read, data)
    assert (error.reason, error.details["part"]) == (TableReason.NOT_A_TABLE, part)


def test_a_picture_may_declare_its_type(read):
    picture = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    data = repacked(xlsx({"a": ROWS}), {"xl/media/image1.svg": picture})
    assert len(read(data).rows) == 2


def test_a_document_type_after_a_long_comment_is_refused(read):
    sheet = f"<!--{'x' * 9000}--><!DOCTYPE a><worksheet><sheetData/></worksheet>"
    data = repacked(xlsx({"a": ROWS}), {"xl/worksheets/sheet1.xml": sheet})
    assert refusal(read, data).details["found"] == "DOCTYPE"


def test_xml_that_is_not_utf8_is_refused(read):
    sheet = "<worksheet><sheetData/></worksheet>".encode("utf-16")
    data = repacked(xlsx({"a": ROWS}), {"xl/worksheets/sheet1.xml": sheet})
    assert refusal(read, data).reason is TableReason.NOT_A_TABLE


def sheet_xml(rows: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    "rows",
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        '<row r="900000"><c r="A900000"><v>1</v></c></row><row>'
        + "<c><v>1</v></c>" * 20
        + "</row>",
        '<c r="ZZ99999"><v>1</v></c>',
    ],
)
def test_two_distant_cells_are_a_bomb(read, rows):
    data = repacked(xlsx({"a": ROWS}), {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert refusal(read, data).reason is TableReason.BOMB


def test_a_shared_text_shown_by_many_cells_is_a_bomb(read):
    data = xlsx({"a": [["x"], ["y" * 30_000]]})
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(1, 8000))
    bomb = repacked(data, {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert refusal(read, bomb).reason is TableReason.BOMB


@pytest.mark.parametrize(
    "repeated",
    [
        (
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
            ' table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
        ),
        (
            '<table:table-row table:number-rows-repeated="100000"><table:table-cell'
            f' office:value-type="string"><text:p>{"x" * 3000}</text:p>'
            "</table:table-cell></table:table-row>"
        ),
        (
            '<table:table-row><table:table-cell office:value-type="string"><text:p>'
            '<text:s text:c="4000000000"/></text:p></table:table-cell></table:table-row>'
        ),
    ],
)
def test_cells_repeated_without_end_are_a_bomb(read, tmp_path, repeated):
    data = ods({"a": ROWS}, tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml").decode()
    bomb = content.replace("</table:table>", repeated + "</table:table>")
    assert refusal(read, repacked(data, {"content.xml": bomb})).reason is TableReason.BOMB


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(read, workbook, cut):
    data = workbook({"a": ROWS})
    assert refusal(read, data[: int(len(data) * cut)]).reason is TableReason.NOT_A_TABLE


def test_a_workbook_without_its_sheets_is_refused(read):
    data = archive({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<workbook/>"})
    assert refusal(read, data).reason in (TableReason.NOT_A_TABLE, TableReason.EMPTY)
