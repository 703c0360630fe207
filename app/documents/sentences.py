from __future__ import annotations

from typing import Any


def trouble_sentence(trouble: dict[str, Any]) -> str:
    return str(trouble.get("code", ""))
