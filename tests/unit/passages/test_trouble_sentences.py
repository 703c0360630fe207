from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel

from app.corpus.tables import TableReason
from app.documents.sentences import trouble_sentence
from documents import Caution, Reason

UNKNOWN = "The document could not be read. Send it again, or in another format."
OURS = ("no_note_column", "cancelled", "not_read", "bad_rows")
NEVER_SHOWN = {Reason.A_SHEET}
"""A sheet is read by the reader of sheets."""


@pytest.fixture(autouse=True)
def _english():
    app = Flask(__name__)
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "code", [*(one for one in Reason if one not in NEVER_SHOWN), *Caution, *OURS]
)
def test_every_trouble_has_a_sentence_of_its_own(code):
    said = trouble_sentence({"code": str(code), "limit": 25 * 2**20, "count": 2})
    assert said.endswith(".")
    assert said != UNKNOWN


@pytest.mark.parametrize("reason", list(TableReason))
def test_every_trouble_of_a_sheet_has_a_sentence(reason):
    assert trouble_sentence({"code": "sheet", "reason": reason.value, "details": {}})


def test_an_unknown_trouble_has_a_sentence_and_no_trouble_has_none():
    assert trouble_sentence({"code": "unheard of"}) == UNKNOWN
    assert trouble_sentence({}) == ""


def test_limits_are_said_as_people_count():
    assert "25 MB" in trouble_sentence({"code": "too_large", "limit": 25 * 2**20})
    assert "3,000 pages" in trouble_sentence(
        {"code": "too_many_pages", "pages": 3000, "limit": 2000}
    )
