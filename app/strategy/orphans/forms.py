from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from app.strategy.orphans.answering import MOST_AT_ONCE
from app.web.forms import UNSTORABLE, Form

LONGEST_REASON = 500


class TakeBackForm(Form):
    """Orphans of which what was said counts no more."""

    subject = SelectMultipleField(_l("Lines"), validate_choice=False)

    def validate_subject(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one line."))
        if len(field.data) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s lines at once.", most=MOST_AT_ONCE))
        if any(UNSTORABLE.search(subject) for subject in field.data):
            raise ValidationError(_("This line cannot be found any more."))


class AnswerForm(TakeBackForm):
    """Why the ticked orphans may stay so."""

    reason = StringField(_l("Reason"), validators=[Length(max=LONGEST_REASON)])

    def validate_reason(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(_("Say why these may stay without a link."))
