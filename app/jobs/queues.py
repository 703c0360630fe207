"""The queues, and which kind of job waits in which: what is slow never delays what is short."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from app.models import JobKind


class QueueName(enum.StrEnum):
    MAIL = "mail"
    """Seconds: somebody waits for a link, or a hundred thousand people for a digest."""
    IMPORTS = "imports"
    """Seconds to minutes: files that are read, and files that are made."""
    ANALYSIS = "analysis"
    """Minutes of a whole processor."""


QUEUE_OF: Mapping[JobKind, QueueName] = {
    JobKind.MAIL: QueueName.MAIL,
    JobKind.DIGEST: QueueName.MAIL,
    JobKind.REMINDERS: QueueName.MAIL,
    JobKind.IMPORT: QueueName.IMPORTS,
    JobKind.ANSWERS: QueueName.IMPORTS,
    JobKind.IDEAS: QueueName.IMPORTS,
    JobKind.CODING_IMPORT: QueueName.IMPORTS,
    JobKind.DOCUMENT: QueueName.IMPORTS,
    JobKind.MAKING: QueueName.IMPORTS,
    JobKind.PERSONAL_EXPORT: QueueName.IMPORTS,
    JobKind.FIGURES: QueueName.IMPORTS,
    JobKind.ANALYSIS: QueueName.ANALYSIS,
    JobKind.SENSITIVITY: QueueName.ANALYSIS,
    JobKind.OPINIONS: QueueName.ANALYSIS,
    JobKind.LEARNING: QueueName.ANALYSIS,
}
