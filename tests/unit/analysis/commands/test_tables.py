from pathlib import Path

import pytest

from analysis import AnalysisError
from analysis.commands import tables
from analysis.commands.tables import open_table, read_table


def written(folder: Path, content: bytes) -> Path:
    path = folder / "answers.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_tables_are_read(tmp_path: Path, encoding: str, separator: str, ending: str) -> None:
    rows = [["id", "texte"], ["1", "l’été à Nœux"], ["2", f'"a{separator} b"']]
    content = ending.join(separator.join(row) for row in rows) + ending
    table = read_table(written(tmp_path, content.encode(encoding)))
    assert table.columns == ("id", "texte")
    assert table.column("texte") == ["l’été à Nœux", f"a{separator} b"]


def test_a_cell_may_hold_several_lines_and_five_megabytes(tmp_path: Path) -> None:
    long = "vélo\n" * 1_000_000
    table = read_table(written(tmp_path, f'id,text\n1,"{long}"\n'.encode()))
    assert table.column("text") == [long]


def test_a_separator_inside_a_quoted_name_does_not_count(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b'"a,b,c";text\n1;x\n'))
    assert table.columns == ("a,b,c", "text")


def test_one_column_keeps_the_commas_of_its_texts(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "text\nvélo, école\nbus\n".encode()))
    assert table.column("text") == ["vélo, école", "bus"]


def test_empty_lines_are_left_out_and_short_rows_are_filled(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"\nid,text\n\n1,a\n,\n2\n\n"))
    assert table.rows == (("1", "a"), ("2", ""))


def test_an_empty_quoted_answer_is_a_row(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, b'text\n""\n"a"\n')).rows == (("",), ("a",))


def test_a_row_longer_than_its_header_is_refused_rather_than_cut(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="row 2 has 3 cells for 2 columns"):
        read_table(written(tmp_path, b"id,text\n1,a\n2,b,c\n"))


def test_rows_come_before_the_table_is_read_whole_in_pieces_that_cut_no_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PIECE", 3)
    table = open_table(written(tmp_path, b'id,text\r\n1,"a\r\nb"\r\n2,c\r\n3,d,e\r\n'))
    rows = iter(table.rows)
    assert [next(rows), next(rows)] == [("1", "a\r\nb"), ("2", "c")]
    with pytest.raises(AnalysisError, match="row 3 has 3 cells"):
        next(rows)


def test_a_missing_column_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"id,text\n1,a\n"))
    with pytest.raises(AnalysisError, match="no column 'texte'; its columns are: id, text"):
        table.column("texte")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n \n", "is empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\x89PNG\x00\x00\n", "not a text file"),
        (b"a,a\n1,2\n", "two columns named 'a'"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        read_table(written(tmp_path, content))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match=r"nowhere\.csv cannot be read: No such file"):
        read_table(tmp_path / "nowhere.csv")
