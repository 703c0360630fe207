"""Who acts on the codebook, by the request."""

from __future__ import annotations

import uuid

from app.corpus.codes import secret_shown
from app.themes.codebook.writing import Editor
from app.web.guard import account_id_of_current_user, current_consultation


def editor_of(key: str, seen: dict[uuid.UUID, int] | None = None) -> Editor:
    """Whoever asks, with the key of their page."""
    return Editor(
        current_consultation().id, account_id_of_current_user(), secret_shown(key), seen or {}
    )
