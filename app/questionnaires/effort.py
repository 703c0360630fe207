"""What a questionnaire asks of those who answer it."""

from __future__ import annotations

import math

from surveys.model import Survey

SECONDS_A_QUESTION = 25
UNASKED = ("note", "calculate", "hidden")


def questions_asked(survey: Survey) -> int:
    """How many questions people are asked, whatever their conditions."""
    return sum(1 for question in survey.questions.values() if question.type not in UNASKED)


def minutes_to_answer(questions: int) -> int:
    """How long to plan for, in minutes: from five on, up to the next five."""
    minutes = max(1, math.ceil(questions * SECONDS_A_QUESTION / 60))
    return minutes if minutes < 5 else math.ceil(minutes / 5) * 5
