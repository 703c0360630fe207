"""The strategy as a document: its figures, its lines with what they cite, its plan in short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import NodeKind
from app.publication.documents.charted import bars
from app.publication.documents.noted import NotedTexts
from app.publication.documents.plan_tables import period, plan_in_short
from app.publication.documents.site import Cover
from app.strategy.citing import Notes
from app.strategy.versions.reading import FrozenLine, frozen_tree
from app.web.filters import number
from documents.writing import Bullets, Document, Heading, Paragraph, Part, Table, words
from documents.writing.parts import Line, Words

LISTED = (NodeKind.FINDING.value, NodeKind.NEED.value, NodeKind.ACTION.value)
"""Kinds that stand in lists below their line, where they have no text of their own."""
DEEPEST = 4


def strategy_document(
    content: dict[str, Any],
    notes: Notes,
    cover: Cover,
    *,
    subtitle: str,
    annex: tuple[Part, ...] = (),
) -> Document:
    """The document of what `app.strategy.versions.content` gives, now or as it was frozen."""
    told, tree, strategy = NotedTexts(notes), frozen_tree(content), content["strategy"]
    excerpts = _excerpts_below(content)
    parts: list[Part] = [Heading(1, _("The strategy in figures"), "figures")]
    dates = period(strategy["starts_on"], strategy["ends_on"])
    if dates:
        parts.append(Paragraph(words(dates)))
    parts += [*_figures(content, cover), *_by_line(tree, excerpts)]
    if strategy["summary"]:
        parts += [Heading(1, _("In short"), "summary"), *told.parts(strategy["summary"])]
    for line in tree:
        parts += _line(line, 1, told, cover)
    if content["plan"]:
        parts += plan_in_short(content["plan"], cover)
    return cover.document(strategy["title"], subtitle, (*parts, *annex), notes=told.footnotes())


def _figures(content: dict[str, Any], cover: Cover) -> Iterator[Part]:
    figures = content["figures"]
    rows = (
        (_("Lines of the strategy"), figures["lines"], "strategy.show"),
        (_("Lines to which words of contributors lead"), figures["lines_with_evidence"], ""),
        (_("Excerpts of contributions that lead to the strategy"), figures["excerpts"], ""),
        (_("Findings, needs and proposed actions taken up"), figures["points"], ""),
        (_("Citations in the text"), figures["citations"], ""),
    )
    yield Table(
        _("What the strategy holds"),
        (_("What is counted"), _("How many")),
        tuple(
            (
                cover.linked(name, page) if page else words(name),
                words(number(count)),
            )
            for name, count, page in rows
        ),
        frozenset({1}),
    )
    yield Paragraph(
        words(
            _(
                "Each number in the text leads to a note at the foot of the page: the words of a"
                " contributor, or a document of the bibliography."
            )
        ),
        is_quiet=True,
    )


def _by_line(tree: Sequence[FrozenLine], excerpts: dict[str, set[str]]) -> tuple[Part, ...]:
    rows = [(f"{line.code} – {line.title}", len(_all_below(line, excerpts))) for line in tree]
    return bars(
        _("Excerpts that lead to each part of the strategy"),
        (_("Part of the strategy"), _("Excerpts")),
        rows,
    )


def _excerpts_below(content: dict[str, Any]) -> dict[str, set[str]]:
    return {line["code"]: {one["excerpt"] for one in line["evidence"]} for line in content["nodes"]}


def _all_below(line: FrozenLine, excerpts: dict[str, set[str]]) -> set[str]:
    found = set(excerpts[line.code])
    for child in line.children:
        found |= _all_below(child, excerpts)
    return found


def _line(line: FrozenLine, level: int, told: NotedTexts, cover: Cover) -> Iterator[Part]:
    """A line with all that is below it. What is deeper than headings go stands as bold words."""
    title = line_name(line.kind_label, line.code, line.title)
    if level <= DEEPEST:
        yield Heading(level, title, line.code)
    else:
        yield Paragraph(words(title, is_bold=True))
    yield from told.parts(line.text)
    if line.excerpts:
        yield Paragraph(_led_here(line, cover), is_quiet=True)
    for listed, lines in groupby(line.children, key=_listed_as):
        if listed:
            yield Paragraph(words(listed, is_bold=True))
            yield Bullets(tuple(_item(one) for one in lines))
        else:
            for one in lines:
                yield from _line(one, level + 1, told, cover)


def line_name(kind_label: str, code: str, title: str) -> str:
    """A line as its heading says it: kinds are words of a sentence elsewhere."""
    return f"{kind_label[:1].upper()}{kind_label[1:]} {code} – {title}"


def _listed_as(line: FrozenLine) -> str:
    """The name of the list in which a line stands; empty: it has a heading."""
    is_listed = line.kind in LISTED and not line.children and not line.text
    return _list_name(line) if is_listed else ""


def _list_name(line: FrozenLine) -> str:
    names = {
        NodeKind.FINDING.value: _("Findings"),
        NodeKind.NEED.value: _("Needs"),
        NodeKind.ACTION.value: _("Actions"),
    }
    return names[line.kind]


def _item(line: FrozenLine) -> Line:
    said = (Words(f"{line.code} ", is_bold=True), Words(line.title))
    if not line.excerpts:
        return said
    count = ngettext("%(num)s excerpt", "%(num)s excerpts", line.excerpts)
    return (*said, Words(f" ({count})", is_italic=True))


def _led_here(line: FrozenLine, cover: Cover) -> Line:
    said = ngettext(
        "%(num)s excerpt of a contribution leads here",
        "%(num)s excerpts of contributions lead here",
        line.excerpts,
    )
    names = {
        "direct": _("directly"),
        "theme": _("by a theme"),
        "point": _("by a finding, a need or an action"),
    }
    ways = [
        _("%(name)s: %(count)s", name=name, count=number(line.by_way[way]))
        for way, name in names.items()
        if line.by_way.get(way)
    ]
    link = ""
    if line.kind == NodeKind.OBJECTIVE.value:
        link = cover.page("became.line", code=line.code)
    return (Words(f"{said} ({', '.join(ways)}).", link=link),)
