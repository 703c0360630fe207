"""Fills a template in. Only the process apart calls this: a template may never end."""

from __future__ import annotations

import io
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from documents.content import Format
from documents.limits import Limits
from documents.refusals import DocumentError
from documents.signature import recognised
from documents.templating.pictures import with_pictures
from documents.templating.reaching_out import fetched, forget_attached_template
from documents.templating.refusals import TemplateFault, TemplateRefused
from documents.writing.packing import without_days


def fill(template: bytes, values: dict[str, Any]) -> bytes:
    """The template with its words; the same bytes for the same words.

    Raises:
        TemplateRefused: it is not a DOCX, or what it asks for cannot be given.
    """
    _check(template)
    try:
        opened = DocxTemplate(io.BytesIO(template))
        sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        opened.render(with_pictures(opened, values), sandbox, autoescape=True)
        _keep_to_itself(opened.docx)
        file = io.BytesIO()
        opened.save(file)
    except TemplateRefused:
        raise
    except SecurityError as error:
        raise TemplateRefused(TemplateFault.NOT_ALLOWED, str(error)) from error
    except TemplateSyntaxError as error:
        raise TemplateRefused(TemplateFault.SYNTAX, str(error.message)) from error
    except UndefinedError as error:
        raise TemplateRefused(TemplateFault.UNKNOWN_NAME, str(error)) from error
    except MemoryError as error:
        raise TemplateRefused(TemplateFault.TOO_GREEDY) from error
    except Exception as error:
        # Whatever a stranger's file makes libraries raise: it is their file that is refused.
        raise TemplateRefused(TemplateFault.FAILED, f"{type(error).__name__}: {error}") from error
    return without_days(file.getvalue())


def _keep_to_itself(opened: Any) -> None:
    """What is made is read by everybody: it fetches nothing from elsewhere when it is opened."""
    forget_attached_template(opened)
    for address in fetched(opened):
        raise TemplateRefused(TemplateFault.NOT_ALLOWED, address)


def _check(template: bytes) -> None:
    try:
        found = recognised(template, Limits())
    except DocumentError as error:
        raise TemplateRefused(TemplateFault.NOT_A_DOCX, error.reason.value) from error
    if found.format is not Format.DOCX:
        raise TemplateRefused(TemplateFault.NOT_A_DOCX, found.format.value)
