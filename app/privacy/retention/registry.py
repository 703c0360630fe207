"""The enforcers of the processings whose times a policy says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.privacy.processings import Processing
from app.privacy.retention import (
    brought_files,
    cards,
    conferences,
    following,
    ideas,
    invitations,
    questionnaires,
    submissions,
    workshops,
)
from app.privacy.retention.enforcer import Enforcer

_ALL = (
    questionnaires.ENFORCER,
    invitations.ENFORCER,
    ideas.ENFORCER,
    workshops.PEOPLE,
    workshops.NOTES,
    conferences.ENFORCER,
    cards.ENFORCER,
    submissions.SUBMISSIONS,
    submissions.HEARINGS,
    following.MODERATION,
    following.SUBSCRIPTIONS,
    following.RECEIPTS,
    following.REQUESTS,
    brought_files.ENFORCER,
)
ENFORCERS: Mapping[Processing, Enforcer] = MappingProxyType(
    {enforcer.processing: enforcer for enforcer in _ALL}
)
