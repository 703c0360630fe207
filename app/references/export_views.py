"""The bibliography, whole or filtered, as a file for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.references.arguments import filter_argument
from app.references.bibtex_writing import write_bibtex
from app.references.description import Description
from app.references.permissions import may_read_bibliography
from app.references.queries import chosen_references, reference_of
from app.references.ris_writing import write_ris
from app.references.services import description_of
from app.web.arguments import uuid_argument
from app.web.downloads import download, file_to_send
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "reference_exports", __name__, url_prefix="/consultations/<slug>/bibliography"
)

Writer = Callable[[Iterable[Description]], Iterator[str]]


@blueprint.get("/references.bib")
@requires(may_read_bibliography)
def as_bibtex() -> ResponseReturnValue:
    return _file(write_bibtex, "bib", "application/x-bibtex; charset=utf-8")


@blueprint.get("/references.ris")
@requires(may_read_bibliography)
def as_ris() -> ResponseReturnValue:
    return _file(write_ris, "ris", "application/x-research-info-systems; charset=utf-8")


def _file(write: Writer, extension: str, media_type: str) -> ResponseReturnValue:
    """Those that the address chooses, or the one that it names."""
    consultation = current_consultation()
    named = uuid_argument("reference")
    if named:
        found = reference_of(current_session(), consultation.id, named) or abort(404)
        references, name = [found], found.key
    else:
        chosen = filter_argument(request.args)
        references = [*chosen_references(current_session(), consultation.id, chosen)]
        name = f"{consultation.slug}-{_('Bibliography').lower()}"
    file = file_to_send()
    file.writelines(text.encode() for text in write(map(description_of, references)))
    return download(file, f"{name}.{extension}", media_type)
