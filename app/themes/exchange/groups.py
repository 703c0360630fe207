"""Nature and position of an excerpt, as codes of two groups that every program keeps."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import force_locale
from flask_babel import gettext as _

from app.models import CodingStance, Nature
from app.themes.codebook.tree import same_title
from app.themes.exchange.qdpx.project import Code
from app.web.labels import label
from app.web.language import LANGUAGES

_OURS = uuid.UUID("5b0f7d2e-2a53-5f5c-9a39-6d1f0c4e8a11")


def guid_for(what: str) -> str:
    """The identifier of a code that is the same in every consultation."""
    return str(uuid.uuid5(_OURS, what))


NATURES = {nature: guid_for(f"nature {nature.value}") for nature in Nature}
STANCES = {stance: guid_for(f"stance {stance.value}") for stance in CodingStance}
NATURE_GROUP, STANCE_GROUP = guid_for("nature"), guid_for("stance")


@dataclass(frozen=True)
class Groups:
    """Which codes of a file say a nature or a position, by their identifiers."""

    natures: dict[str, Nature] = field(default_factory=dict)
    stances: dict[str, CodingStance] = field(default_factory=dict)
    all: frozenset[str] = frozenset()
    """With the two groups themselves: none of these is a theme."""


def group_codes() -> list[Code]:
    """The two groups and their codes, in the language of the page."""
    named = [Code(NATURE_GROUP, _("Nature"), is_codable=False)]
    named += [Code(guid, label(nature), NATURE_GROUP) for nature, guid in NATURES.items()]
    named.append(Code(STANCE_GROUP, _("Position"), is_codable=False))
    named += [Code(guid, label(stance), STANCE_GROUP) for stance, guid in STANCES.items()]
    return named


def groups_in(codes: Sequence[Code]) -> Groups:
    """Those of a file: by their identifiers, else by their names, where a program changed them."""
    natures = {guid: nature for nature, guid in NATURES.items()}
    stances = {guid: stance for stance, guid in STANCES.items()}
    found: set[str] = {NATURE_GROUP, STANCE_GROUP, *natures, *stances}
    for group in codes:
        if group.above is not None:
            continue
        below = [one for one in codes if one.above == group.guid]
        if _is_called(group.name, "Nature"):
            told = {one.guid: nature_of(one.name) for one in below}
            if below and all(told.values()):
                natures |= {guid: nature for guid, nature in told.items() if nature}
                found |= {group.guid, *told}
        elif _is_called(group.name, "Position"):
            said = {one.guid: stance_of(one.name) for one in below}
            if below and all(said.values()):
                stances |= {guid: stance for guid, stance in said.items() if stance}
                found |= {group.guid, *said}
    return Groups(natures, stances, frozenset(found))


def nature_of(text: str) -> Nature | None:
    """The nature that a word names, in any language of the application."""
    return next((one for one in Nature if _is_called(text, one.value, *_labels(one))), None)


def stance_of(text: str) -> CodingStance | None:
    """The position that a word names, in any language of the application."""
    return next((one for one in CodingStance if _is_called(text, one.value, *_labels(one))), None)


def _labels(value: Nature | CodingStance) -> Iterable[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield label(value)


def _is_called(text: str, *names: str) -> bool:
    return any(same_title(text, name) for name in names)
