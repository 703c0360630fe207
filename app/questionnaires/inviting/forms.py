from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.notifications.places import unknown_places
from app.web.forms import Form
from app.web.prose import is_one_line


class PeopleForm(Form):
    """People to invite, by lines or by a file."""

    people = TextAreaField(
        _l("One person a line"),
        description=_l("An address, or a name and an address: Claire Morin; claire@region.example"),
        validators=[Length(max=1_000_000)],
        render_kw={"spellcheck": "false"},
    )
    file = FileField(
        _l("Or a file"),
        description=_l("CSV, XLSX or ODS, with a column of addresses."),
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,.ods"},
    )


class LetterForm(Form):
    """A message to invited people: plain text with places to fill in."""

    subject = StringField(
        _l("Subject"),
        description=_l("{nom} and {fin} may stand here."),
        validators=[DataRequired(), Length(max=150)],
    )
    text = TextAreaField(
        _l("Message"),
        description=_l(
            "{nom} becomes the name, {lien} the personal link, {fin} the closing date."
            " A link to receive no more messages is added below."
        ),
        validators=[DataRequired(), Length(max=5000)],
    )
    has_closing = True
    """Whether there is a closing date to stand for {fin}."""

    def validate_subject(self, field: StringField) -> None:
        text = field.data or ""
        if not is_one_line(text):
            raise ValidationError(_("The subject is one line of text."))
        self._refuse_unknown(text, ("nom", "fin"))

    def validate_text(self, field: TextAreaField) -> None:
        text = field.data or ""
        if "{lien}" not in text:
            raise ValidationError(_("Without {lien} nobody can answer: put it in the message."))
        self._refuse_unknown(text, ("nom", "fin", "lien"))

    def _refuse_unknown(self, text: str, known: tuple[str, ...]) -> None:
        wrong = unknown_places(text, known)
        if wrong:
            raise ValidationError(_("{%(place)s} stands for nothing here.", place=wrong[0]))
        if "{fin}" in text and not self.has_closing:
            raise ValidationError(_("There is no closing date: leave {fin} out."))
