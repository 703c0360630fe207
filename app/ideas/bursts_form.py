from __future__ import annotations

import datetime as dt
import uuid

from wtforms import HiddenField

from app.ideas.burst_keys import border_of
from app.web.forms import Form
from app.web.paging import Cursor


class BurstForm(Form):
    """The burst, or the supports that were set aside, that a button stands beside."""

    key = HiddenField()

    @property
    def place(self) -> tuple[dt.datetime, uuid.UUID] | None:
        """When it began or was done, and on which idea; None where the form says neither."""
        return border_of(Cursor(self.key.data))
