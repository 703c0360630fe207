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

# Types asked in a poorer way: pattern of their names, what is asked, the code of the reason.
_POORER = (
    (
        r"image|photo|audio|video|signature|annotate|draw|"
        r"q (audio|video|image|picture)|add (audio|video|image|photo) prompt",
        "file",
        "as_file",
    ),
    (r"date ?time|q date ?time|add date ?time prompt", "date", "as_day"),
    (r"barcode|q barcode|add barcode prompt", "text", "as_text"),
)
# Types that are left out, and the code of the reason.
_LEFT_OUT = (
    (
        r"start|end|deviceid|device id|subscriberid|subscriber id|simserial|sim id|"
        r"phonenumber|phone number|username|email|audit|imei|start time|end time|get .*|uri:.*|"
        r"background-audio",
        "metadata",
    ),
    (
        r"geopoint|geotrace|geoshape|gps|location|start-geopoint|background-geopoint|osm.*|"
        r"q location|q geo.*|add location prompt",
        "place",
    ),
    (r".*external.*|.*from.file.*|csv-external|xml-external", "external"),
)


@dataclass(frozen=True)
class RowType:
    """What the type column says.

    kind: `begin group`, `begin repeat`, `end`, `question` or `unsupported`; `code` says why it
    is left out or, for a question, how it is asked otherwise (`surveys.reading.REASONS`);
    `calculation` is what the type itself computes.
    """

    kind: str
    type: str = ""
    list_name: str = ""
    or_other: bool = False
    code: str = ""
    calculation: str = ""


def row_type(written: str) -> RowType:
    """Read the type column of one row."""
    tidy = " ".join(written.split())
    if found := RE_BEGIN_CONTROL.match(tidy):
        control = aliases.control[found["type"]]
        if control in {constants.GROUP, constants.REPEAT} and not found["list_name"]:
            return RowType(f"begin {control}")
        return RowType("begin group", code="loop")
    if RE_END_CONTROL.match(tidy):
        return RowType("end")
    if found := RE_SELECT.match(tidy):
        return _select(found)
    if found := _ORGANISATION.match(tidy):
        return RowType("question", "organisation", found["list"] or "")
    if ours := _OURS.get(tidy.lower()):
        return RowType("question", ours)
    if tidy.lower() == "today":
        return RowType("question", "calculate", calculation="today()")
    return _otherwise(tidy)


def _otherwise(written: str) -> RowType:
    for names, ours, code in _POORER:
        if re.fullmatch(names, written.lower()):
            return RowType("question", ours, code=code)
    for names, code in _LEFT_OUT:
        if re.fullmatch(names, written.lower()):
            return RowType("unsupported", code=code)
    return RowType("unsupported", code="unknown_type")


def _select(found: re.Match[str]) -> RowType:
    command, list_name = found["select_command"], found["list_name"]
    ours = _SELECTS.get(aliases.select[command])
    if ours is None or command in aliases.select_from_file:
        return RowType("unsupported", code="external")
    if "${" in list_name:
        return RowType("unsupported", code="choices_of_repeat")
    return RowType("question", ours, list_name, bool(found["specify_other"]))
