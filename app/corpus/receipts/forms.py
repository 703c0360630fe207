from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from app.notifications.addresses import WrongAddress, mail_address
from app.web.forms import Form


class FindForm(Form):
    """The code of a receipt, or the whole address of its page."""

    code = StringField(
        _l("Your code"),
        description=_l(
            "Twenty signs, such as 7KQ2M-9XDRT-4BCDE-FGH23. Spaces, hyphens and capitals do not"
            " matter."
        ),
        validators=[DataRequired(_l("Type the code.")), Length(max=300)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class MailForm(Form):
    """The address to which a receipt is sent, once."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("It serves for this message only, and is not kept."),
        validators=[DataRequired(_l("Type the address.")), Length(max=254)],
        render_kw={"autocomplete": "email"},
    )

    def validate_email(self, field: EmailField) -> None:
        try:
            mail_address(field.data or "")
        except WrongAddress:
            raise ValidationError(_("This is no address that can be written to.")) from None

    @property
    def address(self) -> str:
        return mail_address(self.email.data or "")
