from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, joinedload

from app.accounts.queries import account_by_email
from app.consultations.queries import consultation_by_slug
from app.corpus.originals import key_of
from app.corpus.reading.saved import saved_searches
from app.demonstration.loading import load
from app.extensions import db
from app.models import (
    Activity,
    Amendment,
    AmendmentState,
    BasketItem,
    Channel,
    CodedState,
    Contribution,
    ContributionState,
    Document,
    DocumentKind,
    DocumentState,
    Excerpt,
    ExcerptCoding,
    Idea,
    IdeaBox,
    KnownPopulation,
    Membership,
    Mention,
    Opening,
    OrphanKind,
    Point,
    PointKind,
    Respondent,
    Response,
    ResponseOrigin,
    ResponseState,
    Role,
    Scoring,
    ScoringState,
    StrategyNode,
    Theme,
    ThemeState,
)
from app.models.types import now
from app.organisations.queries import held_organisations, mandates_to_decide
from app.organisations.siret import read_siret
from app.organisations.taking_part import organisations_page
from app.publication.review.blocks import excerpts_in
from app.publication.review.editing import review_of
from app.publication.review.words import words_of
from app.references.queries import all_references, quotes_in_corpus
from app.strategy.citing import NoteKind, notes_of
from app.strategy.orphans.lists import Listed, counts_of
from app.strategy.priorities.results import results_of
from app.strategy.queries import coverage_of, strategy_of, texts_of, tree_of
from app.talk.entrusting import themes_entrusted_to
from app.web.paging import Cursor
from tests.emptying import remove_rows

# On PostgreSQL the journeys of a writer load it.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="module")
def session(migrated_app: Flask) -> Iterator[Session]:
    """A session on the demonstration, which is loaded once: no test changes it."""
    with migrated_app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        load(session)
        yield session
        session.rollback()
    remove_rows(migrated_app)


def _count(session, model) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model))


def test_the_demonstration_is_loaded_once_with_everybody_in_it(session):
    consultation = load(session)
    assert consultation.is_fictional
    assert consultation.is_public
    assert {m.role for m in session.scalars(sa.select(Membership))} == set(Role) - {Role.VISITOR}
    channels = set(session.scalars(sa.select(Activity.channel)))
    assert channels == set(Channel)
    assert _count(session, Respondent) >= 275
    assert _count(session, KnownPopulation) == 25
    before = [_count(session, model) for model in (Contribution, Excerpt, Activity)]
    assert before[1] >= 350
    assert load(session).id == consultation.id
    assert [_count(session, model) for model in (Contribution, Excerpt, Activity)] == before


def test_the_box_of_2016_is_closed_and_another_one_is_open(session):
    boxes = session.scalars(sa.select(IdeaBox).order_by(IdeaBox.id)).all()
    assert [box.opening(now()) for box in boxes] == [Opening.ENDED, Opening.OPEN]
    # Not the parts of one that was split, nor what moderation is shown with.
    posted = sa.select(Idea).where(Idea.participant_id.is_not(None), Idea.split_from_id.is_(None))
    ideas = session.scalars(posted.options(joinedload(Idea.contribution))).all()
    numbers = [len([idea for idea in ideas if idea.box_id == box.id]) for box in boxes]
    assert numbers == [59, 12]
    assert {idea.contribution.state for idea in ideas} == {ContributionState.PUBLISHED}
    assert all(idea.theme_id and idea.contribution.receipt_id for idea in ideas)
    days = [idea.contribution.received_on for idea in ideas if idea.box_id == boxes[0].id]
    assert (min(days), max(days)) == (dt.date(2016, 7, 1), dt.date(2016, 8, 31))


def test_the_bibliography_quotes_only_the_documents_that_were_made_up(session):
    consultation = load(session)
    references = all_references(session, consultation.id)
    quoted = {
        reference.title for reference in references if quotes_in_corpus(session, reference.id)
    }
    assert len(references) == 9
    assert len(quoted) == 2
    assert all("fictive" in title for title in quoted)


def test_some_objectives_have_evidence_and_some_have_none(session):
    consultation = load(session)
    strategy = strategy_of(session, consultation.id)
    accepted = [line.accepted for line in coverage_of(session, strategy, None)]
    assert max(accepted) >= 5
    assert min(accepted) == 0


def test_the_strategy_cites_what_was_said_and_a_second_tree_stands_beside_it(session):
    consultation = load(session)
    texts = list(texts_of(tree_of(session, strategy_of(session, consultation.id).id)))
    notes = notes_of(session, consultation.id, texts).list
    assert {note.kind for note in notes} == set(NoteKind)
    assert all(note.source.words or note.source.formatted for note in notes)
    second = consultation_by_slug(session, "demonstration-2022")
    axes = tree_of(session, strategy_of(session, second.id).id)
    assert [len(axis.children) for axis in axes] == [2, 2]


def test_people_answered_the_questionnaire_over_several_days_and_some_stopped(session):
    responses = list(session.scalars(sa.select(Response)))
    sent = [one for one in responses if one.state is ResponseState.SUBMITTED]
    assert (len(responses), len(sent)) == (60, 45)
    assert len({one.submitted_at.date() for one in sent}) >= 8
    assert {one.origin for one in sent} == {ResponseOrigin.ONLINE, ResponseOrigin.PAPER}
    stopped = {one.page for one in responses if one.state is ResponseState.IN_PROGRESS}
    assert len(stopped) >= 4
    assert all(one.answers["priorites"] for one in sent)
    assert any(one.answers.get("projet") for one in sent)


def test_the_minutes_of_the_hearing_came_as_a_document(migrated_app, session):
    minutes = session.scalars(
        sa.select(Document).where(Document.kind == DocumentKind.MINUTES)
    ).one()
    assert (minutes.activity.channel, minutes.state) == (Channel.HEARING, DocumentState.VALIDATED)
    assert migrated_app.extensions["store"].holds(key_of(minutes.sha256))
    contribution = session.get_one(Contribution, minutes.contribution_id)
    assert "quorum est atteint" in contribution.text
    assert contribution.received_on == minutes.activity.starts_on


def test_organisations_take_part_and_one_mandate_waits_for_a_decision(session):
    consultation = load(session)
    (asked,) = mandates_to_decide(session, consultation.id)
    assert asked.account.email == "animation@sillage.example"
    (held,) = held_organisations(session, account_by_email(session, "structure@sillage.example").id)
    assert held.id == asked.organisation_id
    page = organisations_page(session, consultation.id, Cursor(), size=100)
    spoken_for = [line.organisation for line in page.rows if line.people]
    assert len(spoken_for) == 12
    numbers = [one.siret for one in spoken_for if one.siret]
    assert len(numbers) == 11
    assert all(read_siret(one).startswith("0000") for one in numbers)


def test_the_desk_has_a_codebook_codings_to_settle_points_and_an_orphan_answered(session):
    consultation = load(session)
    themes = session.scalars(sa.select(Theme)).all()
    assert len(themes) == 8
    assert all(theme.state is ThemeState.APPROVED and theme.belongs for theme in themes)
    assert sum(theme.parent_id is not None for theme in themes) == 1
    coded = session.scalars(sa.select(ExcerptCoding)).all()
    assert len(coded) == 63
    assert sum(one.coders == 2 for one in coded) == 10
    assert sum(one.state is CodedState.DISPUTED for one in coded) == 2
    kinds = session.scalars(sa.select(Point.kind)).all()
    assert Counter(kinds) == {PointKind.FINDING: 3, PointKind.NEED: 3, PointKind.ACTION: 2}
    orphans = {
        kind: counts_of(session, Listed(consultation.id, kind))
        for kind in (OrphanKind.EXCERPT, OrphanKind.NEED)
    }
    assert orphans[OrphanKind.EXCERPT][1] == 1
    assert orphans[OrphanKind.NEED] == (1, 0)


def test_the_team_talks_entrusts_and_puts_aside(session):
    consultation = load(session)
    writer, steward = (
        account_by_email(session, f"{name}@sillage.example") for name in ("redaction", "pilote")
    )
    seen = session.execute(sa.select(Mention.account_id, Mention.seen_at.is_not(None))).all()
    assert sorted(seen) == sorted([(steward.id, True), (writer.id, False)])
    assert len(themes_entrusted_to(session, consultation.id, steward.id)) == 1
    assert session.scalar(sa.select(sa.func.count(BasketItem.id))) == 5
    (shared,) = saved_searches(session, consultation.id, writer.id)
    assert not shared.is_own


def test_a_round_of_priorities_is_closed_and_its_scorers_differ(session):
    scoring, begun = session.scalars(sa.select(Scoring).order_by(Scoring.id))
    assert (scoring.state, begun.state) == (ScoringState.CLOSED, ScoringState.OPEN)
    results = results_of(session, scoring)
    assert len(results) == 6
    assert any(one.is_disputed for one in results)


def test_suggested_changes_are_answered_and_the_review_is_published_with_words_and_figures(session):
    """The figures of the annex of 2016 are in the review, as the public documents tell them."""
    consultation = load(session)
    made = session.scalars(sa.select(Amendment).order_by(Amendment.id)).all()
    states = [AmendmentState.PARTLY_ACCEPTED, AmendmentState.REFUSED, AmendmentState.SENT]
    assert [one.state for one in made] == states
    assert "tenue à jour, qui fait quoi" in session.get_one(StrategyNode, made[0].node_id).text
    assert made[0].author
    review = review_of(session, consultation.id)
    assert review.published_at is not None
    assert len(words_of(session, consultation.id, excerpts_in(review.content))) >= 5
    figures = {
        row[0]["text"]: row[-1]["text"]
        for section in review.content["sections"]
        for block in section["blocks"]
        if block["kind"] == "table"
        for row in block["rows"]
    }
    annex = {
        "Ateliers": "10",
        "Thématiques des ateliers": "5",
        "Participants aux ateliers": "120",
        "Réponses aux questionnaires": "275",
        "Participants à la conférence": "200",
        "Contributions écrites reçues": "20",
        "Thèmes": "6",
        "Sous-thèmes": "14",
        # 85 in the annex, and the one that the desk of the demonstration added.
        "Actions possibles": "86",
    }
    assert {name: figures[name] for name in annex} == annex
