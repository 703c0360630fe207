"""Answering: which questions are asked, which answers are kept, what is still missing."""

from surveys.answers.address import Answers, InstancePath, address, given
from surveys.answers.consequences import Removed, hidden_by
from surveys.answers.pages import Page, next_page, pages, previous_page
from surveys.answers.piping import pipe, piped
from surveys.answers.settling import MAX_INSTANCES, State, clean, settle, visible
from surveys.answers.validation import Missing, PageResult, complete, validate_page

__all__ = [
    "MAX_INSTANCES",
    "Answers",
    "InstancePath",
    "Missing",
    "Page",
    "PageResult",
    "Removed",
    "State",
    "address",
    "clean",
    "complete",
    "given",
    "hidden_by",
    "next_page",
    "pages",
    "pipe",
    "piped",
    "previous_page",
    "settle",
    "validate_page",
    "visible",
]
