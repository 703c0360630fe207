from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.validators import DataRequired, Length, Optional

from app.corpus.codes import LONGEST_TYPED
from app.models import Frequency, Subscription
from app.notifications.address_fields import sendable
from app.notifications.subscribing import Choices
from app.privacy.consents import WORDS, Extra
from app.web.forms import Form
from app.web.labels import label


class ToAddress(Form):
    """Where messages are to go, for somebody without an account."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("A message goes there with a link to confirm it; nothing else before that."),
        validators=[DataRequired(), Length(max=254), sendable],
        render_kw={"autocomplete": "email"},
    )


class ChoicesForm(Form):
    """What somebody receives, and how often. Nothing is chosen in their stead."""

    everything = RadioField(
        _l("The whole consultation"),
        description=_l("What is published, the official answers, what opens and closes."),
        validators=[Optional()],
    )
    newsletter = BooleanField(WORDS[Extra.NEWSLETTER])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everything.choices = _frequencies()

    def choices(self) -> Choices:
        """What was chosen; the form is right."""
        return Choices(
            everything=Frequency(self.everything.data or Frequency.NEVER),
            agreed_to=str(self.newsletter.label.text) if self.newsletter.data else "",
        )


class AddressForm(ToAddress, ChoicesForm):
    """Somebody without an account."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Something has to be chosen."""
        if not super().validate(extra_validators):
            return False
        if self.choices() == Choices():
            self.everything.errors = [_("Choose how often, or tick the newsletter.")]
            return False
        return True


class ReceiptForm(ToAddress):
    """Somebody without an account who follows what they gave."""

    code = StringField(
        _l("Code of the receipt"), validators=[DataRequired(), Length(max=LONGEST_TYPED)]
    )


class OwnForm(ChoicesForm):
    """Somebody who gave something, or may."""

    own = RadioField(
        _l("What concerns me"),
        description=_l("What I gave or supported: refusals, official answers, what became of it."),
        validators=[Optional()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own.choices = _frequencies()

    @classmethod
    def of(cls, subscription: Subscription | None, *, has_own: bool = True) -> OwnForm:
        """The form, with what is received now. Without `has_own` nothing can concern them."""
        received = {}
        if subscription is not None:
            received = {
                "own": subscription.own,
                "everything": subscription.everything,
                "newsletter": subscription.takes_newsletter,
            }
        form = cls(**received)
        if not has_own:
            del form.own
        return form

    def choices(self) -> Choices:
        chosen = super().choices()
        own = Frequency(self.own.data or Frequency.NEVER) if self.own else Frequency.NEVER
        return Choices(own=own, everything=chosen.everything, agreed_to=chosen.agreed_to)


def _frequencies() -> list[tuple[str, str]]:
    return [(one.value, label(one)) for one in Frequency]
