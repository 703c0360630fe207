"""Originals that no row holds: those that a process left when it was killed between a file and
its row, or whose row could not be stored."""

from __future__ import annotations

import datetime as dt
import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import HOLDERS
from app.corpus.originals import FOLDER, key_of
from app.models import Response
from app.storage.store import Store

GRACE = dt.timedelta(days=1)
"""No request takes as long between a file and its row. Sent again, a file is as new."""
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_AT_A_TIME = 1000


def forget_orphans(
    session: Session, store: Store, moment: dt.datetime, *, is_trial: bool = False
) -> int:
    """Erase the files older than `GRACE` that no row holds, and parts of files; how many."""
    # Files first: what comes after the look at the rows is too young.
    oldest = moment - GRACE
    old = [each.key for each in store.each(FOLDER) if each.written_at < oldest]
    held = {key_of(sha256) for sha256 in _held(session)} if old else set()
    orphans = [key for key in old if key not in held]
    orphans += [each.key for each in store.unfinished(FOLDER) if each.written_at < oldest]
    if not is_trial:
        for key in orphans:
            store.erase_older(key, oldest)
    return len(orphans)


def _held(session: Session) -> frozenset[str]:
    """The hash of every file that a row holds."""
    found = {
        key for holder in HOLDERS for key in session.scalars(sa.select(holder.sha256).distinct())
    }
    for column in (Response.answers, Response.correction):
        text = sa.cast(column, sa.Text)
        with_files = sa.select(text).where(text.contains('"key"'))
        for answers in session.scalars(with_files.execution_options(yield_per=_AT_A_TIME)):
            found |= set(_SHA256.findall(answers))
    return frozenset(found)
