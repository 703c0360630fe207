from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.corpus.moderation.charters import Reason, Rules
from app.models import CharterReason, ModerationTime
from app.web.forms import Form
from app.web.labels import label

LONGEST_MESSAGE = 2000
LONGEST_APPEAL = 5000
LONGEST_CHARTER = 50_000
MOST_WORDS = 300


class SeenForm(Form):
    """What every decision says: what the page saw of the contribution."""

    seen = HiddenField(validators=[Length(max=100)])


class RejectForm(SeenForm):
    reason = RadioField(
        _l("Reason of the charter"), validators=[DataRequired(_l("Choose a reason."))]
    )
    message = TextAreaField(
        _l("Message to the author"),
        description=_l("Besides what the charter says of the reason. Not published."),
        validators=[Length(max=LONGEST_MESSAGE)],
    )

    def offer(self, reasons: Sequence[CharterReason]) -> None:
        self.reason.choices = [SelectChoice(str(one.id), one.title) for one in reasons]

    @property
    def reason_id(self) -> uuid.UUID:
        return uuid.UUID(self.reason.data)


class RedactForm(SeenForm):
    found = SelectMultipleField(
        _l("Personal data that was found"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Other words to mask"),
        description=_l("One passage a line. It is masked wherever it stands."),
        validators=[Length(max=LONGEST_MESSAGE)],
    )

    def offer(self, found: Sequence[str]) -> None:
        """Propose these words, all of them at first."""
        words = list(dict.fromkeys(found))
        self.found.choices = [SelectChoice(one, one) for one in words]
        if not self.is_submitted():
            self.found.data = words

    @property
    def chosen(self) -> list[str]:
        typed = (line.strip() for line in (self.words.data or "").splitlines())
        return [*(self.found.data or []), *filter(None, typed)]

    def validate_words(self, _field: TextAreaField) -> None:
        if not self.chosen:
            raise ValidationError(_("Choose or write the words to mask."))
        if len(self.chosen) > MOST_WORDS:
            raise ValidationError(_("Three hundred passages can be masked at once."))


class AnswerForm(SeenForm):
    outcome = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice("granted", _l("The author is right: publish it")),
            SelectChoice("upheld", _l("The refusal stands")),
        ],
        validators=[DataRequired(_l("Choose an answer."))],
    )
    reply = TextAreaField(
        _l("What you answer"),
        description=_l("The author reads it."),
        validators=[DataRequired(_l("Write an answer.")), Length(max=LONGEST_MESSAGE)],
    )


class AppealForm(Form):
    text = TextAreaField(
        _l("Why this should be published"),
        validators=[
            DataRequired(_l("Say why this should be published.")),
            Length(max=LONGEST_APPEAL),
        ],
    )
    code = HiddenField(validators=[Length(max=100)])
    back = HiddenField(validators=[Length(max=500)])


class CharterForm(Form):
    text = TextAreaField(
        _l("Text of the charter"),
        description=_l("In Markdown: **bold**, lists with a dash, links."),
        validators=[DataRequired(_l("Write the charter.")), Length(max=LONGEST_CHARTER)],
    )
    time = RadioField(
        _l("When moderators read"),
        description=_l("A change concerns what comes later."),
        choices=[SelectChoice(one.value, one.value) for one in ModerationTime],
    )
    retention_days = IntegerField(
        _l("Days that originals are kept"),
        description=_l(
            "Stewards may read what was masked or refused as long as that; then it is erased."
        ),
        validators=[
            InputRequired(_l("Give a number of days.")),
            NumberRange(min=1, max=3650, message=_l("Give a number from 1 to 3650.")),
        ],
    )
    decisions_are_public = BooleanField(
        _l("Everybody reads what became of contributions, as it is decided")
    )
    made_from = HiddenField(validators=[Length(max=64)])

    def name_times(self) -> None:
        self.time.choices = [SelectChoice(one.value, label(one)) for one in ModerationTime]

    @property
    def rules(self) -> Rules:
        return Rules(
            text=self.text.data or "",
            time=ModerationTime(self.time.data),
            retention_days=self.retention_days.data or 1,
            decisions_are_public=bool(self.decisions_are_public.data),
        )


class ReasonForm(Form):
    title = StringField(
        _l("Reason"),
        validators=[DataRequired(_l("Name the reason.")), Length(max=120)],
    )
    text = TextAreaField(
        _l("What the author is told"),
        validators=[
            DataRequired(_l("Say what the author is told.")),
            Length(max=LONGEST_MESSAGE),
        ],
    )

    @property
    def told(self) -> Reason:
        return Reason(self.title.data or "", self.text.data or "")
