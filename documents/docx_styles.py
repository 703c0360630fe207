"""What the styles of a DOCX make of a paragraph."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING_NAME = re.compile(r"heading ([1-9])")
_TITLES = ("title", "titre")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)")
_LONGEST_CHAIN = 20
_BODY_LEVEL = 9
"""The outline level of ordinary text; headings have 0 to 8."""


@dataclass(frozen=True)
class Look:
    """What a style says, None where it says nothing. Levels count from 1, 0 is none."""

    heading: int | None = None
    item: int | None = None
    bold: bool | None = None
    is_contents: bool = False

    def over(self, below: "Look") -> "Look":
        """The same, completed by what it is based on."""
        return Look(
            below.heading if self.heading is None else self.heading,
            below.item if self.item is None else self.item,
            below.bold if self.bold is None else self.bold,
            self.is_contents or below.is_contents,
        )


PLAIN = Look()


def looks_of(styles: Any) -> dict[str, Look]:
    """The looks of the paragraph styles of a styles part, by identifier; "" is the default one."""
    own: dict[str, Look] = {}
    based_on: dict[str, str] = {}
    default = ""
    for style in styles.iterchildren(qn("w:style")):
        if style.get(qn("w:type")) != "paragraph":
            continue
        name = style.get(qn("w:styleId"), "")
        own[name] = _look_of_style(style)
        base = style.find(qn("w:basedOn"))
        based_on[name] = base.get(qn("w:val"), "") if base is not None else ""
        if style.get(qn("w:default")) in ("1", "true"):
            default = name
    looks = {name: _resolved(name, own, based_on) for name in own}
    looks[""] = looks.get(default, PLAIN)
    return looks


def direct_look(properties: Any) -> Look:
    """What a paragraph says of itself, in its `w:pPr`."""
    if properties is None:
        return PLAIN
    level = _value(properties, "w:outlineLvl")
    heading = None
    if level is not None:
        heading = int(level) + 1 if int(level) < _BODY_LEVEL else 0
    return Look(heading, _item_level(properties.find(qn("w:numPr"))))


def is_bold(run_properties: Any) -> bool | None:
    if run_properties is None:
        return None
    bold = run_properties.find(qn("w:b"))
    return None if bold is None else bold.get(qn("w:val"), "true") not in ("0", "false", "off")


def _look_of_style(style: Any) -> Look:
    named = style.find(qn("w:name"))
    name = (named.get(qn("w:val"), "") if named is not None else "").lower()
    look = direct_look(style.find(qn("w:pPr")))
    heading = look.heading
    if match := _HEADING_NAME.fullmatch(name):
        heading = int(match[1])
    elif name in _TITLES:
        heading = 1
    return Look(
        heading,
        look.item,
        is_bold(style.find(qn("w:rPr"))),
        _CONTENTS.fullmatch(name) is not None,
    )


def _resolved(name: str, own: dict[str, Look], based_on: dict[str, str]) -> Look:
    look = own[name]
    # A chain that bites its own tail ends too.
    for _ in range(_LONGEST_CHAIN):
        name = based_on.get(name, "")
        if name not in own:
            break
        look = look.over(own[name])
    return look


def _item_level(numbering: Any) -> int | None:
    if numbering is None:
        return None
    if _value(numbering, "w:numId") == "0":
        return 0  # takes the numbering of the style away
    return int(_value(numbering, "w:ilvl") or 0) + 1


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(qn(name))
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value
