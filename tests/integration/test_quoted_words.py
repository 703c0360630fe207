"""What runs tell of the words of a text goes when the text is masked."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.corpus.moderation import redacting
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.retention import erase_words
from app.models import (
    Assignment,
    CandidateTheme,
    CodingProposal,
    CodingRound,
    Contribution,
    Run,
    RunState,
    Suggestion,
    Theme,
)
from app.themes.codebook import editing
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.checking import check_codebook
from app.themes.codebook.writing import Editor
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
    contribution_with_excerpt,
)

ANYBODY = Moderator(None)
MASKED = "█" * 6


def _term(word: str, texts: int) -> dict[str, object]:
    return {"term": word, "score": 1.0, "chi2": 9.0, "texts": texts}


@pytest.fixture
def found(session):
    """A run in which one text made a link, and much of the name of a theme."""
    consultation = ConsultationFactory()
    strategy = StrategyFactory(consultation_id=consultation.id)
    node = StrategyNodeFactory(strategy_id=strategy.id, code="O1")
    excerpt = contribution_with_excerpt(
        ActivityFactory(consultation_id=consultation.id), "Que Jeanne Dupont forme les bénévoles."
    )
    run = Run(consultation_id=consultation.id, strategy_id=strategy.id, state=RunState.DONE)
    session.add(run)
    session.flush()
    terms = [_term("Dupont", 1), _term("bénévoles", 9)]
    themes = [
        CandidateTheme(run_id=run.id, code="t1", position=0, size=9, label="Dupont, bénévoles (2)"),
        CandidateTheme(run_id=run.id, code="t2", position=1, size=9, label="Banques"),
    ]
    themes[0].terms, themes[1].lacking = terms, terms
    session.add_all(themes)
    session.flush()
    link = Suggestion(
        run_id=run.id,
        excerpt_id=excerpt.id,
        node_id=node.id,
        score=0.9,
        rank=1,
        position=0,
        words=["dupont", "bénévoles"],
    )
    placed = Assignment(
        run_id=run.id, excerpt_id=excerpt.id, theme_id=themes[0].id, score=0.9, rank=1
    )
    learned = CodingRound(consultation_id=consultation.id)
    session.add_all([link, placed, learned])
    session.flush()
    session.add(
        CodingProposal(
            excerpt_id=excerpt.id,
            consultation_id=consultation.id,
            round_id=learned.id,
            score=0.9,
            words=link.words,
        )
    )
    session.commit()
    return link, themes


def _told(session, found) -> list[object]:
    session.flush()
    session.expire_all()
    link, (theme, other) = found
    assert session.scalars(sa.select(CodingProposal.words)).one() == link.words
    names = [[term["term"] for term in terms] for terms in (theme.terms, other.lacking)]
    return [link.words, theme.label, *names]


def test_what_a_run_tells_of_masked_words_is_masked_shown_again_and_erased(
    session, found, tmp_path: Path
):
    contribution = session.scalars(sa.select(Contribution)).one()
    before = _told(session, found)
    redacting.redact(session, contribution, ANYBODY, ["Jeanne Dupont"])
    shown = [MASKED, "bénévoles"]
    # Nine texts say "bénévoles": it stays, whoever said it first.
    assert _told(session, found) == [shown, f"{MASKED}, bénévoles (2)", shown, shown]
    redacting.unmask(session, contribution, ANYBODY)
    assert _told(session, found) == before
    erase_words(session, contribution, tmp_path)
    assert _told(session, found)[:2] == [[MASKED, "█" * 9], f"{MASKED}, bénévoles (2)"]


def test_an_example_taken_from_a_text_is_masked_with_it_in_the_history_too(session, found):
    contribution = session.scalars(sa.select(Contribution)).one()
    here = contribution.consultation_id
    told = ["Que Jeanne Dupont forme", "Jeanne Dupont et d’autres"]
    for number, example in enumerate(told):
        described = Description(f"Thème {number}", example=example)
        editing.create(session, Editor(here, None, str(number)), described, None)

    def examples() -> list[str]:
        session.flush()
        session.expire_all()
        assert check_codebook(session, here) == []
        return list(session.scalars(sa.select(Theme.example).order_by(Theme.title)))

    redacting.redact(session, contribution, ANYBODY, ["Jeanne Dupont"])
    hidden = f"Que {'█' * 13} forme"
    assert examples() == [hidden, told[1]], "the other is no quotation"
    redacting.unmask(session, contribution, ANYBODY)
    assert examples() == told
