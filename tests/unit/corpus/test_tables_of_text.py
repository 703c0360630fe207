"""Separated text: encodings, separators, line ends, headers, rows that go wrong."""

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


@pytest.fixture
def read(tmp_path: Path):
    def read_bytes(data: bytes | str, name: str = "reponses.csv", **settings) -> Table:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        limits = settings.pop("limits", Limits())
        return read_table(path, options=ReadOptions(**settings), limits=limits)

    return read_bytes


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refusal(read, data, **settings) -> TableError:
    with pytest.raises(TableError) as caught:
        read(data, **settings)
    assert str(caught.value).endswith(".")
    return caught.value


TEXT = "nom;avis\nZoé;« Ça coûte 3 € »\nNoël;œuvre\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_encoding_is_found(read, data, encoding):
    table = read(data)
    assert table.encoding == encoding
    assert table.columns == ("nom", "avis")
    assert cells(table) == [("Zoé", "« Ça coûte 3 € »"), ("Noël", "œuvre")]


def test_an_encoding_can_be_asked_for(read):
    assert cells(read("nom\nZoé\n".encode("mac-roman"), encoding="mac-roman")) == [("Zoé",)]


@pytest.mark.parametrize("name", ["rot13", "klingon", "unicode_escape", "zlib"])
def test_an_encoding_that_is_not_for_tables_is_refused(read, name):
    assert refusal(read, TEXT, encoding=name).reason is TableReason.UNKNOWN_ENCODING


def test_a_byte_undefined_in_cp1252_makes_a_bad_row_with_its_place(read):
    data = "nom;avis\nZoé;été\nNoël;abc".encode("cp1252") + b"\x81\n" + b"Ana;oui\n"
    table = read(data)
    (bad,) = table.bad_rows
    assert (bad.number, bad.reason) == (3, RowReason.UNDECODABLE)
    assert bad.details == {"byte": data.index(b"\x81"), "value": "0x81"}
    assert cells(table) == [("Zoé", "été"), ("Ana", "oui")]


def test_the_first_bad_byte_of_a_row_of_several_lines_is_told(read):
    data = 'a;b\n1;"é\u00e0'.encode() + b'\xff\n\xfe"\n2;z\n'
    (bad,) = read(data).bad_rows
    assert (bad.number, bad.details) == (2, {"byte": data.index(b"\xff"), "value": "0xFF"})


def test_a_damaged_utf8_file_stays_utf8_and_names_the_damaged_rows(read):
    data = "nom;avis\nZoé;été\n".encode() + b"Ana;\xe9t\xff\n" + "Noël;œuvre\n".encode()
    table = read(data)
    assert table.encoding == "utf-8"
    assert [(bad.number, bad.details["byte"]) for bad in table.bad_rows] == [
        (3, data.index(b"\xe9t\xff"))
    ]
    assert cells(table) == [("Zoé", "été"), ("Noël", "œuvre")]


def test_half_a_character_at_the_end_of_utf16_is_a_bad_row(read):
    table = read(b"\xff\xfe" + "a;b\n1;2\n3;4".encode("utf-16-le") + b"x")
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [(3, RowReason.LONE_SURROGATE)]


PROSE = "Je veux, si possible, des vélos ; des bus ; des trains, et du temps"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_in_prose_full_of_others(read, separator):
    quoted = '"' + PROSE + '"' if separator in PROSE else PROSE
    lines = [separator.join(["id", "avis", "note"])]
    lines += [separator.join([str(n), quoted, "a b"]) for n in range(5)]
    table = read("\n".join(lines))
    assert table.delimiter == separator
    assert table.format is (TableFormat.TSV if separator == "\t" else TableFormat.CSV)
    assert cells(table)[0] == ("0", PROSE, "a b")


def test_one_column_of_prose_has_no_separator(read):
    table = read(f"avis\n{PROSE}\nOui, bien sûr\nNon\nPeut-être, on verra\n")
    assert table.delimiter is None
    assert table.columns == ("avis",)
    assert cells(table)[0] == (PROSE,)


def test_commas_that_a_space_follows_are_those_of_sentences(read):
    table = read("avis\nOui, bien\nNon, merci\nVélos, bus\n")
    assert (table.columns, len(table.rows)) == (("avis",), 3)


def test_a_separator_can_be_asked_for(read):
    assert read("a,b;c\n1,2;3\n", delimiter=",").columns == ("a", "b;c")


@pytest.mark.parametrize("asked", ["", "ab", '"', "\n"])
def test_a_separator_that_cannot_separate_is_refused(read, asked):
    assert refusal(read, TEXT, delimiter=asked).reason is TableReason.UNKNOWN_DELIMITER


def test_a_line_that_declares_the_separator_is_obeyed_and_counted(read):
    table = read("sep=,\r\na,b\r\n1;2,3\r\n")
    assert (table.delimiter, table.header_row, table.rows[0].number) == (",", 2, 3)
    assert cells(table) == [("1;2", "3")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(read, ending):
    table = read(ending.join(["a;b", "1;2", "", "3;4", ""]))
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("1", "2")), (4, ("3", "4"))]


def test_line_ends_can_be_mixed(read):
    table = read('a;b\r\n1;2\n"3\r\n3\r3";4\r5;6\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("1", "2")),
        (3, ("3\r\n3\r3", "4")),
        (6, ("5", "6")),
    ]


def test_other_unicode_line_ends_stay_in_their_cell(read):
    assert cells(read("a;b\n1\u2028\x85\x0b2;3\n")) == [("1\u2028\x85\x0b2", "3")]


def test_quotation_marks_are_doubled_inside_quotes_and_plain_elsewhere(read):
    assert cells(read('a;b\n"dit ""oui""";un 27" plat\n')) == [('dit "oui"', 'un 27" plat')]


def test_an_unclosed_quotation_mark_costs_one_row_and_not_the_rest_of_the_file(read):
    lines = ["id;avis", '1;"oui', *(f"{n};non" for n in range(2, 50))]
    table = read("\n".join(lines))
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [(2, RowReason.MISQUOTED)]
    assert len(table.rows) == 48


def test_the_rest_of_a_misquoted_text_is_not_taken_for_an_answer(read):
    table = read('id;avis;note\n1;"il dit "oui" et\npart; loin";3\n4;non;5\n')
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [
        (2, RowReason.MISQUOTED),
        (3, RowReason.AFTER_MISQUOTED),
    ]
    assert cells(table) == [("4", "non", "5")]


def test_the_lines_above_the_header_are_skipped_and_said(read):
    table = read("Consultation du pôle\nExport du 12/05/2016;;\n\nid;nom;avis\n1;Zoé;oui\n")
    assert table.columns == ("id", "nom", "avis")
    assert table.header_row == 4
    assert table.skipped == ("Consultation du pôle", "Export du 12/05/2016")
    assert table.rows[0].number == 5


def test_a_dated_line_above_the_header_is_not_the_header(read):
    table = read("Export;12/05/2016;\nid;nom;avis\n1;Zoé;oui\n")
    assert table.columns == ("id", "nom", "avis")


def test_a_first_column_without_a_name_does_not_hide_the_header(read):
    assert read(";avis\n0;oui\n1;non\n").columns == ("Colonne 1", "avis")


def test_a_person_can_choose_the_header_row(read):
    table = read("groupe;groupe\n\nid;avis\n1;oui\n", header_row=3)
    assert table.columns == ("id", "avis")
    assert table.skipped == ("groupe | groupe",)


@pytest.mark.parametrize("asked", [0, 2, 99])
def test_a_header_row_that_is_not_there_is_refused(read, asked):
    error = refusal(read, "a;b\n\n1;2\n", header_row=asked)
    assert (error.reason, error.details) == (TableReason.NO_SUCH_ROW, {"row": asked})


def test_names_of_columns_are_unique_and_never_empty(read):
    table = read("Other;a\u0300 b;;Other;Other (2); other \n1;2;3;4;5;6\n")
    assert table.columns == ("Other", "à b", "Colonne 3", "Other (3)", "Other (2)", "other")


def test_short_rows_are_filled_and_long_rows_are_bad(read):
    table = read("a;b;c\n1\n1;2;3;;\n1;2;3;4\n1;2;3\n")
    assert cells(table) == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3")]
    (bad,) = table.bad_rows
    assert (bad.number, bad.reason, bad.details, bad.sample) == (
        4,
        RowReason.TOO_MANY_CELLS,
        {"cells": 4, "columns": 3},
        "1 | 2 | 3 | 4",
    )


def test_trailing_columns_without_name_or_value_are_dropped(read):
    assert read("a;b;;\n1;2;;\n3;4;;\n").columns == ("a", "b")


def test_a_nul_makes_a_bad_row_with_a_sample_that_can_be_shown(read):
    table = read("a;b\n1;x\x00\x1b\u202ey\n2;z\n")
    (bad,) = table.bad_rows
    assert (bad.number, bad.reason, bad.sample) == (2, RowReason.NUL, "1 | x\ufffd\ufffd\ufffdy")
    assert cells(table) == [("2", "z")]


def test_a_text_of_100_000_characters_is_fine_and_one_beyond_the_limit_is_a_bad_row(read):
    table = read(f"a;b\n1;{'é' * 100_000}\n2;{'é' * 1_000_001}\n")
    assert [len(row.cells[1]) for row in table.rows] == [100_000]
    (bad,) = table.bad_rows
    assert (bad.reason, bad.details["length"]) == (RowReason.CELL_TOO_LONG, 1_000_001)
    assert len(bad.sample) <= 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", TableReason.EMPTY),
        (b"\xef\xbb\xbf", TableReason.EMPTY),
        (b" \r\n\t\n", TableReason.EMPTY),
        (b";;\n;;\n", TableReason.EMPTY),
        (b"a;b\n", TableReason.NO_ROWS),
        (b"a\x00;b\n1;2\n", TableReason.UNDECODABLE),
    ],
)
def test_a_file_without_answers_is_refused(read, data, reason):
    assert refusal(read, data).reason is reason


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(bytes=10), TableReason.TOO_LARGE),
        (Limits(rows=2), TableReason.TOO_MANY_ROWS),
        (Limits(columns=1), TableReason.TOO_MANY_COLUMNS),
    ],
)
def test_a_file_beyond_the_limits_is_refused(read, limits, reason):
    data = "a;b\n1;2\n3;4\n5;6\n"
    assert len(read(data, limits=Limits(bytes=16, rows=3, columns=2)).rows) == 3
    assert refusal(read, data, limits=limits).reason is reason


def test_json_lines_are_recognised_whatever_the_name(read):
    table = read('{"id": 1, "avis": "oui"}\n\n{"avis": null, "note": 2.0, "vu": true}\n')
    assert table.format is TableFormat.JSON_LINES
    assert table.columns == ("id", "avis", "note", "vu")
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("1", "oui", "", "")),
        (3, ("", "", "2", "true")),
    ]


def test_nested_values_of_json_lines_are_kept_as_json(read):
    assert cells(read('{"a": ["é", 1], "b": {"c": null}}\n')) == [('["é", 1]', '{"c": null}')]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"a": 1', RowReason.MALFORMED_JSON),
        ('{"a": NaN}', RowReason.MALFORMED_JSON),
        ('{"a": 1e999}', RowReason.MALFORMED_JSON),
        ('{"a": 1, "a": 2}', RowReason.MALFORMED_JSON),
        ("[" * 200_000, RowReason.MALFORMED_JSON),
        ("[1]", RowReason.NOT_AN_OBJECT),
        (r'{"a": "\ud800"}', RowReason.LONE_SURROGATE),
        (r'{"a": "\u0000"}', RowReason.NUL),
    ],
)
def test_a_json_line_that_cannot_be_imported_is_a_bad_row(read, line, reason):
    table = read('{"a": "oui"}\n' + line + '\n{"a": "non"}\n')
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [(2, reason)]
    assert cells(table) == [("oui",), ("non",)]


def test_a_damaged_byte_in_json_lines_is_a_bad_row(read):
    table = read('{"a": "été"}\n'.encode() + b'{"a": "\xff"}\n')
    assert [(bad.number, bad.reason) for bad in table.bad_rows] == [(2, RowReason.UNDECODABLE)]


def test_too_many_keys_in_json_lines_are_refused(read):
    lines = "\n".join(f'{{"k{n}": 1}}' for n in range(600))
    assert refusal(read, lines).reason is TableReason.TOO_MANY_COLUMNS


@pytest.mark.parametrize("data", ['[{"a": 1}]', '{\n"a": 1\n}'])
def test_a_single_json_document_is_refused(read, data):
    error = refusal(read, data)
    assert (error.reason, error.details["found"]) == (TableReason.NOT_A_TABLE, "json")


def test_a_row_with_too_many_cells_is_never_taken_for_the_header(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id;réponse\n1;oui\n2;non;et;encore\n3;peut-être\n", encoding="utf-8")
    table = read_table(path)
    assert table.columns == ("id", "réponse")
    assert [row.number for row in table.bad_rows] == [3]
