from __future__ import annotations

import logging

import pytest
import structlog

from app.web.logs import configure_logging, without_secrets
from config import load

CODE = "7KQ2M-9XDRT-4BCDE-FGH23"
SECRET = "aB3_-" * 6 + "ab"
ROW = "0192f1c0-5b7e-7c3a-9f55-0e8f2b0c1d2e"


@pytest.mark.parametrize(
    "line",
    [
        f"path=/consultations/d/questionnaires/Q1/answers/{CODE}/vous",
        f'{{"path": "/consultations/d/questionnaires/Q1/answers/{CODE}"}}',
        f"GET /consultations/d/questionnaires/Q1/invitation/{SECRET}/stop HTTP/1.1",
        f"BuildError: '/invitation/{SECRET}?a=b'",
        f"path=/consultations/d/tables/{ROW}/join/{SECRET}/notes/{ROW}/remove",
        f"GET /consultations/d/conferences/Q1/registration/{ROW}/{SECRET}/code.svg HTTP/1.1",
        f"POST /consultations/d/subscriptions/{ROW}/{SECRET}/stop?only=newsletter HTTP/1.1",
        f"POST /consultations/d/cards/{ROW}/fill/{SECRET}/waiting HTTP/1.1",
        f"GET /consultations/d/cards/{ROW}/sent/{CODE}?again={SECRET} HTTP/1.1",
        f"GET /consultations/d/receipts/{CODE}/receipt.pdf HTTP/1.1",
        f"GET /sign-in?next=/roles/{ROW}/{SECRET} HTTP/1.1",
        f"POST /consultations/d/submissions/call-1/check/{CODE}/send HTTP/1.1",
        f"GET /sign-in/openid/callback?code={SECRET}&state={SECRET}&iss=https://idp/d/ HTTP/1.1",
    ],
)
def test_a_line_of_the_log_holds_no_key_of_an_address(line):
    shown = without_secrets(None, "", line)
    assert CODE not in shown
    assert SECRET not in shown
    assert "/d/" in shown or "invitation" in shown or "/roles/" in shown


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
