import errno
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pytest

from analysis import AnalysisError
from analysis.commands.output import check_output, cluster_json, write_json, write_result
from analysis.results import ClusterResult, Firmness, Placement, RunManifest


def test_accents_are_written_as_they_are(tmp_path: Path) -> None:
    write_json({"é": ["ï", None, 0.5]}, tmp_path / "out.json")
    assert "é" in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_lone_surrogate_in_an_id_can_be_written(tmp_path: Path) -> None:
    write_json({"id": "\ud800"}, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_list_has_one_item_a_line_and_the_rest_is_laid_out(tmp_path: Path) -> None:
    content = {"run": {"seed": 0, "of": [1, 2]}, "documents": [{"id": "a\nb"}, {}], "none": []}
    write_json(content, tmp_path / "out.json")
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert json.loads(written) == content
    assert written == (
        '{\n "run": {\n  "seed": 0,\n  "of": [\n   1,\n   2\n  ]\n },\n'
        ' "documents": [\n  {"id": "a\\nb"},\n  {}\n ],\n "none": []\n}\n'
    )


def test_a_result_is_written_as_plain_values_are(tmp_path: Path) -> None:
    places = (
        Placement('a"é\n', "t1", 0.5, 1.0, Firmness.SOLID),
        Placement("b", None, 0.0),
        Placement("c", "t1", 1e-05, 0.25, Firmness.FRAGILE),
    )
    result = ClusterResult(RunManifest({}, {}, "", 1.0), (), places)
    write_result(result, tmp_path / "result.json")
    write_json(cluster_json(result), tmp_path / "plain.json")
    assert (tmp_path / "result.json").read_bytes() == (tmp_path / "plain.json").read_bytes()


class FullFile:
    """A file on a disk that is full after the first piece."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file

    def __enter__(self) -> "FullFile":
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def writelines(self, pieces: Iterable[str]) -> None:
        self.file.write(next(iter(pieces)))
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_keeps_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.json"
    output.write_text("before", encoding="utf-8")
    opened = Path.open

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda self, *a, **n: FullFile(opened(self, *a, **n)))
        with pytest.raises(AnalysisError, match="No space left"):
            write_json({"a": 1}, output)
    assert output.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [output]


def test_a_device_is_not_replaced_by_a_result(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AnalysisError, match="can be replaced"):
        check_output(tmp_path / "pipe")


def test_a_result_is_written_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_json({"a": 1}, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == '{\n "a": 1\n}\n'
