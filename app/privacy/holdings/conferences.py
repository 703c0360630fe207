"""Registrations to conferences, known by the address of the account."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conference.erasing import erase_registrations
from app.models import Account, Activity, Conference, Registration
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


class ConferenceHolding(Holding):
    """Registrations. Cards are sent without an account: their receipt leads to them."""

    key = "conferences"
    columns = frozenset({"registration.email", "registration.checked_in_by"})

    @property
    def title(self) -> str:
        return _("Registrations to conferences")

    def fate(self, words: Words) -> str:
        return _("Cancelled where the conference is to come; name, address and needs are erased.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(Registration.email == account.email)]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(Registration, Activity.title)
            .join(Conference, Conference.id == Registration.conference_id)
            .join(Activity, Activity.id == Conference.activity_id)
            .where(Registration.email == account.email)
            .order_by(Registration.id)
        )
        return [
            {
                _("Conference"): title,
                _("Name"): one.name,
                _("Organisation"): one.organisation,
                _("Kind of body"): str(label(one.kind)),
                _("Territory"): one.territory,
                _("Needs"): one.needs,
                _("State"): str(label(one.state)),
                _("Registered on"): iso(one.created_at),
                _("Came on"): iso(one.came_at),
            }
            for one, title in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        found = sa.select(Registration).where(Registration.email == account.email)
        erase_registrations(session, session.scalars(found).all(), choice.moment)
