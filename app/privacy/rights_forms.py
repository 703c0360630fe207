from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.accounts.passwords import LONGEST, verify_password
from app.models import Account
from app.privacy.holdings.holding import Words
from app.web.forms import Form


class ErasureForm(Form):
    """What becomes of one's words, and the proof of who asks. `proof` tells whose form it is."""

    proof = HiddenField()

    words = RadioField(
        _l("What becomes of your words"),
        default=Words.ANONYMOUS.value,
        validators=[InputRequired()],
    )
    password = PasswordField(
        _l("Your password"),
        validators=[DataRequired(_l("Type your password.")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.words.choices = [
            (
                Words.ANONYMOUS.value,
                _("They stay, under “anonymous contribution”: they belong to the public debate"),
            ),
            (Words.WITHDRAWN.value, _("They are withdrawn and erased, everywhere")),
        ]
        if account.password_hash is None:
            del self.password

    def validate_password(self, field: PasswordField) -> None:
        if not verify_password(self.account.password_hash, field.data or ""):
            raise ValidationError(_("This is not your password."))
