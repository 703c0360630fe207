"""What the maker of a document gives to the job that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.models import MadeDocument


@dataclass(frozen=True)
class MadeFile:
    """A file, read from where it stands and closed by who keeps it, and the excerpts
    (hexadecimal) whose words it holds."""

    content: IO[bytes]
    cited: list[str] = field(default_factory=list)


Maker = Callable[[Session, MadeDocument, Progress], MadeFile]
