"""Pages and messages as somebody hears them who has them read."""

from __future__ import annotations

import re
from typing import Any

from flask import Response

UNBROKEN = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")


def aloud(text: str) -> str:
    """A text in which each space is the ordinary one."""
    return UNBROKEN.sub(" ", text)


class ReadAloud(Response):
    """A response whose `text` has one kind of space. Where a line may not break is seen by the
    check of the catalogue, and in `data`."""

    def get_data(self, as_text: bool = False) -> Any:
        data = super().get_data(as_text=as_text)
        return aloud(data) if as_text else data
