"""A run that was killed or cancelled: what it leaves, and where the next one takes up."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analysis import ClusterResult, cluster
from analysis.commands.output import cluster_json
from analysis.progress import silent
from analysis.steps import FolderSteps
from analysis.texts import near_duplicates
from analysis.themes import clustering, grouping, placing, sample
from tests.unit.analysis.french_answers import documents

HEAVY = {
    "near duplicates": (near_duplicates, "_grouped"),
    "count": (grouping, "choose_theme_count"),
    "votes": (grouping, "votes"),
    "consensus": (grouping, "agreed_groups"),
    "rest": (placing, "_rest"),
}


class Killed(Exception):
    pass


@pytest.fixture(autouse=True)
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        clustering,
        "fitted_rows",
        lambda texts, copies, sent: sample.fitted_rows(texts, copies, sent, 40),
    )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each heavy step is computed."""
    seen: Counter[str] = Counter()
    for name, (module, function) in HEAVY.items():
        compute = getattr(module, function)

        def counted(*given: Any, _name: str = name, _compute: Any = compute, **named: Any) -> Any:
            seen[_name] += 1
            return _compute(*given, **named)

        monkeypatch.setattr(module, function, counted)
    return seen


def content(result: ClusterResult) -> str:
    return json.dumps({**cluster_json(result), "run": result.run.settings}, ensure_ascii=False)


class DyingSteps(FolderSteps):
    """Kills the run once a number of steps is kept."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    def save(self, name: str, content: bytes) -> None:
        super().save(name, content)
        self.left -= 1
        if self.left == 0:
            raise Killed


def test_a_run_killed_after_each_step_goes_on_from_there(
    tmp_path: Path, calls: Counter[str]
) -> None:
    whole = content(cluster(documents(), seed=2, steps=FolderSteps(tmp_path / "whole")))
    steps = len(list((tmp_path / "whole").iterdir()))
    assert steps >= len(HEAVY)
    assert calls == Counter(dict.fromkeys(HEAVY, 1))
    calls.clear()
    for _ in range(steps):
        with pytest.raises(Killed):
            cluster(documents(), seed=2, steps=DyingSteps(tmp_path / "killed", 1))
    assert content(cluster(documents(), seed=2, steps=FolderSteps(tmp_path / "killed"))) == whole
    assert calls == Counter(dict.fromkeys(HEAVY, 1))


def test_steps_of_other_texts_or_settings_are_not_taken(
    tmp_path: Path, calls: Counter[str]
) -> None:
    kept = FolderSteps(tmp_path)
    cluster(documents(), themes=4, steps=kept)
    other = content(cluster(documents(), themes=4, seed=1, steps=kept))
    assert other == content(cluster(documents(), themes=4, seed=1))
    assert calls["votes"] == 3
    fewer = documents()[1:]
    assert content(cluster(fewer, themes=4, steps=kept)) == content(cluster(fewer, themes=4))


def test_a_step_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    whole = content(cluster(documents(), themes=4, steps=FolderSteps(tmp_path)))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert content(cluster(documents(), themes=4, steps=FolderSteps(tmp_path))) == whole


def test_a_run_cancelled_at_any_step_leaves_nothing_and_changes_nothing() -> None:
    few = documents(2)
    reports: list[str] = []
    whole = content(cluster(few, themes=2, progress=lambda _, step: reports.append(step)))
    # The first and the last report of each kind of step: "vote 1/24" to "vote 24/24" are alike.
    kinds = [report.split()[0] for report in reports]
    first = {kind: at for at, kind in reversed(list(enumerate(kinds)))}
    for last in sorted({*first.values(), *{kind: at for at, kind in enumerate(kinds)}.values()}):
        left = [last]

        def cancel(fraction: float, step: str, left: list[int] = left) -> None:
            if left[0] == 0:
                raise Killed
            left[0] -= 1

        with pytest.raises(Killed):
            cluster(few, themes=2, progress=cancel)
    assert content(cluster(few, themes=2, progress=silent)) == whole


def test_every_long_step_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "CHUNK", 5)
    reports: Counter[str] = Counter()
    cluster(documents(), progress=lambda fraction, step: reports.update([step.split()[0]]))
    assert {"read", "near", "tokenise", "vectors", "count", "vote", "consensus", "labels"} <= set(
        reports
    )
    assert reports["vote"] >= 24
    assert reports["place"] >= 4


def test_what_is_no_step_of_this_run_is_made_again(tmp_path: Path) -> None:
    whole = cluster(documents()[:40], themes=3, steps=FolderSteps(tmp_path))
    kept = sorted(tmp_path.iterdir())
    contents = [path.read_bytes() for path in kept]
    for path, other in zip(kept, [*contents[1:], b"\x93NUMPY\x01\x00"], strict=True):
        path.write_bytes(other)
    again = cluster(documents()[:40], themes=3, steps=FolderSteps(tmp_path))
    assert again.themes == whole.themes
    assert [path.read_bytes() for path in kept] == contents
