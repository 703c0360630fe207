from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from app.accounts import passwords
from app.accounts.proof_of_owner import OwnerForm
from app.accounts.second_factor.checking import LONGEST
from app.web.forms import Form

_CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(Form):
    """A code, of the telephone or for recovery."""

    code = StringField(
        _l("Code"),
        validators=[DataRequired(), Length(max=LONGEST)],
        description=_l("The six digits that your phone shows, or one of your recovery codes."),
        render_kw=_CODE,
    )
    next = HiddenField()


class FirstCodeForm(OwnerForm):
    """The code by which somebody shows that their telephone knows the secret. Who found a session
    open shuts nobody out: the password goes with it."""

    code = StringField(
        _l("Code of six digits"),
        validators=[DataRequired(), Length(max=LONGEST)],
        description=_l("It changes every thirty seconds."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    next = HiddenField()


class ConfirmForm(CodeForm):
    """A code and, of whoever has one, the password."""

    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(), Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
