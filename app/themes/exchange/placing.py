"""Which excerpts the selections of a project fall on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from app.themes.codebook.tree import same_title
from app.themes.exchange.groups import Groups, groups_in
from app.themes.exchange.incoming import FileCode, Given, Incoming, Left, told_people
from app.themes.exchange.qdpx.counting import Span, counting_of, spans_in
from app.themes.exchange.qdpx.project import Code, Coding, Project, Source
from app.themes.exchange.texts import Text, Texts, matched

UNKNOWN_TEXT, NO_TEXT, OUTSIDE = "unknown_text", "no_text", "outside"
NO_EXCERPT, NO_CODE = "no_excerpt", "no_code"


def compared(project: Project, texts: Texts) -> Incoming:
    """A project compared with the corpus."""
    placing = _Placing(project.head.codes)
    for kind, count in project.left_out.items():
        placing.left.add(NO_TEXT, kind, count)
    found: list[tuple[Source, Text]] = []
    for source, text in matched(texts, project.sources):
        if text is not None:
            found.append((source, text))
        elif source.selections or source.codings:
            placing.left.add(UNKNOWN_TEXT, source.name)
    spans = {source.guid: text.excerpts for source, text in found}
    counting = counting_of(
        (source for source, _text in found), lambda source, span: span in spans[source.guid]
    )
    for source, text in found:
        for selection, span in zip(source.selections, spans_in(source, counting), strict=True):
            placing.place(source, text, span, selection.codings)
        if source.codings:
            placing.place(source, text, _all_of(text), source.codings)
    people = told_people(one.name for one in project.head.users if one.guid in placing.people)
    codes = tuple(placing.themes.values())
    return Incoming(codes, placing.given, placing.left, len(found), people)


class _Placing:
    """What was given so far, and what is left."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self.groups = groups_in(codes)
        self.mirrored = _mirrored(codes)
        self.themes = _themes_among(codes, self.groups, self.mirrored)
        self.given: dict[uuid.UUID, Given] = {}
        self.left = Left()
        self.people: set[str] = set()

    def place(
        self, source: Source, text: Text, span: Span | None, codings: Iterable[Coding]
    ) -> None:
        codings = list(codings)
        codes = {self.mirrored.get(one.code, one.code) for one in codings}
        if not any(one in self.themes or one in self.groups.all for one in codes):
            self.left.add(NO_CODE, source.name)
            return
        if span is None:
            self.left.add(OUTSIDE, source.name)
            return
        reached = list(_reached(text, span))
        if not reached:
            self.left.add(NO_EXCERPT, source.name)
        self.people |= {one.user for one in codings if reached}
        for excerpt_id, is_near in reached:
            before = self.given.get(excerpt_id)
            given = self.given.setdefault(excerpt_id, Given(is_near=is_near))
            given.is_near = is_near and (before is None or before.is_near)
            given.codes |= codes & self.themes.keys()
            given.natures |= {
                self.groups.natures[one] for one in codes & self.groups.natures.keys()
            }
            given.stances |= {
                self.groups.stances[one] for one in codes & self.groups.stances.keys()
            }


def _reached(text: Text, span: Span) -> Iterable[tuple[uuid.UUID, bool]]:
    """The excerpt of a span; else those of which it covers more than half, which is near."""
    if (exact := text.excerpts.get(span)) is not None:
        yield exact, False
        return
    start, end = span
    for (first, last), excerpt_id in text.excerpts.items():
        if 2 * (min(end, last) - max(start, first)) > last - first:
            yield excerpt_id, True


def _all_of(text: Text) -> Span:
    return 0, max(last for _first, last in text.excerpts)


def _themes_among(
    codes: Sequence[Code], groups: Groups, mirrored: dict[str, str]
) -> dict[str, FileCode]:
    """The codes that stand for themes, by their identifiers."""
    found: dict[str, FileCode] = {}
    for code in codes:
        if code.guid in groups.all or code.guid in mirrored or not code.name:
            continue
        above = found.get(code.above or "")
        path = (*above.path, code.name) if above else (code.name,)
        found[code.guid] = FileCode(code.guid, path, above.key if above else None, code.description)
    return found


def _mirrored(codes: Sequence[Code]) -> dict[str, str]:
    """Codes that a program made to stand for the category above them, under its very name."""
    by_guid = {code.guid: code for code in codes}
    has_below = {code.above for code in codes}
    found = {}
    for code in codes:
        above = by_guid.get(code.above or "")
        is_alone = code.guid not in has_below
        if above and not above.is_codable and is_alone and same_title(above.name, code.name):
            found[code.guid] = above.guid
    return found
