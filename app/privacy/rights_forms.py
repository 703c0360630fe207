from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from app.accounts.proof_of_owner import OwnerForm
from app.models import Account
from app.privacy.holdings.holding import Words


class ErasureForm(OwnerForm):
    """What becomes of one's words, and the proof of who asks. `proof` tells whose form it is."""

    proof = HiddenField()

    words = RadioField(
        _l("What becomes of your words"),
        default=Words.ANONYMOUS.value,
        validators=[InputRequired()],
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(account, *args, **kwargs)
        self.words.choices = [
            (
                Words.ANONYMOUS.value,
                _("They stay, under “anonymous contribution”: they belong to the public debate"),
            ),
            (Words.WITHDRAWN.value, _("They are withdrawn and erased, everywhere")),
        ]
