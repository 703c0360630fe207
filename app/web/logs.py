"""Structured logs: one event a line, JSON in production, readable at a desk."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

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


def configure_logging(settings: Settings) -> None:
    """Send the logs of the application and of its libraries through the same renderer."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        shared.append(structlog.processors.format_exc_info)
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
