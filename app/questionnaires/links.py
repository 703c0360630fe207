"""Addresses of the pages of one questionnaire."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.web.guard import current_consultation


def link_to(endpoint: str, code: str, **values: Any) -> str:
    """A page about the questionnaire with this code, in the consultation that is open."""
    return url_for(endpoint, slug=current_consultation().slug, code=code, **values)


def questionnaire_link(code: str) -> str:
    """The page of the questionnaire itself."""
    return link_to("questionnaires.show", code)


def response_link(code: str, token: str) -> str:
    """The private link: to the page where the person stopped, or to the receipt."""
    return link_to("answering.come_back", code, token=token)
