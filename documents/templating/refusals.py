"""Why a template is refused."""

import enum


class TemplateFault(enum.StrEnum):
    """Comments name what `detail` says."""

    NOT_A_DOCX = "not_a_docx"  # the reason of `documents.refusals`
    UNKNOWN_NAME = "unknown_name"  # which
    NOT_ALLOWED = "not_allowed"  # what it asked for
    SYNTAX = "syntax"  # what jinja says
    FAILED = "failed"  # what went wrong
    TOO_SLOW = "too_slow"
    TOO_GREEDY = "too_greedy"


class TemplateRefused(ValueError):
    """A template that cannot be used; nothing was made."""

    def __init__(self, fault: TemplateFault, detail: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.detail = fault, detail
