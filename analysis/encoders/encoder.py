"""What an encoder does, whatever the library behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.fingerprints import fingerprint_of
from analysis.progress import Progress
from analysis.steps import Steps, finished
from analysis.texts.tokens import TokenisedText

# Texts between two reports of progress: a second or two of a transformer on one core.
AT_ONCE = 128


class Encoder(Protocol):
    """Places texts in a space where texts that mean the same are near.

    Attributes
    ----------
    kind, version : the library that reads it.
    fingerprint : SHA-256 of the files; equal files encode alike, wherever the folder stands.
    """

    kind: str
    version: str
    fingerprint: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return unit vectors (n × d); a text that the model knows nothing of is a row of 0."""


def encoder_settings(encoder: Encoder) -> dict[str, str]:
    """Return what the manifest of a run says of the encoder it used."""
    return {
        "kind": encoder.kind,
        "version": encoder.version,
        "fingerprint": encoder.fingerprint,
    }


def encoded(
    encoder: Encoder, texts: Sequence[TokenisedText], progress: Progress
) -> NDArray[np.float64]:
    """Return the unit vectors of texts (n × d), some hundreds at a time."""
    made = []
    for start in range(0, len(texts), AT_ONCE):
        progress(start / len(texts), "encode")
        made.append(encoder.encode([text.text for text in texts[start : start + AT_ONCE]]))
    return np.concatenate(made)


def kept_encoding(
    encoder: Encoder, texts: Sequence[TokenisedText], steps: Steps, progress: Progress
) -> NDArray[np.float64]:
    """Encode texts, or take what was kept of the same texts and the same files."""
    read = (f"{len(text.text)} {text.text}" for text in texts)
    return finished(
        steps,
        "encoding",
        fingerprint_of([f"{encoder_settings(encoder)}", *read]),
        lambda: {"rows": encoded(encoder, texts, progress)},
    )["rows"]
