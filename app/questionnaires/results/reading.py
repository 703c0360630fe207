"""The results of a questionnaire as one reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.models import Questionnaire
from app.questionnaires import queries
from app.questionnaires.results.answers import shown_until
from app.questionnaires.results.filters import filters_in, offered_answers
from app.questionnaires.results.kept_answers import sent_answers
from app.questionnaires.results.results import Results
from surveys.statistics.masking import SMALLEST
from surveys.variables import variables_of


class TooFew(ValueError):
    """There are not enough people behind it to show anything to others than stewards."""


class OneFilterOnly(ValueError):
    """Small groups are masked for this reader, and could be found by combining filters."""


def results_for(
    session: Session,
    questionnaire: Questionnaire,
    args: Mapping[str, str],
    *,
    sees_all: bool,
    today: dt.date,
    language: str,
) -> Results:
    """Read the answers once, narrowed down as an address says.

    Raises:
        app.questionnaires.results.filters.UnknownFilter: the address names no such answer.
    """
    survey = queries.latest_survey(session, questionnaire.id)
    filters = filters_in(args, variables_of(survey, language))
    everybody = sent_answers(session, questionnaire, survey)
    if not sees_all:
        everybody = everybody.before(shown_until(everybody.by_day(), today))
    return Results(survey, everybody, filters, sees_all, language)


def refuse_what_is_masked(results: Results) -> None:
    """Raise unless this reader may see results under these filters.

    Raises:
        TooFew: fewer than five people, or so few that others would be given away.
        OneFilterOnly: there are several filters.
    """
    if results.sees_all:
        return
    if len(results.everybody) < SMALLEST:
        raise TooFew
    if len(results.filters) > 1:
        raise OneFilterOnly
    for one in results.filters:
        offered = offered_answers({one.variable.key: one.variable}, results.everybody)
        if one.code not in offered[one.variable.key]:
            raise TooFew
