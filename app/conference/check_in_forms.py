from __future__ import annotations

from wtforms import HiddenField

from app.conference.checking_in import WalkIn
from app.conference.fields import WhoForm
from app.corpus.codes import new_secret, secret_shown


class WalkInForm(WhoForm):
    """Somebody who comes without having registered."""

    key = HiddenField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = secret_shown(self.key.data or new_secret())

    def person(self) -> WalkIn:
        """Who came; the form is right."""
        return WalkIn(
            key=self.key.data or "",
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            kind=self.chosen_kind,
        )
