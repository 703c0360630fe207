"""Markers in personal columns, and where they are found again."""

from __future__ import annotations

import io
import secrets
import uuid
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.extensions import Base
from app.models import (
    Account,
    Channel,
    Consultation,
    Contribution,
    OutgoingMail,
    Participant,
    Receipt,
    Response,
)
from app.models.types import new_id
from app.privacy.processings import Processing
from app.storage.store import Store
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ParticipantFactory,
)


class Markers:
    """`markers` are what must be found nowhere once a processing is anonymous; `files` are the
    originals that must be gone."""

    consultation: Consultation

    def __init__(self, session: Session, store: Store) -> None:
        self.session, self.store = session, store
        self.markers: dict[Processing, list[str]] = defaultdict(list)
        self.files: dict[Processing, list[str]] = defaultdict(list)

    def mark(self, processing: Processing, limit: int = 64) -> str:
        made = f"{processing.value}-{secrets.token_hex(8)}@x.fr"[:limit]
        self.markers[processing].append(made)
        return made

    def digest(self, processing: Processing) -> str:
        made = secrets.token_hex(32)
        self.markers[processing].append(made)
        return made

    def account(self, processing: Processing) -> uuid.UUID:
        made: Account = AccountFactory()
        self.markers[processing].append(str(made.id))
        return made.id

    def file(self, processing: Processing) -> str:
        words = io.BytesIO(secrets.token_bytes(20))
        kept = originals.keep(words, self.store, limit=100)
        self.files[processing].append(kept.sha256)
        return kept.sha256

    def participant(self, processing: Processing, *, with_account: bool) -> Participant:
        known: dict[str, Any] = (
            {"account_id": self.account(processing), "device_digest": None}
            if with_account
            else {"device_digest": self.digest(processing)}
        )
        made: Participant = ParticipantFactory(
            consultation_id=self.consultation.id, name=self.mark(processing), **known
        )
        return made

    def add(self, *rows: Any) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def activity(self, channel: Channel) -> Any:
        return ActivityFactory(consultation_id=self.consultation.id, channel=channel)

    def receipt(self, activity_id: uuid.UUID, **values: Any) -> Receipt:
        made = Receipt(
            **{
                "consultation_id": self.consultation.id,
                "activity_id": activity_id,
                "digest": secrets.token_hex(32),
                **values,
            }
        )
        self.add(made)
        return made

    def mail(self, processing: Processing, **values: Any) -> None:
        self.add(
            OutgoingMail(
                consultation_id=self.consultation.id,
                batch_id=new_id(),
                recipient=self.mark(processing),
                subject="",
                body="",
                **values,
            )
        )

    def held(self) -> str:
        """All that the tables hold, those of accounts apart."""
        self.session.rollback()
        return "\n".join(
            str(tuple(map(str, row)))
            for table in Base.metadata.tables.values()
            if table.name != Account.__tablename__
            for row in self.session.execute(sa.select(table))
        )

    def found(self, processing: Processing, held: str = "") -> set[str]:
        """The markers of a processing that some table still holds."""
        held = held or self.held()
        return {marker for marker in self.markers[processing] if marker in held}

    def files_left(self, processing: Processing) -> list[str]:
        return [key for key in self.files[processing] if self.store.holds(originals.key_of(key))]

    def answers(self) -> list[dict[str, Any]]:
        return [one.answers for one in self.session.scalars(sa.select(Response))]

    def words(self) -> list[str]:
        return sorted(self.session.scalars(sa.select(Contribution.text)))
