"""The names of types in XLSForm, and ours."""

import re
from dataclasses import dataclass

from pyxform import aliases, constants
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

# Ours, then the names it goes by in XLSForm.
_NAMES = {
    "text": ("text", "string", "q string", "add text prompt"),
    "integer": ("integer", "int", "q int", "add integer prompt"),
    "decimal": ("decimal", "q decimal", "add decimal prompt"),
    "date": ("date", "q date", "add date prompt"),
    "time": ("time",),
    "range": ("range",),
    "note": ("note", "add note prompt"),
    "acknowledge": ("acknowledge", "trigger", "q acknowledge", "add acknowledge prompt"),
    "file": ("file", "add file prompt"),
    "calculate": ("calculate", "q calculate", "add calculate prompt"),
    "hidden": ("hidden",),
}
_OURS = {name: ours for ours, names in _NAMES.items() for name in names}
_SELECTS = {
    constants.SELECT_ONE: "select_one",
    constants.SELECT_ALL_THAT_APPLY: "select_multiple",
    constants.RANK: "rank",
}
_ORGANISATION = re.compile(r"organisation(?:\s+(?P<list>\S+))?\Z", re.IGNORECASE)

# Why a type of XLSForm is left out.
_REASONS = {
    "metadata": "The form would collect data about the device or the moment, unseen.",
    "place": "Places on a map are not asked here.",
    "media": "Sounds, films and pictures are not recorded here; use a file question.",
    "external": "Choices kept in another file are not supported; put them in the choices sheet.",
    "other": "This type of question does not exist here.",
}
_KINDS = {
    "metadata": (
        "start|end|today|deviceid|device id|subscriberid|subscriber id|simserial|sim id|"
        "phonenumber|phone number|username|email|audit|imei|start time|end time|get .*|uri:.*"
    ),
    "place": "geopoint|geotrace|geoshape|gps|location|start-geopoint|background-geopoint|osm.*|"
    "q location|q geo.*|add location prompt",
    "media": "audio|background-audio|video|image|photo|q audio|q video|q image|q picture|add .*",
    "external": ".*external.*|.*from.file.*|csv-external|xml-external",
}


@dataclass(frozen=True)
class RowType:
    """What the type column says.

    kind: `begin group`, `begin repeat`, `end`, `question` or `unsupported` (`reason` says why).
    """

    kind: str
    type: str = ""
    list_name: str = ""
    or_other: bool = False
    reason: str = ""


def row_type(written: str) -> RowType:
    """Read the type column of one row."""
    tidy = " ".join(written.split())
    if found := RE_BEGIN_CONTROL.match(tidy):
        control = aliases.control[found["type"]]
        if control in {constants.GROUP, constants.REPEAT} and not found["list_name"]:
            return RowType(f"begin {control}")
        return RowType("begin group", reason="Loops over a list are not supported.")
    if RE_END_CONTROL.match(tidy):
        return RowType("end")
    if found := RE_SELECT.match(tidy):
        return _select(found)
    if found := _ORGANISATION.match(tidy):
        return RowType("question", "organisation", found["list"] or "")
    if ours := _OURS.get(tidy.lower()):
        return RowType("question", ours)
    kind = next(
        (kind for kind, names in _KINDS.items() if re.fullmatch(names, tidy.lower())), "other"
    )
    return RowType("unsupported", tidy, reason=_REASONS[kind])


def _select(found: re.Match[str]) -> RowType:
    command, list_name = found["select_command"], found["list_name"]
    ours = _SELECTS.get(aliases.select[command])
    if ours is None or command in aliases.select_from_file:
        return RowType("unsupported", found[0], reason=_REASONS["external"])
    if "${" in list_name:
        reason = "Choices taken from the entries of a repeat are not supported."
        return RowType("unsupported", found[0], reason=reason)
    return RowType("question", ours, list_name, bool(found["specify_other"]))
