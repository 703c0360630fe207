"""Files as they came: they hold names that nobody can take out of them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.models import Document
from app.privacy.retention.enforcer import Scope, changed


def forget_who_sent(session: Session, activities: sa.Select[uuid.UUID]) -> int:
    """Documents lead neither to who sent them nor to who checked them; what was read stays."""
    theirs = Document.activity_id.in_(activities)
    known = sa.or_(
        Document.account_id.is_not(None),
        Document.validated_by.is_not(None),
        Document.filename != "",
    )
    named = sa.update(Document).where(theirs, known)
    return changed(session, named.values(account_id=None, validated_by=None, filename=""))


def erase_files(session: Session, scope: Scope, activities: sa.Select[uuid.UUID]) -> None:
    """The files themselves go, once this is committed."""
    theirs = sa.select(Document).where(Document.activity_id.in_(activities), Document.sha256 != "")
    documents = session.scalars(theirs.with_for_update()).all()
    keys = [document.sha256 for document in documents]
    for document in documents:
        document.sha256 = ""
    forget_files(session, keys, scope.store)
