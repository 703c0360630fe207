"""Who may open which page, in one table a feature, read from the guards of all the pages."""

from __future__ import annotations

import importlib
import inspect
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from werkzeug.routing import Rule

from app.audit.acts import SENTENCES
from app.models import Role
from config import ROOT

HEAD = """# Who may do what

Written by `make permissions` from the code: change the guards, not this file. A page is guarded by
a *permission*, a pure function of what somebody is in the consultation. Somebody with no role in a
consultation is a visitor, signed in or not; a consultation in preparation exists for its members
only. Where a consultation asks its team for a second factor, writers and stewards are participants
until they gave it.

- ✓: may open it. –: may not.
- (✓): may open it where what it shows was made public.
- account: whoever is signed in and has the right that is named.
"""
APP = ROOT / "app"
ROLES = " | ".join(role.value for role in Role)
RULE = "---|" * len(Role)
NOT_OURS = {"static", "bootstrap.static"}


@dataclass(frozen=True)
class Permission:
    """A function that says who may do something."""

    name: str
    feature: str
    purpose: str
    marks: tuple[str, ...]
    """One for each role, in their order."""


@click.command("permissions")
@with_appcontext
def permissions() -> None:
    """Print who may open which page and do what, as Markdown (docs/permissions.md)."""
    click.echo(as_markdown(current_app), nl=False)


def as_markdown(app: Flask) -> str:
    """The whole document, in the language of the code; no database is asked."""
    with app.app_context(), force_locale("en"):
        return "".join((HEAD, _table_of_permissions(), *_tables_of_pages(app)))


def _table_of_permissions() -> str:
    lines = [
        f"| `{one.name}` | {one.feature} | {one.purpose} | {' | '.join(one.marks)} |\n"
        for one in sorted(all_permissions(), key=lambda one: (one.feature, one.name))
    ]
    heading = f"\n## Permissions\n\n| permission | of | what for | {ROLES} |\n|---|---|---|{RULE}\n"
    return heading + "".join(lines)


def all_permissions() -> Iterator[Permission]:
    """Every permission of the application: those of pages, and those that pages ask inside."""
    for path in sorted(APP.rglob("permissions.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("may_") and function.__module__ == module.__name__:
                yield _permission(name, function)


def _permission(name: str, function: Callable[..., bool]) -> Permission:
    return Permission(
        name,
        _feature(function.__module__),
        _first_sentence(function),
        tuple(_mark(function, role) for role in Role),
    )


def _mark(function: Callable[..., bool], role: Role) -> str:
    """Whether a role may, and under which conditions that the function is told."""
    first, *others = inspect.signature(function).parameters.values()
    if first.annotation not in ("Role", Role):
        return "–" if role is Role.VISITOR else "account"
    conditions = [other.name for other in others if other.default is inspect.Parameter.empty]
    for held in itertools.chain.from_iterable(
        itertools.combinations(conditions, number) for number in range(len(conditions) + 1)
    ):
        if function(role, **{name: name in held for name in conditions}):
            return "✓" if not held else f"if {' and '.join(held).replace('_', ' ')}"
    return "–"


def _tables_of_pages(app: Flask) -> Iterator[str]:
    by_feature: dict[str, list[str]] = defaultdict(list)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if rule.endpoint not in NOT_OURS:
            view: Any = app.view_functions[rule.endpoint]
            by_feature[_feature(view.__module__)].append(_line(rule, view))
    for feature, lines in sorted(by_feature.items()):
        yield f"\n## {feature}\n\n| page | what for | permission | {ROLES} |\n|---|---|---|{RULE}\n"
        yield from lines


def _line(rule: Rule, view: Any) -> str:
    methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    guard = view.guard
    if guard == "public":
        marks, name = ("✓",) * len(Role), "public"
    else:
        marks, name = tuple(_mark(guard, role) for role in Role), f"`{guard.__name__}`"
    if getattr(view, "is_opened", False):
        marks = tuple("(✓)" if mark == "–" else mark for mark in marks)
    address = rule.rule.replace("|", "\\|")
    return f"| {methods} `{address}` | {_purpose(rule, view)} | {name} | {' | '.join(marks)} |\n"


def _purpose(rule: Rule, view: Any) -> str:
    """What its act is called in the log, what its view or its permission says of itself."""
    if rule.endpoint in SENTENCES:
        return str(SENTENCES[rule.endpoint])
    said = inspect.getdoc(view) or view.guard == "public"
    return _first_sentence(view if said else view.guard)


def _first_sentence(function: Any) -> str:
    """The first sentence of what a function says of itself; its name where it says nothing."""
    text = " ".join((inspect.getdoc(function) or "").split())
    named = function.__name__.removeprefix("may_").replace("_", " ")
    return (text.split(". ")[0].rstrip(".") or named).replace("|", "\\|")


def _feature(module: str) -> str:
    """The folder of a feature: what stands below it belongs to it."""
    return module.split(".")[1]
