import errno
from pathlib import Path

import pytest

from analysis import AnalysisError
from analysis.commands.output import write_json


def test_accents_are_written_as_they_are(tmp_path: Path) -> None:
    write_json({"é": ["ï", None, 0.5]}, tmp_path / "out.json")
    assert "é" in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_lone_surrogate_in_an_id_can_be_written(tmp_path: Path) -> None:
    write_json({"id": "\ud800"}, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_full_disk_keeps_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.json"
    output.write_text("before", encoding="utf-8")
    written = Path.write_bytes

    def half(self: Path, data: bytes) -> int:
        written(self, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(AnalysisError, match="No space left"):
        write_json({"a": 1}, output)
    assert output.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [output]
