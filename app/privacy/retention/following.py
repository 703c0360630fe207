"""Receipts, news, moderation and requests: what serves those who follow what they gave."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation import retention as moderated
from app.models import (
    Activity,
    Appeal,
    Consent,
    Contribution,
    KeptOriginal,
    OutgoingMail,
    PrivacyRequest,
    Receipt,
    Submission,
    Subscription,
)
from app.models.types import PARIS
from app.notifications.forgetting import forget
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import (
    FORGOTTEN,
    Enforcer,
    Scope,
    changed,
    leave_receipts,
    nobodys_digest,
)
from app.privacy.retention.participants import forget_who_is_named_nowhere


def close_receipts(session: Session, scope: Scope) -> int:
    """No code opens what was given any more, and no account does."""
    leave_receipts(session, _every_activity(scope))
    open_ones = session.scalars(
        sa.select(Receipt).where(
            Receipt.consultation_id == scope.consultation_id,
            ~Receipt.digest.startswith(FORGOTTEN),
        )
    ).all()
    for receipt in open_ones:
        receipt.digest = nobodys_digest()
    session.flush()
    forget_who_is_named_nowhere(session, scope.consultation_id)
    return len(open_ones)


def forget_receipts(session: Session, scope: Scope) -> int:
    """Receipts go; what was given stays. Those of deposits stay with them."""
    ours = (
        Receipt.consultation_id == scope.consultation_id,
        Receipt.id.not_in(sa.select(Submission.receipt_id)),
    )
    for table in (Contribution, PrivacyRequest):
        named = sa.update(table).where(table.receipt_id.in_(sa.select(Receipt.id).where(*ours)))
        changed(session, named.values(receipt_id=None))
    return changed(session, sa.delete(Receipt).where(*ours))


def end_subscriptions(session: Session, scope: Scope) -> int:
    """Addresses go; how many agreed to which words, and when, stays."""
    theirs = Subscription.consultation_id == scope.consultation_id
    ids = list(session.scalars(sa.select(Subscription.id).where(theirs)))
    of_them = OutgoingMail.subscription_id.in_(ids)
    changed(session, sa.delete(OutgoingMail).where(of_them))
    forget(session, ids)
    led = sa.or_(Consent.account_id.is_not(None), Consent.subscription_id.is_not(None))
    agreed = sa.update(Consent).where(Consent.consultation_id == scope.consultation_id, led)
    return len(ids) + changed(session, agreed.values(account_id=None, subscription_id=None))


def nothing_more(_session: Session, _scope: Scope) -> int:
    """Nothing is left to delete: what became anonymous went at once."""
    return 0


def end_moderation(session: Session, scope: Scope) -> int:
    """What was masked goes now, alerts and appeals lose the words that they hold."""
    ours = sa.select(Contribution.id).where(Contribution.consultation_id == scope.consultation_id)
    day = scope.moment.astimezone(PARIS).date()
    early = sa.update(KeptOriginal).where(KeptOriginal.contribution_id.in_(ours))
    number = changed(session, early.where(KeptOriginal.erase_on > day).values(erase_on=day))
    moderated.forget(session, day, scope.store)
    said = sa.or_(Appeal.text != "", Appeal.reply != "")
    appeals = sa.update(Appeal).where(Appeal.contribution_id.in_(ours), said)
    number += changed(session, appeals.values(text="", reply=""))
    alerts = sa.update(Contribution).where(Contribution.id.in_(ours), Contribution.has_alerts)
    return number + changed(session, alerts.values(alerts=[], has_alerts=False))


def forget_who_asked(session: Session, scope: Scope) -> int:
    """The right, the dates and the outcome of a request stay; what led to the person goes."""
    ours = PrivacyRequest.consultation_id == scope.consultation_id
    ids = sa.select(PrivacyRequest.id).where(ours)
    changed(session, sa.delete(OutgoingMail).where(OutgoingMail.privacy_request_id.in_(ids)))
    asked = sa.update(PrivacyRequest).where(ours, PrivacyRequest.email != "")
    return changed(
        session,
        asked.values(
            email="", account_id=None, message="", answer="", receipt_id=None, answered_by=None
        ),
    )


def delete_requests(session: Session, scope: Scope) -> int:
    ours = PrivacyRequest.consultation_id == scope.consultation_id
    return changed(session, sa.delete(PrivacyRequest).where(ours))


def _every_activity(scope: Scope) -> sa.Select[uuid.UUID]:
    return sa.select(Activity.id).where(Activity.consultation_id == scope.consultation_id)


RECEIPTS = Enforcer(Processing.RECEIPTS, close_receipts, forget_receipts)
SUBSCRIPTIONS = Enforcer(Processing.SUBSCRIPTIONS, end_subscriptions, nothing_more)
MODERATION = Enforcer(Processing.MODERATION, end_moderation, nothing_more)
REQUESTS = Enforcer(Processing.PRIVACY_REQUESTS, forget_who_asked, delete_requests)
