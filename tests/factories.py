"""Rows for the tests, made on the session of the test that asks for them."""

from __future__ import annotations

import datetime as dt
import secrets
from contextvars import ContextVar
from typing import Any

import argon2
import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, NewRespondent, cut, source_key
from app.models import (
    Account,
    Activity,
    CandidateTheme,
    Channel,
    Charter,
    CharterReason,
    Conference,
    ConferenceSession,
    Consultation,
    ConsultationState,
    Contribution,
    ContributionState,
    Document,
    DocumentKind,
    Excerpt,
    Idea,
    IdeaBox,
    IdeaBoxTheme,
    Membership,
    Note,
    NoteOrigin,
    OrganisationKind,
    Participant,
    Point,
    PointKind,
    Reference,
    ReferenceKind,
    Registration,
    RegistrationState,
    Respondent,
    Role,
    RoomTable,
    Round,
    Run,
    RunState,
    Strategy,
    StrategyNode,
    SubmissionCall,
    Theme,
    Workshop,
    WorkshopSeries,
    WorkshopTheme,
)
from app.models.strategy_node import NodeKind
from app.models.types import new_id, now

SESSION: ContextVar[Session] = ContextVar("SESSION")
PASSWORD = "correct horse battery staple"
QUICK_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_HASH = QUICK_HASHER.hash(PASSWORD)


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


class RunFactory(_Factory):
    class Meta:
        model = Run

    state = RunState.DONE
    ended_at = factory.LazyFunction(now)


class CandidateThemeFactory(_Factory):
    class Meta:
        model = CandidateTheme

    code = factory.Sequence(lambda n: f"T{n}")
    position = factory.Sequence(lambda n: n)
    label = factory.Sequence(lambda n: f"mots, du, thème {n}")
    size = 0


class ThemeFactory(_Factory):
    """A theme of the codebook, without the events that would have made it."""

    class Meta:
        model = Theme

    id = factory.LazyFunction(new_id)
    stands_for_id = factory.SelfAttribute("id")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Thème {n}")
    number = 1


class PointFactory(_Factory):
    class Meta:
        model = Point

    kind = PointKind.NEED
    key = factory.Sequence(lambda n: f"point-{n}")
    title = factory.Sequence(lambda n: f"Besoin {n}")


class WorkshopSeriesFactory(_Factory):
    class Meta:
        model = WorkshopSeries

    consultation_id = factory.LazyFunction(lambda: ConsultationFactory().id)
    title = factory.Sequence(lambda n: f"Série {n}")


class WorkshopThemeFactory(_Factory):
    class Meta:
        model = WorkshopTheme

    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Thème {n}")


class WorkshopFactory(_Factory):
    """A workshop of `series`, with an activity of its own."""

    class Meta:
        model = Workshop
        exclude = ("series",)

    series = factory.LazyFunction(WorkshopSeriesFactory)
    series_id = factory.LazyAttribute(lambda made: made.series.id)
    activity = factory.LazyAttribute(
        lambda made: ActivityFactory(
            consultation_id=made.series.consultation_id, channel=Channel.WORKSHOP
        )
    )


class RoundFactory(_Factory):
    class Meta:
        model = Round

    number = factory.Sequence(lambda n: n + 1)
    minutes = 20


class RoomTableFactory(_Factory):
    class Meta:
        model = RoomTable

    number = factory.Sequence(lambda n: n + 1)


class NoteFactory(_Factory):
    """A note of `table`."""

    class Meta:
        model = Note

    activity_id = factory.LazyAttribute(lambda made: made.table.activity_id)
    text = factory.Sequence(lambda n: f"Une note qui dit la chose {n}")
    key = factory.LazyFunction(lambda: secrets.token_hex(16))
    origin = NoteOrigin.FACILITATOR


class ConferenceFactory(_Factory):
    """A conference with an activity of its own, whose programme everybody may read."""

    class Meta:
        model = Conference

    activity = factory.LazyFunction(lambda: ActivityFactory(channel=Channel.CONFERENCE))
    starts_at = dt.datetime(2016, 6, 28, 7, 0, tzinfo=dt.UTC)
    ends_at = dt.datetime(2016, 6, 28, 15, 0, tzinfo=dt.UTC)
    is_published = True


class ConferenceSessionFactory(_Factory):
    class Meta:
        model = ConferenceSession

    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Débat {n}")
    starts_at = dt.datetime(2016, 6, 28, 8, 0, tzinfo=dt.UTC)
    ends_at = dt.datetime(2016, 6, 28, 9, 0, tzinfo=dt.UTC)


class RegistrationFactory(_Factory):
    """Somebody who has a place at `conference_id`."""

    class Meta:
        model = Registration

    key = factory.LazyFunction(lambda: secrets.token_hex(16))
    name = factory.Sequence(lambda n: f"Personne {n}")
    email = factory.Sequence(lambda n: f"inscrit{n}@region.example")
    kind = OrganisationKind.ASSOCIATION
    state = RegistrationState.CONFIRMED


class DocumentFactory(_Factory):
    """A synthesis of `activity` that was sent and is not read yet."""

    class Meta:
        model = Document

    consultation_id = factory.LazyAttribute(lambda made: made.activity.consultation_id)
    kind = DocumentKind.SYNTHESIS
    filename = "synthese.docx"
    sha256 = factory.LazyFunction(lambda: secrets.token_hex(32))
    size = 1000


class ReferenceFactory(_Factory):
    class Meta:
        model = Reference

    consultation_id = factory.LazyFunction(lambda: ConsultationFactory().id)
    key = factory.Sequence(lambda n: f"auteur2015-{n}")
    kind = ReferenceKind.BOOK
    title = factory.Sequence(lambda n: f"Ouvrage {n}")


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


class ParticipantFactory(_Factory):
    """Somebody known by their device; give `account_id` and `device_digest=None` for an account."""

    class Meta:
        model = Participant

    device_digest = factory.LazyFunction(lambda: secrets.token_hex(32))


class CharterFactory(_Factory):
    class Meta:
        model = Charter

    text = "On débat des idées, jamais des personnes."


class CharterReasonFactory(_Factory):
    class Meta:
        model = CharterReason

    title = factory.Sequence(lambda n: f"Motif {n}")
    text = "Ce propos vise une personne."
    position = factory.Sequence(lambda n: n)


class IdeaBoxFactory(_Factory):
    """An idea box that everybody sees, open without end."""

    class Meta:
        model = IdeaBox

    activity = factory.SubFactory(ActivityFactory, channel=Channel.IDEA_BOX)
    is_published = True
    questions = factory.LazyFunction(list)


class IdeaBoxThemeFactory(_Factory):
    class Meta:
        model = IdeaBoxTheme

    title = factory.Sequence(lambda n: f"Thème {n}")
    position = factory.Sequence(lambda n: n)


class SubmissionCallFactory(_Factory):
    """A call for written contributions that everybody sees, open without end."""

    class Meta:
        model = SubmissionCall

    activity = factory.SubFactory(ActivityFactory, channel=Channel.SUBMISSION)
    is_published = True


def idea_of(
    box: IdeaBox,
    title: str = "Une idée",
    text: str = "Il faut former les bénévoles.",
    *,
    state: ContributionState = ContributionState.PUBLISHED,
    **values: Any,
) -> Idea:
    """An idea of a box, its contribution in the corpus; `values` are those of `Idea`."""
    contribution = contribution_with_excerpt(box.activity, text, title=title, state=state)
    made = Idea(
        **{
            "box_id": box.id,
            "key": secrets.token_hex(32),
            "contribution_id": contribution.contribution_id,
            **values,
        }
    )
    SESSION.get().add(made)
    SESSION.get().flush()
    return made
