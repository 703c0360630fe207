"""The whole review as it would be now, and the words of its editors with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Consultation, ConsultationReview
from app.publication.review.actions_section import actions_section
from app.publication.review.blocks import Block, Section, excerpts_in
from app.publication.review.method_section import method_section
from app.publication.review.participation_section import participation_section
from app.publication.review.quality_sections import agreement_section, not_kept_section
from app.publication.review.themes_section import themes_section
from app.publication.review.words import ShownWords, words_of

Writer = Callable[[Session, Consultation], Iterator[Block]]
WRITERS: dict[Section, Writer] = {
    Section.METHOD: method_section,
    Section.PARTICIPATION: participation_section,
    Section.THEMES: themes_section,
    Section.ACTIONS: actions_section,
    Section.AGREEMENT: agreement_section,
    Section.NOT_KEPT: not_kept_section,
}


@dataclass(frozen=True)
class Review:
    """A content (`generated`), and the verbatims that everybody may read at this moment."""

    content: dict[str, Any]
    verbatims: dict[str, ShownWords]


def section_name(section: Section) -> str:
    names = {
        Section.METHOD: _("Method and calendar"),
        Section.PARTICIPATION: _("Participation"),
        Section.THEMES: _("Themes, expectations and verbatims"),
        Section.ACTIONS: _("Possible actions by theme and sub-theme"),
        Section.AGREEMENT: _("Agreement and sensitivity of the analysis"),
        Section.NOT_KEPT: _("What became of the words, and what was not kept"),
    }
    return names[section]


def generated(
    session: Session, consultation: Consultation, review: ConsultationReview | None
) -> dict[str, Any]:
    """Plain JSON: `sections` in their order, without those that were hidden, each with its `key`,
    its `title`, the `intro` of its editors in Markdown, and its `blocks`."""
    words = dict(review.words) if review else {}
    hidden = set(review.hidden) if review else set()
    return {
        "title": _("Consultation review"),
        "sections": [
            {
                "key": section.value,
                "title": section_name(section),
                "intro": str(words.get(section.value, "")),
                "blocks": list(write(session, consultation)),
            }
            for section, write in WRITERS.items()
            if section.value not in hidden
        ],
    }


def shown(session: Session, consultation: Consultation, content: dict[str, Any]) -> Review:
    """A content with its verbatims; words that were withdrawn since are not there."""
    return Review(content, words_of(session, consultation.id, excerpts_in(content)))
