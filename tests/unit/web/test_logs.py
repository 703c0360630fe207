from __future__ import annotations

import logging

import pytest
import structlog

from app.web.logs import configure_logging, without_secrets
from config import load

CODE = "7KQ2M-9XDRT-4BCDE-FGH23"
SECRET = "aB3_-" * 6 + "ab"


@pytest.mark.parametrize(
    "line",
    [
        f"path=/consultations/d/questionnaires/Q1/answers/{CODE}/vous",
        f'{{"path": "/consultations/d/questionnaires/Q1/answers/{CODE}"}}',
        f"GET /consultations/d/questionnaires/Q1/invitation/{SECRET}/stop HTTP/1.1",
        f"BuildError: '/invitation/{SECRET}?a=b'",
    ],
)
def test_a_line_of_the_log_holds_no_key_to_anybodys_answers(line):
    shown = without_secrets(None, "", line)
    assert CODE not in shown
    assert SECRET not in shown
    assert "Q1" in shown or "invitation" in shown


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_neither_our_logs_nor_those_of_libraries_hold_them(tmp_path, capsys, log_format):
    root = logging.getLogger()
    kept = root.handlers, root.level
    settings = load({"SILLAGE_DATA": str(tmp_path), "LOG_FORMAT": log_format})
    try:
        configure_logging(settings)
        path = f"/consultations/d/questionnaires/Q1/answers/{CODE}"
        try:
            raise RuntimeError(path)
        except RuntimeError as error:
            structlog.get_logger("a").error("request failed", path=path, exc_info=error)
        logging.getLogger("werkzeug").info("GET %s/vous HTTP/1.1", path)
    finally:
        root.handlers, root.level = kept
        structlog.reset_defaults()
    said = capsys.readouterr().err
    assert "request failed" in said
    assert "GET" in said
    assert CODE not in said
