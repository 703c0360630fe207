from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from app.models import Nature, Round
from app.web.forms import Form
from app.web.labels import label
from app.workshops.notes import LONGEST_NOTE, Author, NewNote

KEY = r"[A-Za-z0-9_-]{16,64}\Z"


def _one_kind_of_line(text: str | None) -> str | None:
    """A browser sends the same line break in two ways."""
    return text.replace("\r\n", "\n") if text else text


class CorrectionForm(Form):
    """The words of a note, what they are, and when they were said."""

    text = TextAreaField(
        _l("The note"),
        filters=[_one_kind_of_line],
        validators=[
            DataRequired(_l("Write something first.")),
            Length(max=LONGEST_NOTE, message=_l("A note has at most 2,000 characters.")),
        ],
    )
    nature = RadioField(_l("What it is"), default=Nature.FINDING.value)
    round = SelectField(_l("Round"), validate_choice=False)
    seen = HiddenField()

    def __init__(self, *args: Any, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nature.choices = [(nature.value, label(nature)) for nature in Nature]
        self.round.choices = [("", _l("No round")), *((str(one.number),) * 2 for one in rounds)]
        self._rounds = {str(one.number): one.number for one in rounds}

    @property
    def round_number(self) -> int | None:
        """None too for a round that was taken out meanwhile: the note is worth more."""
        return self._rounds.get(self.round.data or "")


class NoteForm(CorrectionForm):
    """A new note. Its key makes a second sending harmless."""

    key = HiddenField(validators=[Regexp(KEY, message=_l("Load the page again, then resend."))])

    def new_note(self, author: Author) -> NewNote:
        return NewNote(
            key=self.key.data or "",
            text=self.text.data or "",
            nature=Nature(self.nature.data),
            round_number=self.round_number,
            origin=author.origin,
            account_id=author.account_id,
            author_key=author.key,
        )
