from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts.password_rules import Weakness, weakness_of
from app.accounts.passwords import LONGEST, SHORTEST
from app.conference.fields import single_spaced
from app.notifications.address_fields import sendable
from app.web.forms import Form
from app.web.language import LANGUAGES
from app.web.traps import TrappedForm

_NO_NAME = re.compile(r"://|www\.|[@<>\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
"""What robots write in place of a name, and signs that are not seen."""
_ADDRESS = _l("E-mail address")


def a_name(_form: Any, field: StringField) -> None:
    if _NO_NAME.search(field.data or ""):
        raise ValidationError(_("Write a name only: no address, no link."))


def typed(_form: Any, field: PasswordField) -> None:
    """Not said to be required before: a link needs none."""
    if not field.data:
        raise ValidationError(_("Type your password, or receive a link."))


class StrongPassword:
    """Refuse a password that is tried first, or made of `email` and `name`: fields of the form,
    or what the account holds."""

    def __init__(self, email: str = "", name: str = "") -> None:
        self.email, self.name = email, name

    def __call__(self, form: Any, field: PasswordField) -> None:
        own = {
            what: (form[what].data if what in form else "") or getattr(self, what)
            for what in ("email", "name")
        }
        weakness = weakness_of(field.data or "", **own)
        if weakness is not None:
            raise ValidationError(sentence_of(weakness))


def sentence_of(weakness: Weakness) -> str:
    return {
        Weakness.TOO_SHORT: _(
            "%(number)d characters at least: a few words in a row are easy to remember.",
            number=SHORTEST,
        ),
        Weakness.TOO_LONG: _("%(number)d characters at most.", number=LONGEST),
        Weakness.COMMON: _("This password is among those that are tried first. Choose another."),
        Weakness.OWN: _("Your name or your address stands in this password. Choose another."),
    }[weakness]


def _email(label: LazyString = _ADDRESS, autocomplete: str = "email") -> EmailField:
    return EmailField(
        label,
        validators=[DataRequired(), Length(max=254), sendable],
        render_kw={"autocomplete": autocomplete},
    )


def _name() -> StringField:
    return StringField(
        _l("Your name"),
        description=_l("As the team of a consultation sees it, and whoever you tell."),
        filters=[single_spaced],
        validators=[DataRequired(), Length(max=120), a_name],
        render_kw={"autocomplete": "name"},
    )


class SignInForm(Form):
    email = StringField(
        _ADDRESS,
        validators=[DataRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[typed, Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    go = HiddenField()
    """The button that was pressed; "enter" for the key."""

    @property
    def wants_link(self) -> bool:
        """Whether a link is asked for: Enter does so where no password was typed."""
        return self.go.data == "link" or (self.go.data == "enter" and not self.password.data)


class AddressForm(Form):
    """Where a link is to be sent."""

    email = _email(autocomplete="username")
    next = HiddenField()


def _password_or_none() -> PasswordField:
    return PasswordField(
        _l("Password"),
        description=_l(
            "You may leave it empty: a link by e-mail then signs you in each time."
            " Otherwise 12 characters at least."
        ),
        validators=[Optional(), StrongPassword()],
        render_kw={"autocomplete": "new-password"},
    )


class SignUpForm(TrappedForm):
    name = _name()
    email = _email()
    password = _password_or_none()
    next = HiddenField()


class NameForm(Form):
    """Who confirms an address in another browser than the one that asked says their name again."""

    name = _name()


class NewAccountForm(NameForm):
    """An account for somebody whose address was confirmed by the link that they opened."""

    password = _password_or_none()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.validators = (Optional(), StrongPassword(email))


class DetailsForm(NameForm):
    language = RadioField(
        _l("Language of the messages that you receive"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[DataRequired()],
    )


class NewAddressForm(Form):
    email = _email(_l("New e-mail address"))


class NewPasswordForm(Form):
    """A password for somebody whose address and name are known."""

    password = PasswordField(
        _l("New password"),
        description=_l("12 characters at least: a few words in a row are easy to remember."),
        validators=[DataRequired()],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, email: str, account_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.validators = (
            *self.password.validators,
            StrongPassword(email, account_name),
        )


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField(
        _l("Present password"),
        validators=[DataRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
