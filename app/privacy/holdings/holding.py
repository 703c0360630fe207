"""What a feature keeps of people with an account: one class a feature, all listed in `registry`."""

from __future__ import annotations

import datetime as dt
import enum
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.receipts.given import GivenFile
from app.models import Account
from app.storage.store import Store

Row = dict[str, Any]
"""What one thing holds, by names that people read; dates and moments are in ISO 8601."""


class Words(enum.StrEnum):
    """What becomes of the words that stand in the public debate."""

    ANONYMOUS = "anonymous"
    """They stay, and nobody is named beside them (GDPR, article 17.3)."""
    WITHDRAWN = "withdrawn"
    """They are withdrawn, and erased."""


@dataclass(frozen=True)
class Choice:
    """How an account is erased. `store` holds the files that people sent."""

    words: Words
    store: Store
    moment: dt.datetime


class Holding(ABC):
    """What one feature keeps. `columns` are those that it answers for: each that names an account
    or a participant, or that holds an address, is in one holding; a test checks it."""

    key: ClassVar[str]
    """The name of its file in an export."""
    columns: ClassVar[frozenset[str]]

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called on the screen."""

    @abstractmethod
    def fate(self, words: Words) -> str:
        """What erasing does to it, in a sentence."""

    @abstractmethod
    def counts(self, account: Account) -> list[sa.Select[int]]:
        """What counts the things that are kept, by table."""

    @abstractmethod
    def given(self, session: Session, account: Account) -> list[Row]:
        """What is kept, in every consultation."""

    def files(self, session: Session, account: Account) -> list[GivenFile]:
        """The files that were sent."""
        return []

    @abstractmethod
    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        """Erase it, in the caller's transaction. Twice is as once."""


def numbers_of(session: Session, account: Account, holdings: Sequence[Holding]) -> list[int]:
    """How many things each holding keeps, in one question to the database."""
    sums = [
        sum((one.scalar_subquery() for one in holding.counts(account)), sa.literal(0))
        for holding in holdings
    ]
    return list(session.execute(sa.select(*sums)).one())


def count_of(*which: sa.ColumnElement[bool]) -> sa.Select[int]:
    """What counts the rows of one table."""
    return sa.select(sa.func.count()).where(*which)


def iso(value: dt.date | dt.datetime | None) -> str | None:
    """A day or a moment (UTC), as data hold it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    return None if value is None else value.isoformat()


def is_erased() -> str:
    return _("Erased.")
