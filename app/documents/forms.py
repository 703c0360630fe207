from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from app.models import Channel, DocumentKind, Nature, RoomTable, Round
from app.web.forms import Form

LONGEST_WORDS = 20_000
"""Characters of one passage that somebody types."""
LONGEST_TEXT = 500_000
"""Characters of a whole text that somebody types or pastes."""
LARGEST_NUMBER = 2**31 - 1

ACCEPTED = ".docx,.odt,.pdf,.txt,.md,.xlsx,.ods"
KINDS = {
    Channel.WORKSHOP: (DocumentKind.NOTES, DocumentKind.SYNTHESIS),
    Channel.CONFERENCE: (DocumentKind.NOTES, DocumentKind.SYNTHESIS),
    Channel.HEARING: (DocumentKind.MINUTES,),
}
"""What documents hold of the activities of each channel."""


class SendForm(Form):
    file = FileField(
        _l("File"),
        description=_l("DOCX, ODT, PDF, TXT or Markdown; XLSX or ODS with one note a row."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ACCEPTED},
    )
    kind = RadioField(_l("What it holds"))
    title = StringField(
        _l("Title"),
        description=_l("By default, the name of the file."),
        validators=[Length(max=200)],
    )
    table = SelectField(_l("Table"), validators=[Optional()])
    round_number = SelectField(_l("Round"), validators=[Optional()])

    def offer(self, channel: Channel, tables: Sequence[RoomTable], rounds: Sequence[Round]) -> None:
        """Give what the activity has; a kind that it has not is not chosen."""
        names = {
            DocumentKind.NOTES: _("Notes: one idea each, checked then kept as notes"),
            DocumentKind.SYNTHESIS: _("A synthesis: one text, cut into excerpts"),
            DocumentKind.MINUTES: _("Minutes: one text, cut into excerpts"),
        }
        self.kind.choices = [(kind.value, names[kind]) for kind in KINDS[channel]]
        if self.kind.data not in {value for value, _name in self.kind.choices}:
            self.kind.data = self.kind.choices[0][0] if not self.is_submitted() else None
        several = ("", _("Several, or not told"))
        self.table.choices = [
            several,
            *((str(one.id), one.title or _("Table %(n)s", n=one.number)) for one in tables),
        ]
        self.round_number.choices = [
            several,
            *((str(one.number), _("Round %(n)s", n=one.number)) for one in rounds),
        ]


class VersionForm(Form):
    """Whatever is decided on a version of the document that somebody has seen."""

    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST_NUMBER)])


class ActForm(VersionForm):
    """One act on a passage. The page writes its fields; what they say is read here."""

    act = SelectField(
        choices=[(act, act) for act in ("correct", "nature", "drop", "take-back", "merge", "split")]
    )
    words = TextAreaField(
        validators=[
            Length(
                max=LONGEST_WORDS,
                message=_l("An excerpt has 20,000 characters at most: cut it in several."),
            )
        ]
    )
    nature = SelectField(
        choices=[("", ""), *((one.value, one.value) for one in Nature)], default=""
    )
    position = IntegerField(validators=[Optional(), NumberRange(0, LARGEST_NUMBER)])

    def validate_nature(self, field: SelectField) -> None:
        if self.act.data == "nature" and not field.data:
            raise ValidationError(_("Say of which nature it is."))


class ManyForm(VersionForm):
    """What is done with the passages that were ticked."""

    DROP = "drop"

    passages = SelectMultipleField(coerce=str, validate_choice=False)
    act = SelectField(choices=[(one.value, one.value) for one in Nature] + [(DROP, DROP)])

    @property
    def ticked(self) -> list[uuid.UUID]:
        """The passages that were ticked; what is no identifier is none."""
        found = []
        for text in self.passages.data or ():
            with suppress(ValueError):
                found.append(uuid.UUID(text))
        return found


class TextForm(Form):
    text = TextAreaField(
        _l("Text of the document"),
        description=_l(
            "One paragraph, or one item of a list, becomes one excerpt. A line that starts with #"
            " is a heading."
        ),
        validators=[
            DataRequired(_l("Type or paste the text.")),
            Length(
                max=LONGEST_TEXT,
                message=_l("The text has more than 500,000 characters: send it in several parts."),
            ),
        ],
    )
