"""pyxform's own checks of a form, run for their errors and warnings."""

import re
from collections.abc import Mapping

from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData

from surveys.problems import Problem
from surveys.xlsform.sheets import Row, Workbook

# pyxform cannot translate the choice "other"; here it has its own label in each language.
_NOT_OURS = "This form uses or_other and translations"

_ROW = re.compile(r"\[row : (\d+)\]\s*")

# Ours, that pyxform does not know: what it sees instead.
_OWN_TYPE = re.compile(r"organisation(\s+\S+)?\Z", re.IGNORECASE)


def pyxform_problems(workbook: Workbook) -> tuple[list[Problem], list[str]]:
    """Return pyxform's first error, if any, and its warnings."""
    warnings: list[str] = []
    try:
        form = workbook_to_json(_definition(workbook), fallback_form_name="form", warnings=warnings)
        create_survey_element_from_dict(form).to_xml(validate=False, warnings=warnings)
    except PyXFormError as error:
        return [_problem(str(error), workbook.sheet("survey").first_row - 2)], warnings
    except RecursionError:
        return [Problem("too_deep", "The form is nested too deeply.")], warnings
    except Exception as error:
        # pyxform meets what it did not foresee with any exception.
        message = f"pyxform could not read the form ({type(error).__name__})."
        return [Problem("pyxform", message)], warnings
    return [], [warning for warning in warnings if not warning.startswith(_NOT_OURS)]


def _problem(message: str, above: int) -> Problem:
    """`above`: lines of the file over the survey sheet, which pyxform does not count."""
    found = _ROW.search(message)
    row = int(found[1]) + above if found else None
    return Problem("pyxform", " ".join(_ROW.sub("", message).split()), {}, row)


def _definition(workbook: Workbook) -> DefinitionData:
    sheets: dict[str, object] = {"sheet_names": list(workbook.names), "fallback_form_name": "form"}
    for name, sheet in workbook.sheets.items():
        headers = [header for header in sheet.headers if not _is_ours(name, header)]
        sheets[name] = [_row(name, row, headers) for row in sheet.rows]
        sheets[f"{name}_header"] = [dict.fromkeys(headers)] if headers else []
    return DefinitionData(**_only_known(sheets))


def _only_known(sheets: Mapping[str, object]) -> dict[str, object]:
    known = DefinitionData.__dataclass_fields__
    return {name: value for name, value in sheets.items() if name in known}


def _is_ours(sheet: str, header: str) -> bool:
    """Whether pyxform would judge what it cannot know, or what is left aside here."""
    return (sheet == "settings" and header.startswith("form_title::")) or (
        sheet == "survey" and header.strip().lower() == "trigger"
    )


def _row(sheet: str, row: Row, headers: list[str]) -> Row:
    seen = {header: row[header].replace("\u00a0", " ") for header in headers if header in row}
    if sheet == "survey" and _OWN_TYPE.match(seen.get("type", "")):
        seen["type"] = "text"
    return seen
