"""Rows for the tests, made on the session of the test that asks for them."""

from __future__ import annotations

import datetime as dt
import secrets
from contextvars import ContextVar
from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password
from app.corpus.intake import NewContribution, NewRespondent, cut, source_key
from app.models import (
    Account,
    Activity,
    Channel,
    Consultation,
    ConsultationState,
    Contribution,
    Excerpt,
    Membership,
    Respondent,
    Role,
    Strategy,
    StrategyNode,
)
from app.models.strategy_node import NodeKind

SESSION: ContextVar[Session] = ContextVar("SESSION")
PASSWORD = "correct horse battery staple"
_HASH = hash_password(PASSWORD)


class _Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = SESSION.get
        sqlalchemy_session_persistence = "flush"


class AccountFactory(_Factory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"person{n}@sillage.example")
    name = factory.Sequence(lambda n: f"Personne {n}")
    password_hash = _HASH
    session_key = factory.LazyFunction(lambda: secrets.token_urlsafe(24))


class ConsultationFactory(_Factory):
    class Meta:
        model = Consultation

    slug = factory.Sequence(lambda n: f"demarche-{n}")
    title = factory.Sequence(lambda n: f"Démarche {n}")
    summary = ""
    territory = "Pays de la Loire"
    starts_on = dt.date(2016, 4, 28)
    state = ConsultationState.OPEN


class MembershipFactory(_Factory):
    class Meta:
        model = Membership

    role = Role.WRITER


class ActivityFactory(_Factory):
    class Meta:
        model = Activity

    consultation_id = factory.LazyFunction(lambda: ConsultationFactory().id)
    channel = Channel.QUESTIONNAIRE
    code = factory.Sequence(lambda n: f"Q{n}")
    title = factory.Sequence(lambda n: f"Questionnaire {n}")
    attendance = factory.LazyFunction(dict)


class RespondentFactory(_Factory):
    class Meta:
        model = Respondent

    key = factory.Sequence(lambda n: f"respondent-{n}")
    attributes = factory.LazyFunction(lambda: {"Structure": "Association"})


class ContributionFactory(_Factory):
    class Meta:
        model = Contribution

    text = factory.Sequence(lambda n: f"Il faut former les bénévoles de la structure {n}.")
    source_key = factory.LazyFunction(lambda: secrets.token_hex(32))


class ExcerptFactory(_Factory):
    class Meta:
        model = Excerpt

    start = 0


class StrategyFactory(_Factory):
    class Meta:
        model = Strategy

    code = "essai"
    title = "Stratégie d’essai"
    source = "les tests"
    kind_labels = factory.LazyFunction(lambda: {"stake": "enjeu", "objective": "objectif"})


class StrategyNodeFactory(_Factory):
    class Meta:
        model = StrategyNode

    kind = NodeKind.OBJECTIVE
    code = factory.Sequence(lambda n: f"O{n}")
    title = factory.Sequence(lambda n: f"Objectif {n}")
    position = factory.Sequence(lambda n: n)


def contribution_with_excerpt(activity: Activity, text: str, **values: Any) -> Excerpt:
    """A contribution of the activity that is one excerpt from end to end."""
    contribution = ContributionFactory(
        consultation_id=activity.consultation_id, activity_id=activity.id, text=text, **values
    )
    return ExcerptFactory(
        consultation_id=activity.consultation_id, contribution_id=contribution.id, end=len(text)
    )


def new_contribution(text: str, respondent: str | None = None, **values: Any) -> NewContribution:
    """Words to take in, cut as an import would cut them."""
    return NewContribution(
        key=source_key(respondent or "", text),
        text=text,
        spans=cut(text),
        respondent=NewRespondent(respondent) if respondent else None,
        **values,
    )
