"""Opening an encoder that stands in a folder of this machine. Nothing is ever downloaded."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.encoders.encoder import Encoder
from analysis.errors import AnalysisError
from analysis.vectors.text_vectors import unit_rows

# What sentence-transformers writes beside its parts, and what a static model of model2vec holds.
SENTENCE_PARTS = "modules.json"
STATIC_PARTS = ("config.json", "model.safetensors", "tokenizer.json")
STATIC, SENTENCE = "model2vec", "sentence-transformers"
# Each of these makes the libraries of Hugging Face refuse the network.
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")
_BLOCK = 2**20


def open_encoder(path: str | Path) -> Encoder:
    """Open the model2vec or sentence-transformers model of a folder.

    Raises
    ------
    AnalysisError : no folder of this machine, no such model in it, one that cannot be read, or
        the library that reads it is not installed.
    """
    folder = Path(path)
    if not str(path).strip() or not folder.is_dir():
        raise AnalysisError(
            f"The encoder {str(path)!r} is not a folder of this machine; nothing is downloaded."
        )
    _forbid_network()
    # A static model is written so that sentence-transformers may read it too: it comes first.
    if all((folder / name).is_file() for name in STATIC_PARTS) and _is_static(folder):
        return StaticEncoder(folder)
    if (folder / SENTENCE_PARTS).is_file():
        return SentenceEncoder(folder)
    raise AnalysisError(
        f"The folder {str(path)!r} holds neither a model2vec model ({', '.join(STATIC_PARTS)}) "
        f"nor a sentence-transformers model ({SENTENCE_PARTS})."
    )


class StaticEncoder:
    """One vector a word piece, learned from a larger model (model2vec): fast, no torch."""

    kind = STATIC

    def __init__(self, folder: Path) -> None:
        self.fingerprint = fingerprint(folder)
        library = _library("model2vec")
        self.version = str(getattr(library, "__version__", ""))
        self._model = _loaded(folder, lambda: library.StaticModel.from_pretrained(folder))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        # One process: several would round in another order, and cost more than they give.
        return _unit(self._model.encode(list(texts), use_multiprocessing=False), len(texts))


class SentenceEncoder:
    """A transformer that reads a text as a whole (sentence-transformers): slow, wants torch."""

    kind = SENTENCE

    def __init__(self, folder: Path) -> None:
        self.fingerprint = fingerprint(folder)
        library = _library("sentence_transformers")
        self.version = str(getattr(library, "__version__", ""))
        self._model = _loaded(
            folder,
            lambda: library.SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, trust_remote_code=False
            ),
        )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        return _unit(self._model.encode(list(texts), show_progress_bar=False), len(texts))


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of the files under a folder.

    Raises
    ------
    AnalysisError : a file cannot be read.
    """
    whole = sha256()
    try:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            # What begins with a dot is left by tools (a cache of downloads, a checkout).
            inside = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                whole.update(f"{inside.as_posix()} {path.stat().st_size}\n".encode())
                with path.open("rb") as stream:
                    while block := stream.read(_BLOCK):
                        whole.update(block)
    except OSError as error:
        raise AnalysisError(f"The encoder {folder} cannot be read: {error.strerror}.") from error
    return whole.hexdigest()


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        shown = name.replace("_", "-")
        raise AnalysisError(
            f"This encoder wants {shown}, which is not installed (pip install {shown})."
        ) from error


def _loaded(folder: Path, load: Callable[[], Any]) -> Any:
    """Load a model; whatever its library raises becomes one sentence."""
    try:
        return load()
    except Exception as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise AnalysisError(f"The encoder {folder} cannot be read: {why}") from error


def _unit(rows: Any, count: int) -> NDArray[np.float64]:
    """Return rows of length 1 as float64.

    Raises
    ------
    AnalysisError : the model did not give one finite row a text.
    """
    found = np.asarray(rows, dtype=np.float64)
    if found.ndim != 2 or len(found) != count or not np.isfinite(found).all():
        raise AnalysisError("The encoder did not give one vector of numbers for each text.")
    return unit_rows(found)


def _is_static(folder: Path) -> bool:
    """Whether a model is one table of vectors, as both libraries name it."""
    modules = folder / SENTENCE_PARTS
    if not modules.is_file():
        return True
    try:
        told = json.loads(modules.read_bytes())
        return str(told[0]["type"]).endswith("StaticEmbedding")
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _forbid_network() -> None:
    """Make the libraries of models refuse the network, in this process and those it starts."""
    os.environ.update(dict.fromkeys(OFFLINE, "1"))
    # They read it once, when they are imported; it may be too late.
    constants = sys.modules.get("huggingface_hub.constants")
    if constants is not None:
        vars(constants)["HF_HUB_OFFLINE"] = True
