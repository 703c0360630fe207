from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analysis.commands.main import main
from analysis.voices.correspondence import CorrespondenceMap
from analysis.voices.tables import voice_tables
from analysis.voices.written import map_json, map_of, minority_of, table_json, table_of, tables_json
from tests.unit.analysis.french_answers import answers
from tests.unit.analysis.voices.spoken import people, said


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the command writes of 60 answers by 20 people of two towns."""
    folder = tmp_path_factory.mktemp("voices")
    source, output, table = (folder / name for name in ("in.csv", "out.json", "out.csv"))
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "who", "how", "town"])
        for number, (subject, text) in enumerate(answers()):
            town = "Bordeaux" if subject in ("transport", "school") else "Pau"
            writer.writerow([text, f"{town} {number % 12}", "form", town])
    columns = ["--respondent-column", "who", "--channel-column", "how", "--attribute-column"]
    asked = ["voices", str(source), "--text-column", "text", *columns, "town"]
    written = ["--csv", str(table), "--output", str(output)]
    assert main([*asked, "--themes", "3", *written]) == 0
    return output, table


def test_a_result_that_exists_is_told_as_if_the_texts_were_grouped_again(
    told: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, result, again = told[0].parent / "in.csv", tmp_path / "r.json", tmp_path / "again.json"
    text = [str(source), "--text-column", "text"]
    assert main(["cluster", *text, "--themes", "3", "--output", str(result)]) == 0
    known = ["--respondent-column", "who", "--channel-column", "how", "--attribute-column", "town"]
    asked = ["voices", *text, *known, "--output", str(again), "--result", str(result)]
    assert main(asked) == 0
    assert again.read_bytes() == told[0].read_bytes()
    assert main([*asked, "--id-column", "text"]) == 2
    assert main([*asked, "--themes", "3"]) == 2
    content = json.loads(result.read_text(encoding="utf-8"))
    result.write_text(json.dumps({**content, "run": {**content["run"], "corpus_hash": "0"}}))
    assert main(asked) == 2
    content["themes"][0]["parent"] = content["themes"][0]["id"]
    result.write_text(json.dumps(content))
    assert main(asked) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ", 2)[2][:20] for line in lines] == [
        "names its texts by o",
        "is of no use with --",
        "is a result of other",
        "is not a result of `",
    ]


def test_the_command_writes_tables_maps_and_what_cannot_be_compared(told) -> None:
    found = json.loads(told[0].read_text(encoding="utf-8"))
    assert found["whole"]["respondents"] == 24
    assert [one["attribute"] for one in found["who_says_what"]] == ["town"]
    assert found["not_compared"] == [{"attribute": "channel", "reason": "one_group"}]
    assert {"attribute": "town"}.items() <= found["correspondence"][0].items()
    assert set(found["labels"]) == set(found["themes"])


def test_the_table_holds_each_theme_and_each_cell(told) -> None:
    rows = list(csv.DictReader(told[1].open(encoding="utf-8")))
    assert len(rows) == 3 + 3 * 2
    assert sum(float(row["share"]) for row in rows[:3]) == pytest.approx(1, abs=1e-4)
    assert {row["group"] for row in rows[3:]} == {"Bordeaux", "Pau"}
    assert all(row["low"] for row in rows[3:])


def test_no_cell_of_the_table_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    source, output, table = (tmp_path / name for name in ("in.csv", "out.json", "out.csv"))
    lines = [
        f'"{text}",who{n},{"=1+1" if n % 2 else "@a"}' for n, (_, text) in enumerate(answers())
    ]
    source.write_text("\n".join(["text,who,=town", *lines]), encoding="utf-8")
    asked = ["voices", str(source), "--text-column", "text", "--respondent-column", "who"]
    asked += ["--attribute-column", "=town", "--themes", "2", "--csv", str(table)]
    assert main([*asked, "--output", str(output)]) == 0
    rows = list(csv.reader(table.open(encoding="utf-8")))
    assert {tuple(row[:2]) for row in rows[3:]} == {("'=town", "'=1+1"), ("'=town", "'@a")}


def test_what_is_written_can_be_read_back() -> None:
    sayings = [*people("x", a=60, b=60, c_1=9), *people("y", "room", a=10, b=60, c_2=12)]
    result, documents = said(sayings)
    tables = voice_tables(result, documents, draws=3)
    written = json.loads(json.dumps(tables_json(tables)))
    assert tuple(map(table_of, written["who_says_what"])) == tables.tables
    assert minority_of(written["minority"]) == tables.minority
    assert [map_of(one) for one in written["correspondence"]] == [one for _name, one in tables.maps]
    assert isinstance(tables.maps[0][1], CorrespondenceMap)
    assert table_json(tables.tables[0])["themes"][0]["cells"][0]["sign"] == 1
    assert map_json("a", map_of({"attribute": "a", "reason": "one_group"})) == {
        "attribute": "a",
        "reason": "one_group",
    }
