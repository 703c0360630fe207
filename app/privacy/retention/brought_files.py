"""Files that the team brought into the corpus."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.models import Channel, CodingImport, CorpusImport, Job, ReferenceImport, Respondent
from app.privacy.processings import Processing
from app.privacy.retention.documents import erase_files, forget_who_sent
from app.privacy.retention.enforcer import Enforcer, Scope, changed

IMPORTS = (CorpusImport, ReferenceImport, CodingImport)
WITHOUT_FILES_OF_THEIR_OWN = (Channel.QUESTIONNAIRE, Channel.IDEA_BOX, Channel.REFERENCE)
"""Channels whose documents no other processing tells of."""


def anonymise(session: Session, scope: Scope) -> int:
    """The files go, and who sent them is forgotten; the words that came of them stay."""
    number = 0
    for table in IMPORTS:
        ours = table.consultation_id == scope.consultation_id
        keys = session.scalars(sa.select(table.sha256).where(ours, table.sha256 != "")).all()
        held = sa.update(table).where(ours, table.sha256 != "")
        number += changed(session, held.values(sha256="", filename="", account_id=None))
        forget_files(session, keys, scope.store)
    elsewhere = scope.activities(*WITHOUT_FILES_OF_THEIR_OWN)
    erase_files(session, scope, elsewhere)
    number += forget_who_sent(session, elsewhere)
    jobs = sa.update(Job).where(Job.consultation_id == scope.consultation_id)
    changed(session, jobs.values(account_id=None))
    return number


def delete(session: Session, scope: Scope) -> int:
    """What the people whose words were brought in said of themselves goes."""
    brought = sa.select(CorpusImport.activity_id).where(
        CorpusImport.consultation_id == scope.consultation_id,
        CorpusImport.activity_id.is_not(None),
    )
    told = sa.update(Respondent).where(
        Respondent.activity_id.in_(brought), sa.cast(Respondent.attributes, sa.String) != "{}"
    )
    return changed(session, told.values(attributes={}))


ENFORCER = Enforcer(Processing.FILES, anonymise, delete)
