"""What somebody gave, as its channel keeps it: a class for each, all listed in `channels`."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Contribution, ContributionState, Receipt
from app.storage.store import Store


@dataclass(frozen=True)
class Fact:
    """Something that was recorded beside the words, as the screen shows it."""

    label: str
    value: str


@dataclass(frozen=True)
class GivenFile:
    """A file that was sent: its name, and its SHA-256, under which it is kept."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Asker:
    """Who reads a receipt: the consultation of the address, the code, and the participant that an
    account or a device is known as."""

    slug: str
    code: str
    participant_id: uuid.UUID | None


class Given(ABC):
    """What a receipt is for."""

    @property
    @abstractmethod
    def is_withdrawn(self) -> bool: ...

    @abstractmethod
    def withdraw(self, session: Session, store: Store) -> None:
        """Take it back. Twice is as once. `store` holds the files that were sent."""

    @property
    @abstractmethod
    def consequences(self) -> str:
        """What withdrawing it does, and whether that can be undone."""

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether there is something to take back."""
        return not self.is_withdrawn

    @property
    def title(self) -> str:
        """What it is called, where it has a name of its own."""
        return ""

    @property
    def is_unfinished(self) -> bool:
        """Whether it was begun, and not sent yet."""
        return False

    @property
    def correcting(self) -> str:
        """How it is corrected, where no page leads there."""
        return ""

    def correct_link(self, session: Session, asker: Asker) -> str | None:
        """The page where this reader corrects it; none once its channel is closed."""
        return None

    def own_link(self, slug: str, code: str) -> str | None:
        """Its own page."""
        return None

    def facts(self, session: Session) -> list[Fact]:
        """What was recorded beside the words."""
        return []

    def files(self) -> list[GivenFile]:
        """The files that were sent with it."""
        return []


@dataclass(frozen=True)
class GivenWords(Given):
    """Words, and nothing else that their channel would know of."""

    receipt_id: uuid.UUID
    taken_back: bool

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenWords:
        return cls(receipt.id, words_are_withdrawn(session, receipt.id))

    @property
    def is_withdrawn(self) -> bool:
        return self.taken_back

    def withdraw(self, session: Session, store: Store) -> None:
        withdraw_words(session, self.receipt_id)

    @property
    def consequences(self) -> str:
        return _("What you said is no longer read or cited. This cannot be undone.")


def withdraw_words(session: Session, receipt_id: uuid.UUID) -> None:
    """Take the words of a receipt out of the corpus; what was turned down stays so in the log."""
    session.execute(
        sa.update(Contribution)
        .where(
            Contribution.receipt_id == receipt_id,
            Contribution.state != ContributionState.REJECTED,
        )
        .values(state=ContributionState.WITHDRAWN)
    )


def words_are_withdrawn(session: Session, receipt_id: uuid.UUID) -> bool:
    """Whether nothing stands of what was given with a receipt: taken back, or erased."""
    states = set(
        session.scalars(
            sa.select(Contribution.state).where(Contribution.receipt_id == receipt_id).distinct()
        )
    )
    return states <= {ContributionState.WITHDRAWN}


def link_where_it_is(endpoint: str, **values: Any) -> str | None:
    """The address of a page, where this application has it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
