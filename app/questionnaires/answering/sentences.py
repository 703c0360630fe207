"""What a person reads when an answer is refused."""

from __future__ import annotations

from flask_babel import gettext as _

from surveys.problems import AnswerError


def answer_sentence(error: AnswerError, language: str) -> str:
    """The author's own message when there is one, else ours."""
    messages = error.details.get("messages")
    own = messages.text(language) if messages else ""  # type: ignore[attr-defined]
    return own or _sentences(dict(error.details)).get(error.code, _("This answer is refused."))


def _sentences(details: dict[str, object]) -> dict[str, str]:
    get = details.get
    return {
        "required": _("This question needs an answer."),
        "constraint": _("This answer does not fit the rule of the question."),
        "unreadable": _("This text holds characters that cannot be kept."),
        "too_long": _("This text is too long: %(limit)s characters at most.", limit=get("limit")),
        "not_an_integer": _("Give a whole number, such as 12."),
        "not_a_number": _("Give a number, such as 12.5."),
        "too_small": _("Give a number of at least %(limit)s.", limit=get("limit")),
        "too_large": _("Give a number of at most %(limit)s.", limit=get("limit")),
        "not_a_step": _("Give one of the values of the scale."),
        "not_a_date": _("Give a date, such as 31/12/2026."),
        "not_a_time": _("Give a time, such as 14:30."),
        "unknown_choice": _("Choose one of the answers."),
        "several_answers": _("Choose one answer only."),
        "ranked_twice": _("The same answer is ranked twice."),
        "same_rank": _("Two answers have the rank %(rank)s.", rank=get("rank")),
        "not_a_rank": _("A rank is a whole number, from 1."),
        "not_a_siret": _("This SIRET is not right: it has 14 digits, the last one a check."),
        "organisation_without_name": _("Give the name of the organisation."),
        "file_too_large": _("This file is too large."),
        "file_empty": _("This file is empty."),
        "unknown_file": _("This file was not received: choose it again."),
        "too_many_rows": _("%(limit)s entries at most.", limit=get("limit")),
    }
