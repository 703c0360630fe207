"""Two plans side by side as a document: what was added, changed, kept or closed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.models import ActionFate, Plan
from app.publication.documents.charted import bars
from app.publication.documents.site import Cover
from app.strategy.citing import without_marks
from app.strategy.plans.revising.comparing import Compared, Comparison
from app.strategy.plans.sources import RestsOn
from app.web.filters import day
from app.web.labels import label
from documents.writing import Bullets, Document, Heading, Paragraph, Part, Table, words
from documents.writing.parts import Line


def comparison_document(comparison: Comparison, cover: Cover) -> Document:
    before, after = comparison.before, comparison.after
    title = _(
        "From the plan %(first)s to the plan %(second)s",
        first=before.number,
        second=after.number,
    )
    parts: list[Part] = [
        Heading(1, _("The two plans"), "figures"),
        _plans(comparison),
        *bars(
            _("What became of the actions"),
            (_("What became of them"), _("Actions")),
            [(str(label(fate)), len(comparison.of(fate))) for fate in ActionFate],
        ),
    ]
    for name, fate in _chapters():
        found = comparison.of(fate)
        if found:
            parts += [Heading(1, name, fate.value if fate else "waiting"), *_told(fate, found)]
    return cover.document(title, f"{before.title} – {after.title}", tuple(parts))


def _chapters() -> tuple[tuple[str, ActionFate | None], ...]:
    return (
        (_("Actions that are new"), ActionFate.ADDED),
        (_("Actions that were changed"), ActionFate.CHANGED),
        (_("Actions that were closed"), ActionFate.CLOSED),
        (_("Actions that were carried over as they were"), ActionFate.CARRIED),
        (_("Actions without a fate yet"), None),
    )


def _plans(comparison: Comparison) -> Table:
    # A plan holds the actions that it closes, with the reason why: they are none of its own.
    counts = (
        sum(one.before is not None for one in comparison.actions),
        sum(
            one.after is not None and one.fate is not ActionFate.CLOSED
            for one in comparison.actions
        ),
    )
    return Table(
        _("The two plans"),
        (_("Plan"), _("Title"), _("Period"), _("Actions")),
        tuple(
            _plan(plan, count)
            for plan, count in zip((comparison.before, comparison.after), counts, strict=True)
        ),
        frozenset({3}),
    )


def _plan(plan: Plan, count: int) -> tuple[Line, ...]:
    dates = _("From %(start)s to %(end)s", start=day(plan.starts_on), end=day(plan.ends_on))
    return tuple(words(one) for one in (str(plan.number), plan.title, dates, str(count)))


def _told(fate: ActionFate | None, found: Sequence[Compared]) -> Iterator[Part]:
    if fate is ActionFate.CHANGED:
        for one in found:
            yield from _changed(one)
    elif fate is ActionFate.CLOSED:
        yield Table(
            _("Actions that were closed, and why"),
            (_("Action"), _("Reason")),
            tuple((words(_name(one)), words(one.reason)) for one in found),
        )
    elif fate is ActionFate.ADDED:
        yield Table(
            _("Actions that are new, and what they rest on"),
            (_("Action"), _("What it rests on")),
            tuple((words(_name(one)), words(_sources(one))) for one in found),
        )
    else:
        yield Bullets(tuple(words(_name(one)) for one in found))


def _changed(one: Compared) -> Iterator[Part]:
    yield Heading(2, _name(one))
    if one.reason:
        yield Paragraph(words(one.reason))
    if one.changes:
        yield Table(
            _("What changed in the action %(code)s", code=one.line.code),
            (_("What"), _("Before"), _("After")),
            tuple(
                tuple(words(without_marks(said)) for said in (each.name, each.before, each.after))
                for each in one.changes
            ),
        )


def _name(one: Compared) -> str:
    return f"{one.line.code} – {one.line.title}"


def _sources(one: Compared) -> str:
    """The reason that was given, the points from which it comes, and how many excerpts lead to
    it."""
    rests = one.sources or RestsOn((), 0)
    told = [one.reason, *(title for _id, title in rests.points)]
    if rests.excerpts:
        told.append(
            ngettext(
                "%(num)s excerpt of what people said leads to it.",
                "%(num)s excerpts of what people said lead to it.",
                rests.excerpts,
            )
        )
    said = "\n".join(one for one in told if one)
    return said or _("A line of the strategy; no excerpt was linked to it by itself.")
