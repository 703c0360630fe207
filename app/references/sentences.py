"""Why a file of references, or a piece of it, cannot be read: for a person."""

from __future__ import annotations

from flask_babel import gettext as _

from app.references.reading import MOST_ENTRIES, Problem


def file_sentence(reason: str) -> str:
    """What is wrong with a file, and what to do."""
    return {
        "too_large": _("There is more than 2 MB of it. Send it in several parts."),
        "not_text": _("This is no text file. Export the references as BibTeX or RIS."),
        "no_reference": _(
            "No reference in BibTeX or RIS was found in it. Plain lines cannot be read: export "
            "them from a reference manager, or add them one by one with the form."
        ),
        "too_many": _(
            "It holds more than %(most)s references. Send it in several parts.", most=MOST_ENTRIES
        ),
        "too_many_marks": _(
            "It holds more braces and quotation marks than a list of references. Send it in "
            "several parts."
        ),
        "too_deep": _("Its braces stand too deep in one another: this is no list of references."),
    }[reason]


def problem_sentence(problem: Problem) -> str:
    """Why a piece of a file is left out."""
    return {
        "no_title": _("It has no title."),
        "too_long": _("“%(field)s” is longer than what can be kept.", field=problem.detail),
        "field_twice": _("“%(field)s” is said twice.", field=problem.detail),
        "name": _("The name “%(name)s” cannot be read.", name=problem.detail),
        "outside": _("It belongs to no reference."),
        "unreadable": _("Its braces, quotation marks or commas do not match."),
    }[problem.reason]
