"""An action plan as a document; the part of the economic development scheme is one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from app.models import ActionFate, ActionState
from app.publication.documents.charted import bars
from app.publication.documents.noted import NotedTexts
from app.publication.documents.plan_tables import (
    Action,
    action_sheet,
    actions_table,
    by_state,
    euros,
    indicators_table,
    period,
)
from app.publication.documents.site import Cover
from app.publication.documents.strategy_document import line_name
from app.strategy.citing import Notes
from app.web.filters import number
from documents.writing import Document, Heading, Paragraph, Part, Table, words


def plan_document(
    content: dict[str, Any], notes: Notes, cover: Cover, *, annex: tuple[Part, ...] = ()
) -> Document:
    """The plan of a content (`app.strategy.versions.content`), each action with all it says."""
    plan = content["plan"]
    parts = (
        Heading(1, _("The plan in figures"), "figures"),
        *_body(content, plan["actions"], notes),
    )
    return _made(cover, plan["title"], _subtitle(content), (*parts, *annex), notes)


def market_document(
    content: dict[str, Any], notes: Notes, cover: Cover, *, annex: tuple[Part, ...] = ()
) -> Document:
    """The actions of the market sector only: what the economic development scheme takes up."""
    actions = [one for one in content["plan"]["actions"] if one["is_market"]]
    parts = (
        Heading(1, _("What this part holds"), "figures"),
        Paragraph(
            words(
                _(
                    "These actions concern the market sector only. They come from the same tree as"
                    " the strategy, of which this is a part of the regional scheme of economic"
                    " development, innovation and internationalisation (SRDEII)."
                )
            )
        ),
        *_body(content, actions, notes),
    )
    title = _("Part of the economic development scheme (SRDEII)")
    return _made(cover, title, _subtitle(content), (*parts, *annex), notes)


def _made(
    cover: Cover, title: str, subtitle: str, parts: tuple[Part, ...], notes: Notes
) -> Document:
    return cover.document(title, subtitle, parts, notes=NotedTexts(notes).footnotes())


def _subtitle(content: dict[str, Any]) -> str:
    plan = content["plan"]
    dates = period(plan["starts_on"], plan["ends_on"])
    return f"{content['strategy']['title']} – {dates}"


def _body(content: dict[str, Any], actions: Sequence[Action], notes: Notes) -> Iterator[Part]:
    if not actions:
        yield Paragraph(words(_("No action stands here.")))
        return
    yield _figures(actions)
    yield from by_state(actions)
    by_objective = list(_by_objective(content, actions))
    yield from bars(
        _("Progress by objective"),
        (_("Objective"), _("Progress")),
        [(heading, _progress(served)) for heading, served in by_objective],
        unit="\N{NO-BREAK SPACE}%",
    )
    yield Heading(1, _("All the actions"), "actions")
    yield actions_table(_("Actions of the plan"), actions)
    told = NotedTexts(notes)
    for heading, served in by_objective:
        yield Heading(1, heading)
        for action in served:
            yield from _action(action, told)


def _figures(actions: Sequence[Action]) -> Table:
    budgets = [one["budget"] for one in actions if one["budget"] is not None]
    indicators = sum(len(one["indicators"]) for one in actions)
    rows = (
        (_("Actions"), number(len(actions))),
        (_("Actions with a budget"), number(len(budgets))),
        (_("Budgets together"), euros(sum(budgets))),
        (_("Indicators"), number(indicators)),
    )
    return Table(
        _("The plan in figures"),
        (_("What is counted"), _("How many")),
        tuple((words(name), words(value)) for name, value in rows),
        frozenset({1}),
    )


def _by_objective(
    content: dict[str, Any], actions: Sequence[Action]
) -> Iterator[tuple[str, list[Action]]]:
    """Each action once: under the first objective that it serves, in the order of the strategy."""
    waiting = list(actions)
    for line in content["nodes"]:
        served = [one for one in waiting if one["objectives"][:1] == [line["code"]]]
        if served:
            yield line_name(line["kind_label"], line["code"], line["title"]), served
            waiting = [one for one in waiting if one not in served]
    if waiting:
        yield _("Actions without an objective"), waiting


def _progress(actions: Sequence[Action]) -> int:
    """The mean of those that go on, by their weight, in hundredths."""
    counted = [
        one
        for one in actions
        if one["state"] != ActionState.STOPPED and one["fate"] != ActionFate.CLOSED
    ]
    weight = sum(one["weight"] for one in counted)
    return sum(one["weight"] * one["progress"] for one in counted) // weight if weight else 0


def _action(action: Action, told: NotedTexts) -> Iterator[Part]:
    yield Heading(2, f"{action['code']} – {action['title']}", action["code"])
    yield from told.parts(action["description"])
    yield action_sheet(action)
    if action["indicators"]:
        yield indicators_table(action)
