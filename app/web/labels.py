"""The name on the screen of each value of each enum, in one place."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.models import (
    Channel,
    ConsultationState,
    ContributionState,
    EvidenceStatus,
    ImportState,
    JobKind,
    JobState,
    Nature,
    NodeKind,
    OrganisationKind,
    QuestionnaireState,
    ResponseState,
    Role,
    RunState,
)

_NAMES: tuple[tuple[enum.Enum, LazyString], ...] = (
    (Channel.WORKSHOP, _l("Workshop")),
    (Channel.QUESTIONNAIRE, _l("Questionnaire")),
    (Channel.CONFERENCE, _l("Conference")),
    (Channel.IDEA_BOX, _l("Idea box")),
    (Channel.SUBMISSION, _l("Written contribution")),
    (Channel.HEARING, _l("Hearing")),
    (Channel.REFERENCE, _l("Documentary watch")),
    (ConsultationState.DRAFT, _l("In preparation")),
    (ConsultationState.OPEN, _l("Open")),
    (ConsultationState.CLOSED, _l("Closed")),
    (ContributionState.DRAFT, _l("Draft")),
    (ContributionState.SUBMITTED, _l("Received")),
    (ContributionState.HELD, _l("Held back")),
    (ContributionState.PUBLISHED, _l("Published")),
    (ContributionState.WITHDRAWN, _l("Withdrawn")),
    (ContributionState.REJECTED, _l("Rejected")),
    (EvidenceStatus.KEPT, _l("Kept")),
    (EvidenceStatus.REWORDED, _l("Kept, reworded")),
    (EvidenceStatus.PARTLY_KEPT, _l("Partly kept")),
    (EvidenceStatus.SET_ASIDE, _l("Set aside")),
    (EvidenceStatus.UNDECIDED, _l("To decide again")),
    (ImportState.UPLOADED, _l("To check")),
    (ImportState.IMPORTING, _l("Importing")),
    (ImportState.DONE, _l("Imported")),
    (ImportState.FAILED, _l("Refused")),
    (JobKind.IMPORT, _l("Import")),
    (JobKind.ANALYSIS, _l("Analysis")),
    (JobState.QUEUED, _l("Waiting")),
    (JobState.RUNNING, _l("In progress")),
    (JobState.DONE, _l("Finished")),
    (JobState.FAILED, _l("Failed")),
    (JobState.CANCELLED, _l("Cancelled")),
    (Nature.FINDING, _l("Finding")),
    (Nature.NEED, _l("Need")),
    (Nature.PROPOSAL, _l("Proposal")),
    (Nature.OTHER, _l("Other")),
    (NodeKind.STAKE, _l("Stake")),
    (NodeKind.AXIS, _l("Axis")),
    (NodeKind.ORIENTATION, _l("Orientation")),
    (NodeKind.FINDING, _l("Finding")),
    (NodeKind.NEED, _l("Need")),
    (NodeKind.OBJECTIVE, _l("Objective")),
    (NodeKind.THEME, _l("Theme")),
    (NodeKind.SUB_THEME, _l("Sub-theme")),
    (NodeKind.ACTION, _l("Action")),
    (OrganisationKind.ASSOCIATION, _l("Association")),
    (OrganisationKind.COOPERATIVE, _l("Cooperative")),
    (OrganisationKind.MUTUAL, _l("Mutual")),
    (OrganisationKind.FOUNDATION, _l("Foundation")),
    (OrganisationKind.SOCIAL_COMPANY, _l("Social-economy company")),
    (OrganisationKind.LOCAL_AUTHORITY, _l("Local authority")),
    (OrganisationKind.STATE, _l("State service")),
    (OrganisationKind.NETWORK, _l("Network")),
    (OrganisationKind.CHAMBER, _l("Chamber")),
    (OrganisationKind.FUNDER, _l("Funder")),
    (OrganisationKind.UNION, _l("Trade union")),
    (OrganisationKind.RESEARCH, _l("Research")),
    (OrganisationKind.OTHER, _l("Other body")),
    (QuestionnaireState.DRAFT, _l("In preparation")),
    (QuestionnaireState.OPEN, _l("Open")),
    (QuestionnaireState.CLOSED, _l("Closed")),
    (ResponseState.IN_PROGRESS, _l("In progress")),
    (ResponseState.SUBMITTED, _l("Submitted")),
    (ResponseState.WITHDRAWN, _l("Withdrawn")),
    (Role.VISITOR, _l("Visitor")),
    (Role.PARTICIPANT, _l("Participant")),
    (Role.FACILITATOR, _l("Facilitator")),
    (Role.WRITER, _l("Writer")),
    (Role.STEWARD, _l("Steward")),
    (RunState.WAITING, _l("In progress")),
    (RunState.DONE, _l("Finished")),
    (RunState.FAILED, _l("Failed")),
    (RunState.CANCELLED, _l("Cancelled")),
)

# Two StrEnums with the same text are equal, and would hide one another as keys.
LABELS = {(type(value), value.value): name for value, name in _NAMES}


def label(value: enum.Enum) -> str:
    """The translated name of `value`."""
    return str(LABELS[type(value), value.value])
