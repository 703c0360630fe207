"""The links that a message holds: they open without signing in, and end what is sent."""

from __future__ import annotations

import uuid

from app.corpus.codes import derived_secret, same_secret
from app.notifications.places import address
from app.settings import current_settings


def secret_of(key: str, subscription_id: uuid.UUID) -> str:
    """The secret of the link to a subscription, made from the key of the application: 128 bits."""
    return derived_secret(key, b"subscription:" + subscription_id.bytes)[:32]


def is_theirs(key: str, subscription_id: uuid.UUID, secret: str) -> bool:
    """Whether this secret opens this subscription, were it erased meanwhile."""
    return same_secret(secret, secret_of(key, subscription_id))


def link_of(endpoint: str, slug: str, subscription_id: uuid.UUID, **values: str) -> str:
    """The whole address of a page of a subscription, for a message."""
    secret = secret_of(current_settings().secret_key, subscription_id)
    ends = {"subscription_id": str(subscription_id), "secret": secret}
    return address(f"subscriptions.{endpoint}", slug=slug, **ends, **values)
