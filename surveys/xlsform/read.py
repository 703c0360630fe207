"""Reading an XLSForm workbook."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from surveys.languages import language_code
from surveys.model import Choice, Question, Survey, walk
from surveys.problems import Problem, SurveyError
from surveys.reading import ReadResult, Unsupported
from surveys.structure import (
    MOST_CHOICES,
    MOST_ITEMS,
    structure_problems,
    too_many_choices,
    too_many_items,
)
from surveys.texts import Texts
from surveys.xlsform.building import Building
from surveys.xlsform.columns import (
    Line,
    choice_lines,
    languages_of,
    settings_of,
    survey_lines,
)
from surveys.xlsform.excel import OLD_EXCEL, open_xls, open_xlsx
from surveys.xlsform.pyxform_checks import pyxform_problems
from surveys.xlsform.sheets import Workbook
from surveys.xlsform.text_tables import is_table_of_text, open_text

# Settings that do something in other tools and nothing here, with the code of the reason.
_IDLE_SETTINGS = {
    "public_key": "encryption",
    "submission_url": "submission_url",
    "instance_name": "instance_name",
}


def read_xlsform(data: bytes, language: str = "fr") -> ReadResult:
    """Read a form in a workbook (`.xlsx`, `.xls`) or in a text (CSV, Markdown).

    `language` is that of texts written without any.

    The form is checked by pyxform, whose warnings are returned. What is sound there and does not
    exist here is listed in the result. Raises SurveyError with everything that is wrong: not an
    XLSX, a zip bomb, names used twice, unknown questions or lists, loops, unreadable expressions.
    """
    workbook = _opened(data)
    _refuse_many(workbook)
    found, warnings = pyxform_problems(workbook)
    try:
        survey, building = _survey(workbook, language)
    except SurveyError as error:
        raise SurveyError(_distinct([*error.problems, *found])) from error
    ours = [*building.problems, *structure_problems(survey, building.rows)]
    if found:
        # A form with nothing left in it has a cause, which pyxform has told.
        ours = [problem for problem in ours if problem.code != "empty"]
    if found or ours:
        raise SurveyError(_distinct([*ours, *found]))
    return ReadResult(survey, tuple(building.unsupported), tuple(warnings))


def _opened(data: bytes) -> Workbook:
    if data.startswith(OLD_EXCEL):
        return open_xls(data)
    return open_text(data) if is_table_of_text(data) else open_xlsx(data)


def _refuse_many(workbook: Workbook) -> None:
    """Raise SurveyError before pyxform, which is slow, sees a form that is refused anyway."""
    # Groups end on a row of their own.
    if len(workbook.sheet("survey").rows) > 2 * MOST_ITEMS:
        raise SurveyError([too_many_items()])
    sizes = Counter(line.get("list_name") for line in choice_lines(workbook.sheet("choices"), ""))
    for name, count in sizes.items():
        if count > MOST_CHOICES:
            raise SurveyError([too_many_choices(name)])


def _survey(workbook: Workbook, language: str) -> tuple[Survey, Building]:
    settings, titles = settings_of(workbook.sheet("settings"))
    sheets = [workbook.sheet("survey"), workbook.sheet("choices")]
    named = languages_of(sheets)
    written = language_code(settings.pop("default_language", ""))
    default = written or (named[0] if len(named) == 1 else language)
    languages = tuple(dict.fromkeys([*named, default] if default not in named else named))
    building = Building(default)
    lines = survey_lines(workbook.sheet("survey"), default)
    lists = _lists(choice_lines(workbook.sheet("choices"), default), settings, building)
    items = building.items(lines)
    if not any(isinstance(place.item, Question) for place in walk(items)):
        building.problems.append(Problem("empty", "The form has no question that can be asked."))
    for name in ("external_choices", "entities", "osm"):
        if workbook.sheet(name).rows:
            building.unsupported.append(Unsupported("", f"sheet {name}", "sheet"))
    for name, why in _IDLE_SETTINGS.items():
        if name in settings:
            building.unsupported.append(Unsupported("", f"setting {name}", why, kept=True))
    code = settings.pop("id_string", "")
    survey = Survey(
        code=code,
        title=Texts({each or default: title for each, title in titles.items()}),
        languages=languages,
        default_language=default,
        items=items,
        choice_lists=lists,
        version=settings.pop("version", ""),
        settings=settings,
    )
    return survey, building


def _lists(
    lines: list[Line], settings: Mapping[str, str], building: Building
) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    told: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    twice = settings.get("allow_choice_duplicates", "no").casefold() in {"yes", "true", "true()"}
    for line in lines:
        list_name, name = line.get("list_name"), line.get("name")
        if not list_name:
            continue
        options = lists.setdefault(list_name, [])
        if not twice and name in known[list_name]:
            message = f"The list “{list_name}” has the choice “{name}” twice."
            details = {"list": list_name, "name": name}
            building.problems.append(Problem("duplicate_choice", message, details, line.row))
        known[list_name].add(name)
        media = {column for column in line.others if column.startswith("media::")}
        for column in sorted(media - told[list_name]):
            building.unsupported.append(
                Unsupported(list_name, column, "media", line.row, kept=True)
            )
        told[list_name] |= media
        filters = {key: value for key, value in line.others.items() if key not in media}
        options.append(Choice(name, line.text("label"), filters))
    return {list_name: tuple(options) for list_name, options in lists.items()}


def _distinct(problems: list[Problem]) -> list[Problem]:
    """Keep ours before pyxform's when both speak of the same row."""
    rows = {problem.row for problem in problems if problem.code != "pyxform"}
    kept = [
        problem
        for problem in problems
        if problem.code != "pyxform" or problem.row is None or problem.row not in rows
    ]
    ours = [problem for problem in kept if problem.code != "pyxform"]
    # Without a row, pyxform's sentence would most often repeat one of ours.
    return [problem for problem in kept if problem.code != "pyxform" or problem.row or not ours]
