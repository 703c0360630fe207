"""Every holding, in the order in which an account is erased.

A new table that names people is added to the holding of its feature, or to one of its own.
"""

from __future__ import annotations

from app.privacy.holdings.accounts import AccountHolding
from app.privacy.holdings.conferences import ConferenceHolding
from app.privacy.holdings.contributions import ContributionHolding
from app.privacy.holdings.desk import DeskHolding
from app.privacy.holdings.holding import Holding
from app.privacy.holdings.organisations import OrganisationHolding
from app.privacy.holdings.participations import ParticipationHolding
from app.privacy.holdings.questionnaires import QuestionnaireHolding
from app.privacy.holdings.reading import BasketHolding, SavedSearchHolding
from app.privacy.holdings.records import ExportHolding, LogHolding, RequestHolding
from app.privacy.holdings.submissions import SubmissionHolding
from app.privacy.holdings.subscriptions import ConsentHolding, SubscriptionHolding
from app.privacy.holdings.team import RoleHolding, TeamActHolding

HOLDINGS: tuple[Holding, ...] = (
    # What is found by the participant comes before the participant goes,
    ContributionHolding(),
    SubmissionHolding(),
    QuestionnaireHolding(),
    ParticipationHolding(),
    ConferenceHolding(),
    # consents before the subscriptions by which they are found,
    ConsentHolding(),
    SubscriptionHolding(),
    OrganisationHolding(),
    BasketHolding(),
    SavedSearchHolding(),
    RoleHolding(),
    TeamActHolding(),
    DeskHolding(),
    RequestHolding(),
    ExportHolding(),
    LogHolding(),
    # and what is found by the address before the address goes.
    AccountHolding(),
)
