"""What became of excerpts, as it is told to whoever asks for the page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import url_for

from app.corpus.permissions import may_read_corpus
from app.extensions import current_session
from app.models import Contribution
from app.publication.became.fate import Fate
from app.publication.became.fates import fates_of_contribution
from app.publication.became.shown import Step, fates_are_shown, steps_of_fate
from app.web.guard import current_consultation, current_role


def line_link(code: str) -> str:
    """Where everybody reads a line of the strategy, and where it comes from."""
    return url_for("became.line", slug=current_consultation().slug, code=code)


def told_of_all(fates: Mapping[uuid.UUID, Fate]) -> dict[uuid.UUID, list[Step]]:
    """What became of each of some excerpts, step by step; who decided is told to the team alone."""
    names_people = may_read_corpus(current_role())
    return {
        one: steps_of_fate(fate, line_link, names_people=names_people)
        for one, fate in fates.items()
    }


def told_of(contribution: Contribution) -> list[list[Step]] | None:
    """The same of a contribution, in the order of its text; None for readers to whom it is not
    shown yet."""
    session = current_session()
    if not fates_are_shown(session, contribution.consultation_id, current_role()):
        return None
    return list(told_of_all(fates_of_contribution(session, contribution).excerpts).values())
