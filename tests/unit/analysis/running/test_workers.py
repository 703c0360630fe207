"""One worker or several, here or on a cluster, killed or not: the same bytes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analysis import AnalysisError, ClusterResult, Document, cluster
from analysis.commands.output import cluster_json
from analysis.running.dask_cluster import DaskWorkers
from analysis.running.processes import Processes
from analysis.running.spare_time import SpareTime
from analysis.themes import clustering, sample
from analysis.workers import OneProcess, in_order
from tests.unit.analysis.french_answers import documents

AT_WORK = """
import time
from analysis.running.processes import Processes
with Processes(2) as two:
    print(list(two.each(abs, range(4))), flush=True)
    time.sleep(60)
"""


def content(result: ClusterResult) -> str:
    return json.dumps({**cluster_json(result), "run": result.run.settings}, ensure_ascii=False)


@pytest.fixture(autouse=True)
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit on 40 of the 60 texts, so that the others are placed by the workers."""
    monkeypatch.setattr(
        clustering,
        "fitted_rows",
        lambda texts, copies, sent: sample.fitted_rows(texts, copies, sent, 40),
    )


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes(2) as two:
        yield two


def die_once(number: int, mark: str) -> int:
    """Square a number; the first worker that is given 3 dies."""
    if number == 3:
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            return 9
        os._exit(1)
    return number**2


def die(number: int) -> int:
    os._exit(1)


def refuse(number: int) -> int:
    raise ValueError("three") if number == 3 else KeyError(number)


def test_two_processes_give_the_bytes_of_one(processes: Processes) -> None:
    alone = content(cluster(documents(), themes=5))
    assert content(cluster(documents(), themes=5, workers=processes)) == alone


def test_the_part_of_a_killed_process_is_done_by_another(
    processes: Processes, tmp_path: Path
) -> None:
    mark = processes.spread(str(tmp_path / "died"))
    assert list(processes.each(die_once, range(8), mark)) == [n**2 for n in range(8)]
    assert (tmp_path / "died").exists()


def test_processes_that_always_die_are_told() -> None:
    with Processes(1) as one, pytest.raises(AnalysisError, match="keep dying"):
        list(one.each(die, range(2)))


def test_processes_end_with_the_command_that_is_killed() -> None:
    command = subprocess.Popen([sys.executable, "-c", AT_WORK], stdout=subprocess.PIPE, text=True)
    assert command.stdout is not None
    assert command.stdout.readline() == "[0, 1, 2, 3]\n"
    copies = psutil.Process(command.pid).children(recursive=True)
    assert len(copies) == 2
    command.kill()
    command.wait()
    _, living = psutil.wait_procs(copies, timeout=30)
    assert living == []


def test_an_error_of_a_part_is_raised_as_it_is(processes: Processes) -> None:
    with pytest.raises(KeyError):
        list(processes.each(refuse, range(5)))


def test_a_dask_cluster_gives_the_bytes_of_one_process_even_when_a_worker_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The workers then come from one process that has read its libraries, rather than read them.
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD", "forkserver")
    distributed = pytest.importorskip("distributed")
    alone = content(cluster(documents(), themes=5))
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            local_directory=str(tmp_path),
        ) as local,
        DaskWorkers(local.scheduler_address) as workers,
    ):
        assert workers.count == 2
        assert content(cluster(documents(), themes=5, workers=workers)) == alone
        mark = workers.spread(str(tmp_path / "died"))
        assert list(workers.each(die_once, range(8), mark)) == [n**2 for n in range(8)]
        assert (tmp_path / "died").exists()


@pytest.mark.parametrize(
    "address",
    [
        *("tcp://127.0.0.1:1", "tls://127.0.0.1:1", "nowhere", "ftp://x", ""),
        *("tcp://[::1", "tcp://here:port", "ucx://here:1"),
    ],
)
def test_a_scheduler_that_does_not_answer_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.running.dask_cluster._PATIENCE", 0.1)
    with pytest.raises(AnalysisError, match="scheduler"):
        DaskWorkers(address)


def test_a_scheduler_that_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.running.dask_cluster._PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        with pytest.raises(AnalysisError, match="No dask scheduler"):
            DaskWorkers(f"tcp://127.0.0.1:{port}")


def test_a_scheduler_without_dask_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(AnalysisError, match="needs dask"):
        DaskWorkers("tcp://127.0.0.1:1")


def test_no_more_than_a_few_parts_are_given_out_at_once() -> None:
    waiting = []

    class Promise:
        def __init__(self, number: int) -> None:
            self.number = number
            waiting.append(number)

        def cancel(self) -> None:
            waiting.remove(self.number)

    seen = in_order(Promise, lambda promise: promise.number, range(10), 3)
    assert next(seen) == 0
    assert waiting == [0, 1, 2, 3]
    seen.close()
    assert waiting == [0]


def test_what_is_begun_and_given_up_before_its_first_result_is_not_done(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Future[int]] = []

    def submit(*_: object) -> Future[int]:
        given.append(Future())
        return given[-1]

    monkeypatch.setattr(processes, "_pool", SimpleNamespace(submit=submit))
    begun = processes.begin(pow, iter(range(5)), 2)
    assert len(given) == 5
    begun.close()
    assert all(future.cancelled() for future in given)


def test_parts_are_given_out_as_they_come_though_a_process_is_killed_meanwhile(
    tmp_path: Path,
) -> None:
    def coming() -> Iterator[int]:
        for number in range(8):
            yield number
            while number == 3 and not (tmp_path / "died").exists():
                time.sleep(0.01)

    with Processes(2) as two:
        begun = two.begin(die_once, coming(), str(tmp_path / "died"))
        assert list(begun) == [n**2 for n in range(8)]


def test_what_is_begun_is_done_while_the_caller_does_more(processes: Processes) -> None:
    begun = processes.begin(pow, range(6), 2)
    assert list(processes.each(pow, range(3), 3)) == [0, 1, 8]
    assert list(begun) == [0, 1, 4, 9, 16, 25]


def test_what_was_begun_is_done_though_a_process_is_killed(
    processes: Processes, tmp_path: Path
) -> None:
    begun = processes.begin(die_once, range(8), str(tmp_path / "died"))
    assert list(begun) == [n**2 for n in range(8)]
    assert (tmp_path / "died").exists()


def test_what_is_done_aside_is_done_though_a_process_is_killed(
    processes: Processes, tmp_path: Path
) -> None:
    aside = processes.aside(die_once, range(8), str(tmp_path / "died"))
    other = processes.aside(pow, range(6), 2)
    assert list(processes.each(pow, range(3), 3)) == [0, 1, 8]
    assert list(aside) == [n**2 for n in range(8)]
    assert list(other) == [0, 1, 4, 9, 16, 25]
    assert (tmp_path / "died").exists()


class Parts(list[Future[int]]):
    """Parts that were given out."""

    def give(self) -> Future[int]:
        self.append(Future())
        return self[-1]


def test_what_can_wait_waits_for_what_cannot_and_the_last_line_goes_first() -> None:
    parts, spare = Parts(), SpareTime(1, (BrokenProcessPool,))
    spare.watch(parts.give)
    early, late = spare.line(), spare.line()
    given_up, first = early(parts.give), early(parts.give)
    second = late(parts.give)
    given_up.cancel()
    assert len(parts) == 1
    for number in range(3):
        parts[number].set_result(number)
    assert len(parts) == 3
    assert (second.result(0), first.result(0)) == (1, 2)


def test_who_waits_for_workers_that_died_is_told() -> None:
    parts, spare = Parts(), SpareTime(1, (BrokenProcessPool,))
    spare.watch(parts.give)
    promise = spare.line()(parts.give)
    parts[0].set_exception(BrokenProcessPool())
    with pytest.raises(BrokenProcessPool):
        promise.result(0)
    assert len(parts) == 1


def test_one_process_keeps_the_order_of_the_parts() -> None:
    assert list(OneProcess().each(pow, [3, 1, 2], 2)) == [9, 1, 4]


def test_documents_of_a_small_channel_are_fitted_on() -> None:
    many = [Document(f"q{n}", d.text, channel="web") for n, d in enumerate(documents())]
    few = [Document(f"w{n}", f"le marché numéro {n}", channel="room") for n in range(8)]
    settings = cluster([*many, *few], themes=3).run.settings
    assert (settings["texts"], settings["fitted_on"]) == (68, 40)
