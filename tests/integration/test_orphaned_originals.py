"""Files that no row holds are erased after a day; no other ever is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.models import Channel, Response
from tests.factories import ActivityFactory, DocumentFactory
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

FORM = """
code: essai
title: Essai
items:
  - file: piece
    label: Une pièce
"""
TWO_DAYS = 2 * 24 * 3600


def test_only_what_nothing_holds_for_a_day_goes(app, session, client):
    uploads = Path(app.extensions["settings"].uploads_directory)

    def put(name: str, age: float = TWO_DAYS) -> str:
        path = uploads / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        moment = time.time() - age
        os.utime(path, (moment, moment))
        return name

    in_a_row, in_answers, in_a_correction = (put(sign * 64) for sign in "abc")
    young, orphan, part = put("d" * 64, age=60), put("e" * 64), put(".part-x")
    DocumentFactory(activity=ActivityFactory(channel=Channel.WORKSHOP), sha256=in_a_row)
    made = opened_questionnaire(session, FORM)
    client.post(
        f"/consultations/{made.consultation.slug}/questionnaires/{made.activity.code}/start"
    )
    response = session.query(Response).one()
    response.answers = {"piece": {"key": in_answers, "name": "a.pdf"}}
    response.correction = {"piece": {"key": in_a_correction, "name": "b.pdf"}}
    session.commit()

    def left() -> set[str]:
        ours = {in_a_row, in_answers, in_a_correction, young, orphan, part}
        return ours & {path.name for path in uploads.rglob("*") if path.is_file()}

    runner = app.test_cli_runner()
    assert runner.invoke(args=["uploads", "tidy", "--dry-run"]).output.startswith("2 ")
    assert left() >= {orphan, part}
    assert runner.invoke(args=["uploads", "tidy"]).output.startswith("2 ")
    assert left() == {in_a_row, in_answers, in_a_correction, young}
