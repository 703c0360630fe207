"""docs/permissions.md says what the code does, and the log names what a role does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

import config
from app import create_app
from app.audit.acts import QUIET, SENTENCES, TAKEN_AWAY
from app.audit.lines import THINGS
from app.cli.permissions import as_markdown
from app.models import Role
from app.web.acts_recorded import SECRETS

ROOT = Path(__file__).resolve().parents[2]
NOT_PERSONAL = {
    "card_import.template",
    "privacy.register_csv",
    "privacy.register_xlsx",
    "questionnaire_versions.as_xlsform",
    "workshop_printing.qr_sheets",
    "reference_lists.take_away",
    "representativeness.population_file",
    "representativeness.take_away",
    "sensitivity.as_csv",
    "themes.manifest_json",
    "versions.content",
    "workshop_printing.table_sheets",
    "card_printing.printable",
    "who_says_what.take_away",
}
"""Files that only a role takes away, and that say nothing of anybody."""
FILE = re.compile(r"\.(?:csv|xlsx|ods|sav|zip|pdf|json)$|/(?:original|file)$")
PROGRESS = {"jobs.status", "documents.progress", "rights.status"}
TOLD_BY_SERVICES = {
    "mandate",
    "role",
    "second_factor",
    "openid",
    "log",
    "privacy",
    "privacy_request",
    "breach",
    "rights",
    "sign_in_refused",
}
"""The beginnings of acts that are no endpoints: a service writes them down."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application: no database is asked."""
    directory = tmp_path_factory.mktemp("data")
    return create_app(
        config.load(
            {
                "SILLAGE_ENV": "testing",
                "SILLAGE_DATA": str(directory),
                "DATABASE_URL": f"sqlite:///{directory}/none.db",
                "QUEUE_URL": "memory://",
                "LOG_LEVEL": "WARNING",
            }
        )
    )


def test_the_table_of_permissions_is_what_the_guards_say(pages: Flask) -> None:
    written = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert written == as_markdown(pages), "run `make permissions`"


def test_each_act_of_a_role_has_a_sentence_in_the_log_or_a_reason_to_have_none(
    pages: Flask,
) -> None:
    acts = {endpoint for endpoint, methods in _of_a_role(pages) if "POST" in methods}
    assert acts - SENTENCES.keys() - QUIET.keys() == set()
    assert QUIET.keys() <= acts
    assert SENTENCES.keys() & QUIET.keys() == set()


def test_the_log_has_a_word_for_each_thing_that_its_acts_name(pages: Flask) -> None:
    acts = SENTENCES.keys() & pages.view_functions.keys()
    named = {name for act in acts for rule in _rules(pages, act) for name in rule.arguments}
    assert named - THINGS.keys() - SECRETS - {"slug"} == set()


def test_the_log_names_nothing_that_nobody_can_do(pages: Flask) -> None:
    gone = SENTENCES.keys() - pages.view_functions.keys()
    assert {act.split(".")[0] for act in gone} - TOLD_BY_SERVICES == {"signed_in", "signed_out"}


def test_each_file_that_a_role_takes_away_is_written_down(pages: Flask) -> None:
    files = {
        endpoint
        for endpoint, methods in _of_a_role(pages)
        if "GET" in methods and any(FILE.search(rule.rule) for rule in _rules(pages, endpoint))
    }
    assert files - TAKEN_AWAY - NOT_PERSONAL - PROGRESS == set()
    assert {endpoint for endpoint, methods in _of_a_role(pages) if "GET" in methods} >= TAKEN_AWAY
    assert SENTENCES.keys() >= TAKEN_AWAY


def _of_a_role(app: Flask) -> list[tuple[str, set[str]]]:
    """The endpoints that a role or an account opens, and not everybody, with their methods."""
    found = []
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", "public")
        is_of_everybody = guard == "public" or ("slug" in rule.arguments and guard(Role.VISITOR))
        if not is_of_everybody:
            found.append((rule.endpoint, set(rule.methods or ())))
    return found


def _rules(app: Flask, endpoint: str) -> list:
    return list(app.url_map.iter_rules(endpoint))
