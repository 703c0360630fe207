"""Pours a document into a client's own DOCX: its words stand where the template names them.

The template is run in a process of its own, in a sandbox, under limits: see `apart`.
"""

from documents.templating.apart import filled_apart
from documents.templating.example import example
from documents.templating.refusals import TemplateFault, TemplateRefused
from documents.templating.values import NAMES, values_of

__all__ = ["NAMES", "TemplateFault", "TemplateRefused", "example", "filled_apart", "values_of"]
