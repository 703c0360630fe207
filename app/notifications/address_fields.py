"""The check of fields that take an address to write to."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import EmailField
from wtforms.validators import ValidationError

from app.notifications.addresses import WrongAddress, mail_address


def sendable(_form: Any, field: EmailField) -> None:
    """Refuse what no message can be sent to."""
    try:
        mail_address(field.data or "")
    except WrongAddress:
        raise ValidationError(
            _("This is no address that a message can be sent to: name@domain.fr")
        ) from None
