"""Requests are counted by several processes, killed ones included, and only ever more of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

from app.watching.exposition import family, histogram_samples
from app.watching.request_counts import BOUNDS, Kind, RequestCounts

SHOWN, REFUSED = Kind("ideas.index", "GET", 200), Kind("ideas.index", "GET", 404)


def _count_and_die(counts: RequestCounts) -> None:
    for _ in range(3):
        counts.add(SHOWN, 0.02)
    os.kill(os.getpid(), signal.SIGKILL)


def _forked(counts: RequestCounts) -> int | None:
    process = multiprocessing.get_context("fork").Process(target=_count_and_die, args=[counts])
    process.start()
    process.join()
    return process.exitcode


def test_what_a_killed_process_counted_stays_and_the_next_one_goes_on_from_it(tmp_path: Path):
    counts = RequestCounts(tmp_path)
    counts.add(SHOWN, 0.2)
    counts.add(REFUSED, 20.0)
    for times in (1, 2):
        assert _forked(counts) == -signal.SIGKILL
        found = counts.all()
        assert found[SHOWN].total == 1 + 3 * times
        assert round(found[SHOWN].seconds, 6) == round(0.2 + 0.06 * times, 6)
        assert found[REFUSED].numbers == [0] * len(BOUNDS) + [1]
    assert len(list(tmp_path.iterdir())) == 2, "the second child took the file of the first"
    assert counts.number_of_processes() == 1


def test_a_line_that_a_full_disk_left_empty_is_passed_over(tmp_path: Path):
    counts = RequestCounts(tmp_path)
    for kind in (SHOWN, REFUSED):
        counts.add(kind, 0.2)
    (path,) = tmp_path.iterdir()
    half = path.stat().st_size // 2
    path.write_bytes(bytes(half) + path.read_bytes()[half:])
    assert set(counts.all()) == {REFUSED}
    counts.add(SHOWN, 0.2)
    assert counts.all()[SHOWN].total == 2, "what is in memory is written whole"


def test_where_nothing_can_be_written_a_process_counts_for_itself(tmp_path: Path):
    (tmp_path / "file").touch()
    counts = RequestCounts(tmp_path / "file" / "metrics")
    counts.add(SHOWN, 0.2)
    assert counts.all()[SHOWN].total == 1


def test_a_histogram_counts_what_is_below_each_bound_and_labels_are_escaped():
    lines = histogram_samples("s", {"endpoint": "a"}, (0.1, 1.0), [2, 0, 1], 4.5)
    assert lines == [
        's_bucket{endpoint="a",le="0.1"} 2',
        's_bucket{endpoint="a",le="1.0"} 2',
        's_bucket{endpoint="a",le="+Inf"} 3',
        's_sum{endpoint="a"} 4.5',
        's_count{endpoint="a"} 3',
    ]
    assert family("g", "gauge", "", [({"a": 'b"\\\n'}, 1)]).samples == ['g{a="b\\"\\\\\\n"} 1']
