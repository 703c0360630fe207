"""The only place where the desk asks the analysis to learn: what it proposes, what to show next."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from cachetools import LRUCache

from analysis import LinkSuggestion, Progress, propose_links
from analysis.encoders import open_encoder
from analysis.links.choosing import Reason, ToReview, to_review
from app.models import ShownBecause
from app.themes.coding.learned_from import LearnedFrom
from app.themes.inputs import excerpt_of

QUEUE = 60
"""Excerpts that are put in order: several people take from it until the machine learned again."""
BECAUSE = {Reason.DRAWN: ShownBecause.DRAWN, Reason.TEACHES: ShownBecause.TEACHES}


@dataclass(frozen=True)
class Learned:
    """What a round found.

    Attributes
    ----------
    proposals : of each excerpt, the themes that are proposed, the best first; may be empty.
    queue : excerpts in the order in which they are worth showing, and why.
    measured : see `CodingRound.measured`.
    """

    proposals: Mapping[uuid.UUID, Sequence[LinkSuggestion]]
    queue: Sequence[tuple[uuid.UUID, ShownBecause]]
    measured: dict[str, Any]


class StepsInMemory:
    """Steps of the analysis kept by this process, the latest of them: words and vectors do not
    depend on decisions, so that learning again from the same texts is a matter of a second. Another
    process, or another host, makes them again."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[str, bytes] = LRUCache(most, getsizeof=len)
        self._lock = Lock()

    def load(self, name: str) -> bytes | None:
        with self._lock:
            return self._kept.get(name)

    def save(self, name: str, content: bytes) -> None:
        with self._lock, suppress(ValueError):  # A step that is larger than all of it.
            self._kept[name] = content


_STEPS = StepsInMemory(most=250_000_000)


def learn(known: LearnedFrom, progress: Progress, *, encoder_folder: Path | None = None) -> Learned:
    """Learn from what is known. `encoder_folder` holds one more view of what texts mean.

    Raises
    ------
    AnalysisError : the analysis refuses the texts or the themes.
    """
    encoder = open_encoder(encoder_folder) if encoder_folder else None
    found = propose_links(
        known.documents,
        known.targets,
        examples=[*known.examples, *known.typical],
        encoder=encoder,
        steps=_STEPS,
        progress=_part_of(progress, 0.0, 0.5),
    )
    # What the machine placed itself must not tell how good it is.
    review = to_review(
        known.documents,
        known.targets,
        examples=known.examples,
        count=QUEUE,
        skipped=known.skipped,
        encoder=encoder,
        steps=_STEPS,
        progress=_part_of(progress, 0.5, 1.0),
    )
    return Learned(
        {excerpt_of(links.id): links.suggestions for links in found.documents},
        mixed(review.texts),
        _measured(asdict(review.agreement)) if review.agreement else {},
    )


def _part_of(progress: Progress, start: float, end: float) -> Callable[[float, str], None]:
    return lambda part, step: progress(start + (end - start) * part, f"links:{step}")


def mixed(texts: Sequence[ToReview]) -> list[tuple[uuid.UUID, ShownBecause]]:
    """Those drawn by chance spread among those that teach, each kind in its order."""
    drawn = [one for one in texts if one.reason is Reason.DRAWN]
    others = [one for one in texts if one.reason is not Reason.DRAWN]
    mixed: list[ToReview] = []
    every = len(texts) // len(drawn) if drawn else 0
    while drawn or others:
        is_turn = drawn and len(mixed) % every == 0
        mixed.append(drawn.pop(0) if is_turn or not others else others.pop(0))
    return [(excerpt_of(one.id), BECAUSE[one.reason]) for one in mixed]


def _measured(found: Mapping[str, Any]) -> dict[str, Any]:
    """The agreement as a round keeps it."""
    return {
        "agreement": found["share"],
        "low": found["low"],
        "high": found["high"],
        "checked": found["drawn"],
        "more": found["more"],
    }
