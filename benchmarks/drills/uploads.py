"""Files that people send, by each kind of form that takes one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.drills.tables import WORKSHOP
from benchmarks.drills.visitors import Visitor, form_with
from benchmarks.multipart import multipart


@dataclass(frozen=True)
class Upload:
    """A form that is filled in: where it goes, and the name of its file."""

    path: str
    fields: Mapping[str, str]
    field: str
    filename: str

    def request(self, visitor: Visitor, content: bytes) -> tuple[dict[str, str], bytes]:
        """The headers and the body with which this visitor sends it."""
        kind, body = multipart(self.fields, {self.field: (self.filename, content, "text/plain")})
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        return {"Content-Type": kind, "Cookie": cookies, "Accept": "text/html"}, body


def contribution(visitor: Visitor, places: Mapping[str, str]) -> Upload:
    here = f"{places['call']}/new"
    told = {"title": "Une contribution", "speaks_for": "oneself", "kind": ""}
    shown = form_with(visitor.open(here).body, "title")
    return Upload(here, {**shown, **told, "may_be_published": "yes"}, "file", "texte.txt")


def answer(visitor: Visitor, places: Mapping[str, str]) -> Upload:
    """A file beside an answer, on the second page of the short questionnaire."""
    home = places["short"]
    page = visitor.send(f"{home}/start", form_with(visitor.open(home).body, "start_key"))
    page = visitor.send(page.path, {"a": "Une réponse", "go": "next"})
    return Upload(page.path, {"b": "Une autre", "go": "next"}, "piece", "piece.txt")


def synthesis(visitor: Visitor, places: Mapping[str, str]) -> Upload:
    here = f"{places['documents']}/new?activity={WORKSHOP}"
    shown = form_with(visitor.open(here).body, "file")
    told = {"kind": "synthesis", "table": "", "round_number": "", "title": "Une synthèse"}
    return Upload(here, {**shown, **told}, "file", "synthese.txt")


def table_to_import(visitor: Visitor, places: Mapping[str, str]) -> Upload:
    here = f"{places['imports']}/new"
    return Upload(here, form_with(visitor.open(here).body, "file"), "file", "reponses.csv")


KINDS: tuple[Callable[[Visitor, Mapping[str, str]], Upload], ...] = (
    contribution,
    answer,
    synthesis,
    table_to_import,
)


def content(size: int) -> bytes:
    """The text of a file that nobody sent before; a table too. `size` is about that in bytes."""
    lines = [f"Question;Réponse {secrets.token_hex(8)}"]
    lines += [f"Quoi ?;{secrets.token_hex(40)}" for _ in range(size // 90)]
    return "\n".join(lines).encode()
