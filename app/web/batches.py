"""What waited in browsers and comes in batches, as `static/js/offline/sending.js` sends it."""

from __future__ import annotations

from typing import Any


class NotABatch(ValueError):
    """What came is no batch, or has too many things in it."""


def batch_items(sent: Any, most: int) -> list[dict[str, Any]]:
    """The things in `{"items": [{"key": …}, …]}`, each with a key that is a text.

    Raises:
        NotABatch: it is something else, is empty, or has more than `most` of them.
    """
    items = sent.get("items") if isinstance(sent, dict) else None
    if not isinstance(items, list) or not 0 < len(items) <= most:
        raise NotABatch
    if not all(isinstance(one, dict) and isinstance(one.get("key"), str) for one in items):
        raise NotABatch
    return items


def outcome(key: str, refusal: str = "") -> dict[str, object]:
    """What became of a thing: it is kept, or refused for a reason that a person can read."""
    return {"key": key, "state": "refused" if refusal else "kept", "sentence": refusal}
