"""Fills a template in a process of its own, which may never end or take all memory without harm."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents.apart import answer_apart
from documents.refusals import DocumentError, Reason
from documents.templating.refusals import TemplateFault, TemplateRefused
from documents.templating.wire import MADE, REFUSED

SECONDS = 60
"""Of the processor. A strategy of 500 lines takes two or three of them."""
MEMORY = 2**30

_ENDS = {
    Reason.TOO_SLOW: TemplateFault.TOO_SLOW,
    Reason.OUT_OF_MEMORY: TemplateFault.TOO_GREEDY,
    Reason.CRASHED: TemplateFault.TOO_GREEDY,
}


def filled_apart(
    template: Path,
    values: dict[str, Any],
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    while_waiting: Callable[[], None] = lambda: None,
) -> bytes:
    """The DOCX that a template becomes with these values (`documents.templating.values`).

    Raises:
        TemplateRefused: it cannot be filled in, for a reason that its author can understand.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as told:
        json.dump(values, told)
        told.flush()
        paths = (str(template.absolute()), told.name)
        try:
            answer = answer_apart(
                ("documents.templating", "--", *paths), seconds, memory, while_waiting
            )
        except DocumentError as error:
            raise TemplateRefused(_ENDS[error.reason]) from error
    if answer.startswith(MADE):
        return answer.removeprefix(MADE)
    if answer.startswith(REFUSED):
        fault, detail = json.loads(answer.removeprefix(REFUSED))
        raise TemplateRefused(TemplateFault(fault), detail)
    raise TemplateRefused(TemplateFault.FAILED)
