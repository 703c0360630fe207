"""What the scripts of pages send as JSON."""

from __future__ import annotations

from typing import Any

from flask import current_app, request


def take_in_json() -> None:
    """Wait until all of a JSON body is there, and no more of it than a form may have of text.

    Raises:
        werkzeug.exceptions.RequestEntityTooLarge: there is more.
    """
    if request.is_json:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
        request.get_data()


def sent_json() -> Any:
    """The JSON of this request; None when it is none, or nested too deeply to be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
