import json
from pathlib import Path

import pytest

from analysis.commands.main import main
from tests.unit.analysis.french_answers import answers


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A manifest and its table."""
    folder = tmp_path_factory.mktemp("verify")
    table, manifest = folder / "answers.csv", folder / "manifest.json"
    rows = [f'"{text}",{n % 5}' for n, (_, text) in enumerate(answers(per_subject=6))]
    table.write_text("\n".join(["what,who", *rows]) + "\n", encoding="utf-8")
    arguments = ["cluster", str(table), "--text-column", "what", "--respondent-column", "who"]
    arguments += ["--themes", "3", "--output", str(folder / "out.json")]
    assert main([*arguments, "--manifest", str(manifest)]) == 0
    return manifest, table


def test_a_result_is_verified_by_its_manifest_and_the_table(
    made: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *map(str, made)]) == 0
    assert capsys.readouterr().out.startswith("Same result: 3 themes of ")


def test_cells_escaped_for_spreadsheets_are_the_texts_that_they_were(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, table = made
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["columns"]["escaped"] = True
    rows = table.read_text(encoding="utf-8").splitlines()
    escaped, other = tmp_path / "escaped.csv", tmp_path / "manifest.json"
    other.write_text(json.dumps(content), encoding="utf-8")
    # Spaces around do not count: with them, this text begins as a formula does.
    rows[1] = rows[1].replace('"', "\"'\n", 1)
    escaped.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert main(["verify", str(other), str(escaped)]) == 0
    assert main(["verify", str(manifest), str(escaped)]) == 1
    assert "The texts are not those of the manifest" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not the manifest of an analysis"),
        (b"\x00\xff\xfe", "is not the manifest of an analysis"),
        (b"[" * 200_000, "is not the manifest of an analysis"),
        (b"[1" + b"0" * 5000 + b"]", "is not the manifest of an analysis"),
        (b"null", "is not the manifest of an analysis"),
        (b"[" + b"1," * 2_600_000 + b"1]", "is too large for the manifest of an analysis"),
    ],
)
def test_what_is_no_manifest_is_one_sentence(
    made: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    said: str,
) -> None:
    garbage = tmp_path / "garbage.json"
    garbage.write_bytes(content)
    assert main(["verify", str(garbage), str(made[1])]) == 2
    assert capsys.readouterr().err == f"analysis: garbage.json {said}.\n"


def test_what_cannot_be_read_or_written_is_one_sentence(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, table = made
    assert main(["verify", str(tmp_path), str(table)]) == 2
    assert main(["verify", str(manifest), str(tmp_path / "none.csv")]) == 2
    other = tmp_path / "other.csv"
    other.write_text("texte\nbonjour\n", encoding="utf-8")
    assert main(["verify", str(manifest), str(other)]) == 2
    again = ["cluster", str(table), "--text-column", "what", "--output", str(tmp_path / "o.json")]
    assert main([*again, "--manifest", str(tmp_path / "o.json")]) == 2
    assert main([*again, "--manifest", str(table)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 5
    assert "has no column 'what'" in said[2]
