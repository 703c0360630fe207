from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from app.models import Nature
from app.web.forms import Form
from app.web.labels import label
from app.workshops.syntheses.lines import Lines
from app.workshops.syntheses.note_queries import NotedIdea
from app.workshops.syntheses.services import LONGEST_HEADING, LONGEST_TEXT


class ActForm(Form):
    """An act on the synthesis as it was seen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class ArrangeForm(ActForm):
    """What a button says: an act, and the lines and notes that it is about, parted by colons."""

    do = HiddenField(validators=[InputRequired(), Length(max=120)])


class LineForm(ActForm):
    """The words of a line, its nature and its heading."""

    text = TextAreaField(
        _l("Words of the line"),
        validators=[DataRequired(_l("Write the line first.")), Length(max=LONGEST_TEXT)],
    )
    heading = StringField(_l("Under the heading"), validators=[Length(max=LONGEST_HEADING)])
    nature = SelectField(
        _l("Nature"),
        choices=lambda: [(nature.value, label(nature)) for nature in Nature],
        default=Nature.OTHER.value,
    )

    def told_apart(self, name: str) -> LineForm:
        """The form with this name before its identifiers: two of them stand on one page."""
        for field in self:
            field.id = f"{name}-{field.name}"
        return self


def line_form(lines: Lines, line_id: uuid.UUID) -> LineForm | None:
    """The form of a line as it is; None when the synthesis has no such line."""
    for line in lines:
        if line.id == line_id:
            return LineForm(
                formdata=None,
                data={"text": line.text, "heading": line.heading, "nature": line.nature.value},
            )
    return None


def new_line_form(lines: Lines, notes: Sequence[NotedIdea] = ()) -> LineForm:
    """The form of a new line, under the last heading.

    Out of notes it proposes their words one after the other, and the nature of most of them.
    """
    natures = [note.nature.value for note in notes]
    data = {
        "text": joined([note.text for note in notes]),
        "heading": lines[-1].heading if lines else "",
        "nature": max(natures, key=natures.count) if natures else Nature.OTHER.value,
    }
    return LineForm(formdata=None, data=data)


def joined(texts: Sequence[str]) -> str:
    """Texts as the sentences of one line."""
    said = [" ".join(text.split()) for text in texts]
    return " ".join(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in said)
