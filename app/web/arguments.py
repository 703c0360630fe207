"""What stands after the question mark of an address: read strictly, wrong values are refused."""

from __future__ import annotations

import uuid

from flask import abort, request

from app.models import Channel


def uuid_argument(name: str) -> uuid.UUID | None:
    """The identifier in an argument; an address with another text in it does not exist."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        abort(404)


def channel_argument() -> Channel | None:
    """The channel to which a list is narrowed."""
    text = request.args.get("channel")
    if not text:
        return None
    if text not in {channel.value for channel in Channel}:
        abort(404)
    return Channel(text)
