"""A frozen plan (`app.strategy.versions.plan_content`) as tables."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.models import ActionState, OrganisationKind, PartnerPart
from app.publication.documents.charted import bars
from app.publication.documents.site import Cover
from app.web.filters import day, number
from app.web.labels import label
from documents.writing import Heading, Part, Table, words

Action = dict[str, Any]


def date_told(value: str | None) -> str:
    return day(dt.date.fromisoformat(value)) if value else ""


def period(starts_on: str | None, ends_on: str | None) -> str:
    """When something holds; empty where nothing is said."""
    if starts_on and ends_on:
        return _("From %(start)s to %(end)s", start=date_told(starts_on), end=date_told(ends_on))
    if starts_on:
        return _("From %(start)s on", start=date_told(starts_on))
    return _("Until %(end)s", end=date_told(ends_on)) if ends_on else ""


def euros(amount: int | None) -> str:
    return "" if amount is None else f"{number(amount)}\N{NO-BREAK SPACE}€"


def parties(action: Action, part: PartnerPart) -> list[dict[str, Any]]:
    return [one for one in action["partners"] if one["part"] == part.value]


def lead(action: Action) -> str:
    return ", ".join(one["name"] for one in parties(action, PartnerPart.LEAD))


def plan_in_short(plan: dict[str, Any], cover: Cover) -> Iterator[Part]:
    """The plan as a chapter of the strategy: one row an action."""
    yield Heading(1, _("The action plan in short"), "plan")
    yield from by_state(plan["actions"])
    yield actions_table(plan["title"], plan["actions"])


def actions_table(caption: str, actions: Iterable[Action]) -> Table:
    return Table(
        caption,
        (_("Code"), _("Action"), _("Lead"), _("State"), _("Progress")),
        tuple(
            (
                words(one["code"]),
                words(one["title"]),
                words(lead(one)),
                words(str(label(ActionState(one["state"])))),
                words(percent(one["progress"])),
            )
            for one in actions
        ),
        frozenset({4}),
    )


def percent(value: int) -> str:
    return f"{value}\N{NO-BREAK SPACE}%"


def by_state(actions: Sequence[Action]) -> tuple[Part, ...]:
    """How many actions are in each state."""
    counts = Counter(one["state"] for one in actions)
    rows = [(str(label(state)), counts[state.value]) for state in ActionState]
    return bars(_("Actions by state"), (_("State"), _("Actions")), rows)


def action_sheet(action: Action) -> Table:
    """All that is said of an action but its description and its indicators."""
    return Table(
        _("Action %(code)s", code=action["code"]),
        (_("What"), _("How it is planned")),
        tuple((words(name, is_bold=True), words(value)) for name, value in _rows(action) if value),
    )


def _rows(action: Action) -> Iterator[tuple[str, str]]:
    yield _("State"), str(label(ActionState(action["state"])))
    yield _("Why it was stopped"), action["reason"]
    yield _("Objectives"), ", ".join(action["objectives"])
    yield _("Lead"), lead(action)
    yield _("Partners"), ", ".join(one["name"] for one in parties(action, PartnerPart.PARTNER))
    yield _("Funders"), ", ".join(map(_funder, parties(action, PartnerPart.FUNDER)))
    yield _("Calendar"), period(action["starts_on"], action["ends_on"])
    yield _("Budget"), euros(action["budget"])
    yield _("For whom"), _served(action)
    yield _("Priority"), str(action["priority"] or "")
    yield _("Progress"), percent(action["progress"])


def _funder(one: dict[str, Any]) -> str:
    return f"{one['name']} ({euros(one['amount'])})" if one["amount"] is not None else one["name"]


def _served(action: Action) -> str:
    if not action["is_specific"]:
        return _("Transversal: for the whole region and all actors")
    kinds = [str(label(OrganisationKind(one))) for one in action["kinds"]]
    return ", ".join([*action["territories"], *kinds])


def indicators_table(action: Action) -> Table:
    return Table(
        _("Indicators of the action %(code)s", code=action["code"]),
        (_("Indicator"), _("Unit"), _("Baseline"), _("Target"), _("Source")),
        tuple(
            tuple(
                words(cell)
                for cell in (
                    one["name"],
                    one["unit"],
                    _on_day(one["baseline"], one["baseline_on"]),
                    _on_day(one["target"], one["target_on"]),
                    one["source"],
                )
            )
            for one in action["indicators"]
        ),
    )


def _on_day(figure: str | None, on: str | None) -> str:
    if figure is None:
        return ""
    told = str(format_decimal(Decimal(figure)))
    return f"{told} ({date_told(on)})" if on else told
