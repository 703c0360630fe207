"""Errors as programs read them (RFC 9457)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

PROBLEM = "application/problem+json"
FOR_PROGRAMS = "/api/"
"""What the addresses begin with that programs ask for."""


def is_for_programs() -> bool:
    """Whether whoever asks reads no pages: also of an address that is none at all."""
    return request.path.startswith(FOR_PROGRAMS)


def problem(status: int, title: str, detail: Any = None) -> Response:
    """What went wrong; pages of every site may read it, as all that the API answers."""
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    answer = jsonify({**told, "detail": detail} if detail else told)
    answer.status_code, answer.content_type = status, PROBLEM
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
