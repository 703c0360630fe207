"""Answering: which questions are asked, which answers are kept, what is still missing."""

from surveys.answers.address import Answers, InstancePath, address, given
from surveys.answers.consequences import Removed, hidden_by
from surveys.answers.pages import Page, next_page, pages, previous_page
from surveys.answers.piping import pipe, piped
from surveys.answers.reading_rows import RowResult, read_row
from surveys.answers.settling import MAX_INSTANCES, State, clean, settle, visible
from surveys.answers.table import Entries, Layout, count_entries, entries_named, layout_of
from surveys.answers.validation import Missing, PageResult, complete, validate_page

__all__ = [
    "MAX_INSTANCES",
    "Answers",
    "Entries",
    "InstancePath",
    "Layout",
    "Missing",
    "Page",
    "PageResult",
    "Removed",
    "RowResult",
    "State",
    "address",
    "clean",
    "complete",
    "count_entries",
    "entries_named",
    "given",
    "hidden_by",
    "layout_of",
    "next_page",
    "pages",
    "pipe",
    "piped",
    "previous_page",
    "read_row",
    "settle",
    "validate_page",
    "visible",
]
