"""Reading LimeSurvey's files into a questionnaire."""

from surveys.limesurvey.converting import convert
from surveys.limesurvey.lss import parse_lss
from surveys.limesurvey.source import LimeSurvey
from surveys.limesurvey.tab_separated import parse_tsv
from surveys.problems import Problem, SurveyError
from surveys.reading import ReadResult
from surveys.structure import structure_problems


def read_tsv(data: bytes) -> ReadResult:
    """Read the tab-separated export. Raises SurveyError when it cannot be used."""
    return _converted(parse_tsv(data))


def read_lss(data: bytes) -> ReadResult:
    """Read an `.lss`. Raises SurveyError when it cannot be used."""
    return _converted(parse_lss(data))


def _converted(source: LimeSurvey) -> ReadResult:
    if not any(group.questions for group in source.groups):
        raise SurveyError([Problem("empty", "The file holds no question.")])
    survey, carrying = convert(source)
    if not survey.questions:
        raise SurveyError([Problem("empty", "The file holds no question that can be asked.")])
    problems = structure_problems(survey, carrying.rows)
    if problems:
        raise SurveyError(problems)
    return ReadResult(survey, tuple(carrying.unsupported))
