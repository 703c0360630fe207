"""Structured logs: one event a line, JSON in production, readable at a desk."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from app.web.wordless_errors import error_line, traceback_without_words
from config import Settings

SECRET_PLACES = re.compile(
    r"(/(?:answers|check|invitation|join|fill|sent|receipts"
    r"|(?:registration|subscriptions|roles|requests/confirm|links/[a-z-]+)/[^/\s]+)/"
    r"|[?&](?:again|code|state|id_token_hint)=)[^/\s?&#\"'<>]+"
)
"""What comes next in an address is a key: to somebody's answers, their registration, their card,
their written contribution, their receipt, what they receive or ask for, to a role, an account, a
table or a card form; or what an identity provider sends back with them."""


def without_secrets(_logger: Any, _method: str, line: Any) -> str:
    """A line of the log, codes and secrets of addresses left out (a structlog processor)."""
    return SECRET_PLACES.sub(r"\1…", str(line))


def without_words(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An event whose errors are told without their words (a structlog processor)."""
    for name, value in event.items():
        if isinstance(value, BaseException) and name != "exc_info":
            event[name] = error_line(value)
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = traceback_without_words(error)
    return event


def configure_logging(settings: Settings) -> None:
    """Send the logs of the application and of its libraries through the same renderer."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Whoever looks for a fault at their desk asks for the words with DEBUG.
    shared.append(
        structlog.processors.format_exc_info if settings.log_level == "DEBUG" else without_words
    )
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
                without_secrets,
            ],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    for noisy in ("authlib", "huey", "waitress.queue", "alembic.runtime.plugins"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It warns of each entry that it cannot read: the person who sent the file is told.
    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
