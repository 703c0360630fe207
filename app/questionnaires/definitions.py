"""Definitions of questionnaires: what a file holds, what is shipped, what is stored."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import surveys
from surveys.editing import name_from
from surveys.files import read_definition
from surveys.model import Survey
from surveys.problems import SurveyError
from surveys.reading import ReadResult
from surveys.texts import Texts
from surveys.xlsform import read_xlsform
from surveys.yaml_form import read_yaml, write_yaml

DIRECTORY = Path(surveys.__path__[0]) / "definitions"
SHIPPED = "acteurs-ess"


def read_shipped() -> ReadResult:
    """The questionnaire to social-economy actors that is shipped."""
    return read_xlsform((DIRECTORY / f"{SHIPPED}.xlsx").read_bytes())


def to_store(survey: Survey) -> str:
    """A questionnaire as the text that versions and drafts keep (see `stored`)."""
    return write_yaml(survey)


def empty_survey(title: str) -> Survey:
    """A questionnaire without a question yet, in French."""
    code = name_from(title, (), "questionnaire")
    return Survey(code, Texts(fr=title), languages=("fr",), default_language="fr", items=())


@lru_cache(maxsize=64)
def stored(definition: str) -> Survey:
    """The questionnaire of a version. Definitions never change: each is read once."""
    return read_yaml(definition)


__all__ = [
    "ReadResult",
    "SurveyError",
    "empty_survey",
    "read_definition",
    "read_shipped",
    "stored",
    "to_store",
]
