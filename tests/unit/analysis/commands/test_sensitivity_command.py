import csv
import json
from pathlib import Path

import pytest

from analysis.commands.main import main
from tests.unit.analysis.french_answers import answers


def test_the_command_writes_a_report_and_says_it_in_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, report = tmp_path / "answers.csv", tmp_path / "report.json"
    with source.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["subject", "text"])
        rows.writerows(answers(6))
    given = ["sensitivity", str(source), "--text-column", "text", "--themes", "4"]
    assert main([*given, "--channel-column", "subject", "-o", str(report)]) == 0
    written = json.loads(report.read_text())
    assert len(written["themes"]) == 4
    kinds = [effect["kind"] for effect in written["effects"]]
    assert kinds.count("seed") == 2
    assert kinds.count("channel") == 5
    assert all(len(effect["fates"]) == 4 for effect in written["effects"])
    told = capsys.readouterr().out
    assert "without money" in told
    assert "without families of words" in told
