"""All figures that may be kept of a consultation."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.desk import DESK
from app.consultations.queries import CORPUS
from app.figures.keeping import Figure, is_large
from app.ideas.kept_bursts import bursts_figures
from app.models import Activity, Contribution, IdeaBox, Questionnaire, Response
from app.organisations.representativeness.kept_voices import VOICES
from app.publication.became.counts import BECAME
from app.publication.became.kept_lists import LISTS
from app.questionnaires.results.kept_answers import answers_figure
from app.strategy.coverage.counting import COVERAGES
from app.strategy.orphans.counted import ORPHANS
from app.strategy.orphans.silent_voices import SILENT
from app.strategy.queries import OBJECTIVES
from app.strategy.theme_members import MEMBERS
from app.themes.agreement.comparing import AGREEMENT
from app.themes.codebook.held import HELD
from app.themes.coding.coded_counts import CODED
from app.themes.comparing.contents import CONTENTS
from app.themes.kept_near_index import near_figures
from app.themes.opinions.sources import VOTERS

OF_THE_CORPUS = (
    CORPUS,
    DESK,
    OBJECTIVES,
    BECAME,
    LISTS,
    CODED,
    AGREEMENT,
    HELD,
    CONTENTS,
    MEMBERS,
    VOTERS,
    ORPHANS,
    SILENT,
    *COVERAGES,
    VOICES,
)


def figures_of(session: Session, consultation_id: uuid.UUID) -> list[Figure]:
    """What is kept of a consultation: of its corpus, its idea boxes and its questionnaires, where
    they are large."""
    corpus = sa.select(Contribution.id).where(Contribution.consultation_id == consultation_id)
    found = list(OF_THE_CORPUS) if is_large(session, corpus) else []
    questionnaires = session.scalars(
        sa.select(Questionnaire)
        .join(Activity, Questionnaire.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id)
        .order_by(Questionnaire.id)
    )
    boxes = session.scalars(
        sa.select(IdeaBox.id)
        .join(IdeaBox.activity)
        .where(Activity.consultation_id == consultation_id)
        .order_by(IdeaBox.id)
    ).all()
    found += [one for box_id in boxes for one in bursts_figures(session, box_id)]
    found += [one for box_id in boxes for one in near_figures(session, box_id)]
    return found + [
        answers_figure(one.id)
        for one in questionnaires
        if is_large(session, sa.select(Response.id).where(Response.questionnaire_id == one.id))
    ]
