from __future__ import annotations

import hashlib
import uuid


def key_for(page_key: str, act: str, row_id: uuid.UUID) -> str:
    """The key of one of many buttons of a page that has one key for all."""
    return hashlib.sha256(f"{page_key} {act} {row_id.hex}".encode()).hexdigest()
