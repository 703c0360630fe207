"""What a questionnaire asks of those who answer it."""

from __future__ import annotations

import pytest

from app.questionnaires.effort import minutes_to_answer, questions_asked
from surveys.yaml_form import read_yaml

FORM = """
code: essai
title: Essai
items:
  - note: bienvenue
    label: Bienvenue
  - text: nom
    label: Votre nom
  - calculate: double
    calculation: 2 * 2
"""


@pytest.mark.parametrize(
    ("questions", "minutes"), [(0, 1), (1, 1), (9, 4), (10, 5), (12, 5), (13, 10), (34, 15)]
)
def test_the_time_to_plan_for_is_never_none_and_rounded_up_to_five_minutes(questions, minutes):
    assert minutes_to_answer(questions) == minutes


def test_what_nobody_answers_is_no_question():
    assert questions_asked(read_yaml(FORM)) == 1
