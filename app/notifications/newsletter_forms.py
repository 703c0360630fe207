from __future__ import annotations

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.models.types import new_id
from app.notifications.newsletters import Words
from app.notifications.places import LONGEST_SUBJECT
from app.web.forms import Form

VERSION = 7


class NewsletterForm(Form):
    """A newsletter. `key` is made with the page: sent twice, it is one."""

    key = HiddenField()
    title = StringField(
        _l("Title"),
        description=_l("The subject of the message."),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[DataRequired(), Length(max=LONGEST_SUBJECT)],
    )
    text = TextAreaField(
        _l("Text"),
        description=_l("Markdown: **bold**, *italic*, lists with hyphens, [links](https://…)."),
        validators=[DataRequired(), Length(max=20_000)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = str(self.newsletter_key)

    @property
    def newsletter_key(self) -> uuid.UUID:
        """The identifier that the newsletter will have."""
        try:
            known = uuid.UUID(self.key.data or "")
        except ValueError:
            return new_id()
        return known if known.version == VERSION else new_id()

    def words(self) -> Words:
        """What was written; the form is right."""
        return Words(self.title.data or "", self.text.data or "")
