"""Processes of our own on this machine: ports, waiting, what a process and its children take."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], what: str, timeout: float = 30.0) -> Any:
    """The first true value of `condition`.

    Raises:
        TimeoutError: there was none in `timeout` seconds.
    """
    limit = time.monotonic() + timeout
    while time.monotonic() < limit:
        if value := condition():
            return value
        time.sleep(0.05)
    raise TimeoutError(f"waited {timeout:.0f} s for {what}")


class Started(subprocess.Popen[bytes]):
    """A process that is asked as those of `multiprocessing` are."""

    def is_alive(self) -> bool:
        return self.poll() is None

    def join(self, timeout: float | None = None) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(timeout)


def tree(pid: int) -> list[psutil.Process]:
    """A process and all that it started, or nothing when it has ended."""
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    return []


def kill_tree(pid: int) -> None:
    """`kill -9` a process and all that it started, and wait until they are gone."""
    with suppress(psutil.Error):
        # Who watches over others would start new ones meanwhile.
        psutil.Process(pid).suspend()
    processes = tree(pid)
    for process in processes:
        with suppress(psutil.Error):
            process.kill()
    until(lambda: all(map(_is_gone, processes)), f"the end of process {pid}")


def memory_of(pid: int) -> int:
    """Bytes that a process and its children hold, what they share counted once."""
    root, *children = tree(pid)
    own = root.cmdline()
    return sum(_held_by(one, own) for one in children) + _held_by(root)


def processor_of(pid: int) -> float:
    """Seconds of a processor that a process and its children took until now: whatever else the
    machine does, it is not counted."""
    return sum(map(_taken_by, tree(pid)))


def _held_by(process: psutil.Process, parents: list[str] | None = None) -> int:
    """What a process holds; nothing of one that is about to begin, and still is its parent's."""
    try:
        is_begun = process.cmdline() != parents
        return int(process.memory_full_info().pss) if is_begun else 0
    except psutil.Error:
        return 0  # it has ended meanwhile


def _taken_by(process: psutil.Process) -> float:
    try:
        return float(sum(process.cpu_times()[:4]))
    except psutil.Error:
        return 0.0  # it has ended meanwhile, and its parent tells


def _is_gone(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True
