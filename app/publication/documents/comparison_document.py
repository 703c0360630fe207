"""Two plans side by side as a document: what was added, changed, kept or closed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.models import ActionFate, ActionState
from app.publication.documents.charted import bars
from app.publication.documents.plan_tables import Action, euros, lead, period
from app.publication.documents.site import Cover
from app.strategy.citing import without_marks
from app.web.labels import label
from documents.writing import Document, Heading, Paragraph, Part, Table, words


@dataclass(frozen=True)
class Compared:
    """An action in the two plans; None where one of them has it not."""

    before: Action | None
    after: Action | None

    @property
    def fate(self) -> ActionFate:
        """What the later plan makes of it. One that it leaves out without a word is closed."""
        if self.after is None or self.after["fate"] == ActionFate.CLOSED:
            return ActionFate.CLOSED
        if self.before is None:
            return ActionFate.ADDED
        return ActionFate.CHANGED if self.changes else ActionFate.CARRIED

    @property
    def reason(self) -> str:
        if self.after is None:
            return _("The later plan does not name it.")
        return str(self.after["fate_reason"] or self.after["reason"])

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What differs: its name, before, after."""
        if self.before is None or self.after is None:
            return []
        pairs = zip(_told(self.before), _told(self.after), strict=True)
        return [(name, old, new) for (name, old), (_name, new) in pairs if old != new]

    @property
    def name(self) -> str:
        action = self.after or self.before or {}
        return f"{action['code']} – {action['title']}"


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Compared]:
    """The actions of two plans, those of the later one first and in its order."""
    old = {one["id"]: one for one in before["actions"]}
    found = [Compared(old.pop(one["id"], None), one) for one in after["actions"]]
    return [*found, *(Compared(one, None) for one in old.values())]


def comparison_document(before: dict[str, Any], after: dict[str, Any], cover: Cover) -> Document:
    """`before` and `after` are plans of `app.strategy.versions.plan_content`."""
    found = compared(before, after)
    title = _(
        "From the plan %(first)s to the plan %(second)s",
        first=before["number"],
        second=after["number"],
    )
    parts: list[Part] = [
        Heading(1, _("The two plans"), "figures"),
        _plans(before, after),
        *bars(
            _("What became of the actions"),
            (_("What became of them"), _("Actions")),
            [(str(label(fate)), sum(one.fate is fate for one in found)) for fate in ActionFate],
        ),
    ]
    for fate in ActionFate:
        parts += _chapter(fate, [one for one in found if one.fate is fate])
    return cover.document(title, f"{before['title']} – {after['title']}", tuple(parts))


def _plans(*plans: dict[str, Any]) -> Table:
    return Table(
        _("The two plans"),
        (_("Plan"), _("Title"), _("Period"), _("Actions")),
        tuple(
            (
                words(str(plan["number"])),
                words(plan["title"]),
                words(period(plan["starts_on"], plan["ends_on"])),
                words(str(len(plan["actions"]))),
            )
            for plan in plans
        ),
        frozenset({3}),
        (1, 4, 4, 1),
    )


def _chapter(fate: ActionFate, found: Sequence[Compared]) -> Iterator[Part]:
    if not found:
        return
    yield Heading(1, str(label(fate)), fate.value)
    if fate is ActionFate.CHANGED:
        for one in found:
            yield from _changed(one)
        return
    yield Table(
        str(label(fate)),
        (_("Action"), _("Reason")),
        tuple((words(one.name), words(one.reason)) for one in found),
        widths=(1, 1),
    )


def _changed(one: Compared) -> Iterator[Part]:
    yield Heading(2, one.name)
    if one.reason:
        yield Paragraph(words(one.reason))
    yield Table(
        _("What changed"),
        (_("What"), _("Before"), _("After")),
        tuple(tuple(words(cell) for cell in row) for row in one.changes),
        widths=(1, 2, 2),
    )


def _told(action: Action) -> Iterator[tuple[str, str]]:
    """What is compared of an action, in words. Its progress is no change of the plan."""
    yield _("Title"), action["title"]
    yield _("Description"), without_marks(action["description"])
    yield _("State"), str(label(ActionState(action["state"])))
    yield _("Objectives"), ", ".join(action["objectives"])
    yield _("Lead"), lead(action)
    yield _("Partners"), ", ".join(sorted(one["name"] for one in action["partners"]))
    yield _("Calendar"), period(action["starts_on"], action["ends_on"])
    yield _("Budget"), euros(action["budget"])
