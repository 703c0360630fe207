"""Originals that no row holds: those that a process left when it was killed between a file and
its row, or whose row could not be stored."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.held_originals import HOLDERS
from app.models import Response

GRACE = dt.timedelta(days=1)
"""No request takes as long between a file and its row. Sent again, a file is as new."""
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_AT_A_TIME = 1000


def forget_orphans(
    session: Session, directory: Path, moment: dt.datetime, *, is_trial: bool = False
) -> int:
    """Erase the files older than `GRACE` that no row holds, and parts of files; how many."""
    # Files first: what comes after the look at the rows is too young.
    old = [each for each in originals.each(directory) if each.written_at < moment - GRACE]
    held = _held(session) if old else frozenset()
    orphans = [each for each in old if each.sha256 not in held]
    if not is_trial:
        for each in orphans:
            originals.erase_older(each, moment - GRACE)
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
