"""Where a document leads: addresses of pages of this site, and what is said on its first page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.models import Consultation
from app.notifications.places import address
from app.settings import current_settings
from app.web.filters import day
from documents.writing import Document, Part, typeset
from documents.writing.parts import Line, Words


@dataclass(frozen=True)
class Cover:
    """What stands on the first page of a document of a consultation."""

    consultation: str
    slug: str
    language: str
    made_on: dt.date

    @classmethod
    def of(cls, consultation: Consultation, language: str, made_on: dt.date) -> Cover:
        return cls(consultation.title, consultation.slug, language, made_on)

    def page(self, endpoint: str, **values: str) -> str:
        """The whole address of a page; empty where this site does not know its own."""
        if not current_settings().public_url:
            return ""
        return address(endpoint, slug=self.slug, **values)

    def linked(self, text: str, endpoint: str, **values: str) -> Line:
        """Words that lead to a page."""
        return (Words(text, link=self.page(endpoint, **values)),)

    def document(self, title: str, subtitle: str, parts: tuple[Part, ...], **more: Any) -> Document:
        document = Document(
            title=title,
            subtitle=subtitle,
            author=self.consultation,
            date=_("Made on %(day)s", day=day(self.made_on)),
            language=self.language,
            names={"contents": _("Contents"), "page": _("Page")},
            parts=parts,
            **more,
        )
        return typeset(document)
