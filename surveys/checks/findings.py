"""What a check has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """An error stands in the way of opening; a warning is for the author to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing found; `name` is the question's, the group's or the list's."""

    severity: Severity
    code: str
    name: str
    message: str
    details: Mapping[str, object] = field(default_factory=dict)


def error(code: str, name: str, message: str, **details: object) -> Finding:
    """What keeps a questionnaire from being opened."""
    return Finding(Severity.ERROR, code, name, message, details)


def warning(code: str, name: str, message: str, **details: object) -> Finding:
    """What is worth a look."""
    return Finding(Severity.WARNING, code, name, message, details)
