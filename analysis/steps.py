"""What a long analysis has finished, kept so that a killed one goes on from there.

A step is kept under its name and the fingerprint of everything it depends on, as arrays of
numbers: nothing is unpickled, and what belongs to other texts or other settings is not found.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
SEAL = sha256().digest_size


class Steps(Protocol):
    """Where finished steps are kept."""

    def load(self, name: str) -> bytes | None:
        """Return what was kept under `name`, or None."""

    def save(self, name: str, content: bytes) -> None:
        """Keep `content` under `name`, whole or not at all."""


class NoSteps:
    """Keeps nothing: a killed analysis starts again."""

    def load(self, name: str) -> bytes | None:
        return None

    def save(self, name: str, content: bytes) -> None:
        pass


class FolderSteps:
    """Keeps steps as files of a folder, which is made when it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str) -> bytes | None:
        path = self._path(name)
        return path.read_bytes() if path.is_file() else None

    def save(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self._path(f"{name}.part")
        beside.write_bytes(content)
        beside.replace(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / f"{sha256(name.encode()).hexdigest()[:32]}.npz"


def finished(
    steps: Steps, name: str, fingerprint: str, compute: Callable[[], Arrays]
) -> dict[str, NDArray[Any]]:
    """Return the arrays of a step: those that were kept, or else computed now and kept.

    Parameters
    ----------
    fingerprint : changes whenever the same computation would give other arrays.
    """
    key = f"{name}-{sha256(fingerprint.encode()).hexdigest()[:16]}"
    kept = steps.load(key)
    if kept is not None:
        found = _unpacked(kept, key)
        if found is not None:
            return found
    computed = dict(compute())
    packed = io.BytesIO()
    # Without a compressed stream: speed counts more than a few megabytes for a few minutes.
    np.savez(packed, allow_pickle=False, **computed)
    content = packed.getvalue()
    steps.save(key, _seal(key, content) + content)
    return computed


@dataclass(frozen=True)
class KeptSteps:
    """The finished steps of one run.

    Attributes
    ----------
    fingerprint : everything that the steps depend on, besides what their names say.
    """

    steps: Steps
    fingerprint: str

    def arrays(self, name: str, compute: Callable[[], Arrays]) -> dict[str, NDArray[Any]]:
        """Return the arrays of a step, computed now unless they were kept."""
        return finished(self.steps, name, self.fingerprint, compute)

    def on(self, *more: Any) -> KeptSteps:
        """Return the steps that depend on `more` as well."""
        return KeptSteps(self.steps, " ".join([self.fingerprint, *map(str, more)]))


def _seal(key: str, content: bytes) -> bytes:
    """What stands before the content of a step: it tells a file that was cut, or another one."""
    return sha256(key.encode() + content).digest()


def _unpacked(kept: bytes, key: str) -> dict[str, NDArray[Any]] | None:
    """The arrays of a step; None when what was kept was cut or is something else."""
    seal, content = kept[:SEAL], kept[SEAL:]
    if seal != _seal(key, content):
        return None
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, EOFError, BadZipFile):
        return None
