"""For which organisations somebody may speak. Organisations are nobody's: they stay."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.models import Account, Mandate
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, is_erased, iso
from app.web.labels import label


class OrganisationHolding(Holding):
    """Mandates. That somebody confirmed one of another stays, by a deleted account."""

    key = "organisations"
    columns = frozenset({"mandate.account_id", "mandate.decided_by"})

    @property
    def title(self) -> str:
        return _("Organisations for which you speak")

    def fate(self, words: Words) -> str:
        return is_erased()

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(Mandate.account_id == account.id)]

    def given(self, session: Session, account: Account) -> list[Row]:
        found = (
            sa.select(Mandate)
            .options(joinedload(Mandate.organisation))
            .where(Mandate.account_id == account.id)
            .order_by(Mandate.id)
        )
        return [
            {
                _("Organisation"): one.organisation.name,
                _("SIRET number"): one.organisation.siret,
                _("What you are there"): one.post,
                _("State"): str(label(one.state)),
                _("Since"): iso(one.created_at),
            }
            for one in session.scalars(found)
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        session.execute(sa.delete(Mandate).where(Mandate.account_id == account.id))
