"""Proof that the owner of an account asks, and not somebody who found their session open.

Asked for what would keep an account from its owner, or be their loss: another way in, a second
factor, erasing it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from app.accounts.guessing import TooManyAttempts, account_with
from app.accounts.passwords import LONGEST
from app.models import Account
from app.models.types import now
from app.web.forms import Form
from app.web.signing_in import current_sign_in
from app.web.transaction import begin_writing

FRESH = dt.timedelta(minutes=10)
"""How long after signing in somebody without a password is believed to be there."""


class OwnerForm(Form):
    """A form that asks for the password too, of an account that has one."""

    password = PasswordField(
        _l("Your password"),
        validators=[DataRequired(_l("Type your password.")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if account.password_hash is None:
            del self.password


def is_surely_there(account: Account) -> bool:
    """Whether a password is asked for, or they signed in a moment ago."""
    if account.password_hash is not None:
        return True
    opened = current_sign_in()
    return opened is not None and now() - opened.created_at < FRESH


def is_sent_by_owner(form: OwnerForm) -> bool:
    """Whether a right form came from the owner of the account; a wrong password is counted, and
    told in the form. For a page that `reads_first`: where it is right, it writes from then on."""
    if not is_surely_there(form.account):
        return False
    if form.password is None:
        begin_writing()
        return True
    try:
        if account_with(form.account.email, form.password.data or "") is not None:
            return True
        form.password.errors = [_("This is not your password.")]
    except TooManyAttempts:
        form.form_errors.append(
            _("Too many wrong passwords lately: none is looked at for an hour.")
        )
    return False
