"""Why a template is refused, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from documents.templating import TemplateFault


def template_sentence(fault: str, detail: str = "") -> str:
    """What is wrong with a template, and what to do. What jinja says is quoted as it says it."""
    sentences = {
        TemplateFault.NOT_A_DOCX: _("This is not a sound Word file (DOCX) without macros."),
        TemplateFault.UNKNOWN_NAME: _(
            "The template names something that does not exist here: %(what)s", what=detail
        ),
        TemplateFault.NOT_ALLOWED: _(
            "The template asks for something that no template may do: %(what)s", what=detail
        ),
        TemplateFault.SYNTAX: _(
            "The template is not written as it should be: %(what)s", what=detail
        ),
        TemplateFault.FAILED: _("The template cannot be filled in: %(what)s", what=detail),
        TemplateFault.TOO_SLOW: _(
            "The template did not end in time: one of its loops may never end."
        ),
        TemplateFault.TOO_GREEDY: _("The template took more memory than it may."),
    }
    known = fault in TemplateFault.__members__.values()
    return sentences[TemplateFault(fault)] if known else sentences[TemplateFault.FAILED]
