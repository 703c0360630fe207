import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from app.jobs.analysis_steps import analysis_step
from app.jobs.sentences import step_sentence
from app.models import Job, JobKind, JobState

ANALYSIS = Path(__file__).resolve().parents[3] / "analysis"


@pytest.fixture(autouse=True)
def request_in_english() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def step_names() -> set[str]:
    """The second argument of every call of `progress` or `report` in the library."""
    found = set()
    for path in ANALYSIS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) != 2:
                continue
            if not isinstance(node.func, ast.Name) or node.func.id not in ("progress", "report"):
                continue
            told = node.args[1]
            if isinstance(told, ast.JoinedStr):
                told = told.values[0]
            if isinstance(told, ast.Constant):
                found.add(str(told.value))
    return found


def test_every_step_of_the_analysis_has_a_sentence() -> None:
    names = step_names()
    assert len(names) > 20
    assert [name for name in sorted(names) if analysis_step(name) is None] == []


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("themes:vote 3/40", "Finding the themes."),
        ("themes:count 12/17", "Choosing how many themes."),
        ("themes:done", "Finding the themes."),
        ("links:examples", "Learning from what was decided."),
        ("links:a step of tomorrow", "Proposing links to the objectives."),
        ("try:seed 1: vote 3/40", "Trying what would change the themes."),
        ("", "Starting."),
    ],
)
def test_a_job_tells_its_step(step: str, sentence: str) -> None:
    job = Job(kind=JobKind.ANALYSIS, state=JobState.RUNNING, step=step, cancel_asked=False)
    assert step_sentence(job) == sentence
