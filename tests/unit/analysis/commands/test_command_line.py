import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.commands.main import main
from tests.unit.analysis.french_answers import SUBJECTS, answers

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def answers_file(tmp_path: Path) -> Path:
    lines = ["id,text", *(f'{n},"{text}"' for n, (_, text) in enumerate(answers()))]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def targets_file(tmp_path: Path) -> Path:
    path = tmp_path / "targets.csv"
    rows = [f"{subject},{words.split()[0]}" for subject, words in SUBJECTS.items()]
    path.write_text("code,title\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def clustered(source: Path, output: Path, *more: str) -> bytes:
    arguments = ["cluster", str(source), "--text-column", "text", "--output", str(output), *more]
    assert main(arguments) == 0
    return output.read_bytes()


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clustering_is_written_as_json(answers_file: Path, tmp_path: Path) -> None:
    found = json.loads(
        clustered(answers_file, tmp_path / "out.json", "--id-column", "id", "--themes", "5")
    )
    assert list(found) == ["run", "languages", "themes", "map", "campaigns", "documents"]
    assert list(found["run"]) == ["settings", "versions", "corpus_hash", "seconds"]
    assert found["run"]["settings"]["themes"] == 5
    libraries = {"analysis", "python", "numpy", "scipy", "scikit-learn", "nltk", "simplemma"}
    assert set(found["run"]["versions"]) == libraries
    assert len(found["run"]["corpus_hash"]) == 64
    assert [theme["id"] for theme in found["themes"]] == ["t1", "t2", "t3", "t4", "t5"]
    assert {"id", "label", "parent", "size", "terms", "typical"} <= set(found["themes"][0])
    assert all(1 <= len(theme["typical"]) <= 3 for theme in found["themes"])
    assert sum(theme["size"] for theme in found["themes"]) == len(answers())
    assert {d["id"] for d in found["documents"]} == {str(n) for n in range(len(answers()))}


def test_links_are_written_as_json(answers_file: Path, targets_file: Path, tmp_path: Path) -> None:
    examples, output = tmp_path / "examples.csv", tmp_path / "links.json"
    taught = [f'"{text}",{subject}' for subject, text in answers(per_subject=3, seed=7)]
    examples.write_text("text,code\n" + "\n".join(taught) + "\n", encoding="utf-8")
    arguments = ["map", str(answers_file), "--text-column", "text", "--id-column", "id"]
    arguments += ["--targets", str(targets_file), "--examples", str(examples)]
    assert main([*arguments, "--output", str(output)]) == 0
    found = json.loads(output.read_text(encoding="utf-8"))
    assert list(found) == ["run", "documents"]
    assert found["run"]["settings"]["examples"] == len(taught)
    suggestion = found["documents"][0]["suggestions"][0]
    assert sorted(suggestion) == ["code", "score", "words"]
    assert suggestion["code"] in SUBJECTS


@pytest.mark.parametrize("with_ids", [True, False])
def test_rows_in_another_order_give_the_same_bytes(
    answers_file: Path, tmp_path: Path, with_ids: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    header, *rows = answers_file.read_text(encoding="utf-8").splitlines()
    rows.append(rows[0].replace("0,", "copy,", 1))
    random.Random(2).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    random.Random(3).shuffle(rows)
    answers_file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    more = ["--id-column", "id"] if with_ids else []
    assert clustered(answers_file, tmp_path / "a.json", *more) == clustered(
        shuffled, tmp_path / "b.json", *more
    )


def test_threads_and_hash_seed_do_not_change_a_byte(
    answers_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    here = clustered(answers_file, tmp_path / "here.json")
    output = tmp_path / "there.json"
    done = run(
        ["cluster", str(answers_file), "--text-column", "text", "--output", str(output)],
        OMP_NUM_THREADS="3",
        OPENBLAS_NUM_THREADS="3",
        PYTHONHASHSEED="2" if os.environ.get("PYTHONHASHSEED") == "1" else "1",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_bytes() == here


def test_only_the_time_differs_between_two_runs(answers_file: Path, tmp_path: Path) -> None:
    first = clustered(answers_file, tmp_path / "a.json").decode().splitlines()
    second = clustered(answers_file, tmp_path / "b.json").decode().splitlines()
    differing = [a for a, b in zip(first, second, strict=True) if a != b]
    assert all(line.strip().startswith('"seconds"') for line in differing)


def test_another_seed_is_recorded(answers_file: Path, tmp_path: Path) -> None:
    found = json.loads(clustered(answers_file, tmp_path / "a.json", "--seed", "8"))
    assert found["run"]["settings"]["seed"] == 8


@pytest.mark.parametrize(
    ("content", "more", "message"),
    [
        ("id,text\n", [], "no document"),
        ("", [], "is empty"),
        ("id,texte\n1,a\n", [], "its columns are: id, texte"),
        ("id,text\n1,a\n1,b\n", ["--id-column", "id"], "'1' is used more than once"),
        ("id,text\n1,a\n ,b\n", ["--id-column", "id"], "row 2 has no id"),
        ("id,text\n1,a\n", ["--id-column", "nom"], "no column 'nom'"),
        ("id,text\n1,a\n", ["--themes", "0"], "'0' is neither 'auto' nor a number"),
        ("id,text\n1,a\n", ["--themes", "many"], "'many' is neither 'auto' nor a number"),
        ("id,text\n1,a\n", ["--themes", "99999"], "number of themes"),
        ("id,text\n1,a\n", ["--seed", "-1"], "'-1' is not a whole number"),
        ("id,text\n1,a\n", ["--shuffle"], "unrecognized arguments"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    tmp_path: Path,
    content: str,
    more: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.json"
    source.write_text(content, encoding="utf-8")
    arguments = ["cluster", str(source), "--text-column", "text", "--output", str(output)]
    assert exit_code([*arguments, *more]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert message in error
    assert sorted(tmp_path.iterdir()) == [source]


def exit_code(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as stopped:
        return int(str(stopped.code))


def test_the_shell_sees_one_line_and_the_code_two(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    arguments = ["cluster", "nowhere.csv", "--text-column", "text", "--output", str(output)]
    done = run(arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "analysis: nowhere.csv cannot be read: No such file or directory.\n"
    assert not output.exists()


@pytest.mark.parametrize("missing", ["file", "targets", "examples"])
def test_a_file_that_is_not_there_is_one_line(
    answers_file: Path,
    targets_file: Path,
    tmp_path: Path,
    missing: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    paths = {"file": answers_file, "targets": targets_file, "examples": targets_file}
    paths[missing] = tmp_path / "nowhere.csv"
    arguments = ["map", str(paths["file"]), "--text-column", "text"]
    arguments += ["--targets", str(paths["targets"]), "--output", str(tmp_path / "out.json")]
    if missing == "examples":
        arguments += ["--examples", str(paths["examples"])]
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere.csv cannot be read" in error
    assert not (tmp_path / "out.json").exists()


def test_an_output_that_cannot_be_written_is_one_line(
    answers_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for output in (tmp_path / "no" / "out.json", tmp_path, answers_file):
        before = answers_file.read_bytes()
        arguments = ["cluster", str(answers_file), "--text-column", "text"]
        assert main([*arguments, "--output", str(output)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert answers_file.read_bytes() == before


def test_a_failure_keeps_the_file_that_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, source = tmp_path / "out.json", tmp_path / "in.csv"
    output.write_text("before", encoding="utf-8")
    source.write_text("text\n", encoding="utf-8")
    arguments = ["cluster", str(source), "--text-column", "text", "--output", str(output)]
    assert main(arguments) == 2
    assert "no document" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == "before"
    assert sorted(tmp_path.iterdir()) == [source, output]


def test_bytes_that_are_no_text_do_not_stop_the_command(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"text\n\xe9cole \x00 v\xe9lo\n\x81\x8d\n")
    found = json.loads(clustered(source, tmp_path / "out.json"))
    assert len(found["documents"]) == 2
