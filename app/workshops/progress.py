"""How far a workshop is: before it, the day itself, and what is missing afterwards."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models import Activity, DocumentKind, DocumentState, SynthesisState


class Stage(enum.StrEnum):
    """When it is, seen from today."""

    BEFORE = "before"
    TODAY = "today"
    AFTER = "after"


class Missing(enum.StrEnum):
    """What is expected after a workshop and is not there, in the order of the work."""

    NOTES = "notes"
    SYNTHESIS = "synthesis"
    VALIDATION = "validation"


@dataclass(frozen=True)
class Progress:
    """What is kept of a workshop. `documents` counts those that were not refused."""

    notes: int = 0
    in_corpus: int = 0
    documents: Mapping[tuple[DocumentKind, DocumentState], int] = field(default_factory=dict)
    synthesis: SynthesisState | None = None

    @property
    def has_notes(self) -> bool:
        return bool(self.notes or self.in_corpus or self._sent(DocumentKind.NOTES))

    @property
    def has_synthesis(self) -> bool:
        return self.synthesis is not None or bool(self._sent(DocumentKind.SYNTHESIS))

    @property
    def is_validated(self) -> bool:
        """Somebody stands behind a synthesis: it is in the corpus."""
        return (
            self.synthesis is SynthesisState.VALIDATED
            or self.documents.get((DocumentKind.SYNTHESIS, DocumentState.VALIDATED), 0) > 0
        )

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is expected once the workshop was held."""
        found = []
        if not self.has_notes:
            found.append(Missing.NOTES)
        if not self.has_synthesis:
            found.append(Missing.SYNTHESIS)
        elif not self.is_validated:
            found.append(Missing.VALIDATION)
        return tuple(found)

    def _sent(self, kind: DocumentKind) -> int:
        return sum(number for (of, _state), number in self.documents.items() if of is kind)


def stage_of(activity: Activity, today: dt.date) -> Stage:
    """Where a workshop stands on this day; one without a date is still to come."""
    if activity.starts_on is None or activity.starts_on > today:
        return Stage.BEFORE
    return Stage.TODAY if activity.starts_on == today else Stage.AFTER
