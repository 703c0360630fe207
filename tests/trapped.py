"""What a form with traps carries when a person sends it."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from app.models.types import now
from app.web.traps import stamp


def looked_at(app: Flask, ago: dt.timedelta = dt.timedelta(minutes=1)) -> dict[str, str]:
    """The hidden fields of a form that was shown a while ago."""
    with app.test_request_context():
        return {"shown": stamp(now() - ago)}
