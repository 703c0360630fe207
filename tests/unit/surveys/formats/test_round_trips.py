"""Whatever is written reads back the same."""

import dataclasses

from hypothesis import HealthCheck, given, settings

from surveys.checks import check_survey
from surveys.model import Survey
from surveys.structure import structure_problems
from surveys.xlsform import read_xlsform, write_xlsform
from surveys.yaml_form import read_yaml, write_yaml
from tests.unit.surveys.generating import surveys

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(surveys())
def test_a_workbook_reads_back_as_the_survey_it_was_written_from(survey: Survey) -> None:
    result = read_xlsform(write_xlsform(survey))
    assert result.unsupported == ()
    for field in dataclasses.fields(Survey):
        assert getattr(result.survey, field.name) == getattr(survey, field.name)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(surveys())
def test_a_yaml_text_reads_back_as_the_survey_it_was_written_from(survey: Survey) -> None:
    assert read_yaml(write_yaml(survey)) == survey


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(surveys())
def test_any_sound_survey_can_be_checked(survey: Survey) -> None:
    assert structure_problems(survey) == []
    check_survey(survey)
