from __future__ import annotations

import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.corpus.codes import LONGEST_TYPED
from app.models import PrivacyRequestState, PrivacyRight
from app.notifications.subscription_forms import ToAddress
from app.privacy.answering import ANSWERS, Answer
from app.web.forms import Form
from app.web.labels import label
from app.web.traps import TrappedForm

KEY_LENGTH = 64


class RequestForm(TrappedForm, ToAddress):
    """What somebody asks about their data, without an account."""

    right = SelectField(_l("What you ask for"), validators=[InputRequired()])
    message = TextAreaField(
        _l("Your request, in your words"),
        description=_l("What it is about, so that we find it. Send no copy of an identity paper."),
        validators=[DataRequired(), Length(max=5000)],
        render_kw={"rows": 6},
    )
    receipt_code = StringField(
        _l("Receipt code"),
        description=_l("If you have one: it shows what you gave without an account."),
        validators=[Length(max=LONGEST_TYPED)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    key = HiddenField(default=lambda: secrets.token_hex(20), validators=[Length(max=KEY_LENGTH)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right.choices = [(one.value, label(one)) for one in PrivacyRight]
        if not self.key.data:
            self.key.data = secrets.token_hex(20)

    def validate_website(self, _field: StringField) -> None:
        """People are not refused for what their browser did: they send it once more."""
        if self.alerts:
            raise ValidationError(_("Wait a few seconds, leave this field empty, send again."))


class AnswerForm(Form):
    """What a steward answers."""

    state = RadioField(
        _l("Your decision"),
        validators=[InputRequired()],
    )
    words = TextAreaField(
        _l("Your answer"),
        description=_l("Sent to who asked. A refusal says why: a reason is required."),
        validators=[Length(max=5000)],
        render_kw={"rows": 6},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [(one.value, label(one)) for one in ANSWERS]

    def validate_words(self, field: TextAreaField) -> None:
        if self.state.data == PrivacyRequestState.REFUSED.value and not field.data:
            raise ValidationError(_("Say why it is not granted."))

    def decided(self) -> Answer:
        """The answer; the form is right."""
        return Answer(PrivacyRequestState(self.state.data), self.words.data or "")
