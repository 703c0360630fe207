"""Every reason that a reader may give has a sentence that can be translated."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from app.questionnaires import definition_sentences
from app.questionnaires.definition_sentences import left_out_sentence, problem_sentence
from surveys.problems import Problem
from surveys.reading import REASONS, Unsupported

SURVEYS = Path(definition_sentences.__file__).parents[2] / "surveys"
DETAILS = dict.fromkeys(("old", "new", "written", "why", "choice"), "x")

# Mistakes in a YAML file of ours, or what pyxform says in its own words.
IN_THE_LIBRARYS_WORDS = {
    *("not_yaml", "bad_items", "bad_item", "bad_lists", "bad_choice", "bad_languages"),
    *("not_text", "unknown_key", "pyxform", "bad_sheet", "too_long"),
}


@pytest.fixture(autouse=True)
def translating():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_a_sentence_of_its_own(code: str) -> None:
    left_out = Unsupported("q", "what", code, 3, True, DETAILS)
    known = {
        **definition_sentences._common_reasons(left_out),
        **definition_sentences._xlsform_reasons(),
        **definition_sentences._limesurvey_reasons(left_out),
    }
    assert left_out_sentence(left_out) == known[code]
    assert "{" not in left_out.reason


def test_every_problem_of_the_readers_has_a_sentence() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in SURVEYS.rglob("*.py"))
    codes = set(re.findall(r'(?:Problem|_refused|_problem)\(\s*"([a-z_0-9]+)"', written))
    assert len(codes) > 25
    known = definition_sentences._file_sentences({}) | definition_sentences._question_sentences({})
    assert codes - known.keys() == IN_THE_LIBRARYS_WORDS


def test_a_problem_is_told_with_its_line() -> None:
    problem = Problem("duplicate_name", "English", {"name": "a"}, 4)
    assert problem_sentence(problem).startswith("Line 4: ")
    assert problem_sentence(Problem("never_heard_of", "As it is.")) == "As it is."
