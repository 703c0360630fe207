"""Where to go after an act on an idea."""

from __future__ import annotations

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.models import IdeaBox
from app.web.guard import current_consultation


def box_address(box: IdeaBox) -> str:
    """The list of the ideas of a box."""
    home = url_for("consultations.show", slug=current_consultation().slug)
    return f"{home}/ideas/{box.activity.code}"


def idea_address(box: IdeaBox, idea_id: uuid.UUID) -> str:
    """The page of an idea."""
    return f"{box_address(box)}/{idea_id}"


def to_sign_in(back: str) -> ResponseReturnValue:
    """To sign in, and back to the page where an account was wanted."""
    return redirect(url_for("accounts.sign_in", next=back))
