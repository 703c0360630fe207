from __future__ import annotations

from app.conference.checking_in import WalkIn
from app.conference.fields import WhoForm


class WalkInForm(WhoForm):
    """Somebody who comes without having registered."""

    def person(self) -> WalkIn:
        """Who came; the form is right."""
        return WalkIn(
            key=self.key.data or "",
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            kind=self.chosen_kind,
        )
