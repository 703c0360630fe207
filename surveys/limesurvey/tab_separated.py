"""Reading the tab-separated text that LimeSurvey exports."""

import csv
import io
from collections.abc import Iterator

from surveys.limesurvey.source import LimeGroup, LimeQuestion, LimeSurvey
from surveys.problems import Problem, SurveyError

LARGEST = 10 * 1024 * 1024
MOST_ROWS = 50_000

_NEEDED = frozenset({"class", "type/scale", "name", "text"})
_KNOWN = _NEEDED | {
    "id",
    "related_id",
    "relevance",
    "help",
    "language",
    "validation",
    "mandatory",
    "encrypted",
    "other",
    "default",
    "same_default",
    "same_script",
}
_LEFT_OUT = {
    "QTA": "quotas",
    "QTAM": "quotas",
    "QTALS": "quotas",
    "AS": "assessments",
    "C": "conditions",
}

Line = dict[str, str]


def parse_tsv(data: bytes) -> LimeSurvey:
    """Return the questionnaire. Raises SurveyError when the text is not such an export."""
    reading = _Reading()
    for number, line in _lines(data):
        reading.line(number, line)
    return reading.finished()


def _lines(data: bytes) -> Iterator[tuple[int, Line]]:
    if len(data) > LARGEST:
        raise _refused("too_large", f"The file is larger than {LARGEST // 2**20} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("not_utf8", "The file is not in UTF-8, as LimeSurvey writes it.") from error
    if "\x00" in text:
        raise _refused("not_tsv", "The file is not a text.")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        headers = [header.strip().lower() for header in next(rows, [])]
        if not set(headers) >= _NEEDED:
            message = "The first line does not name LimeSurvey's columns (class, name, text…)."
            raise _refused("not_tsv", message)
        for number, cells in enumerate(rows, start=2):
            if number > MOST_ROWS:
                raise _refused("too_many_rows", f"The file has more than {MOST_ROWS} rows.")
            if any(cells):
                yield number, dict(zip(headers, cells, strict=False))
    except csv.Error as error:
        raise _refused("not_tsv", "The file is not a tab-separated text.") from error


class _Reading:
    """Rows belong to what stands before them; translations repeat the rows of the base."""

    def __init__(self) -> None:
        self.survey = LimeSurvey()
        self.questions: dict[str, LimeQuestion] = {}
        self.group: LimeGroup | None = None
        self.question: LimeQuestion | None = None
        self.seen_groups: dict[str, int] = {}
        self.settings: dict[str, str] = {}

    def line(self, number: int, line: Line) -> None:
        kind = line.get("class", "").strip().upper()
        if kind == "S":
            self.settings[line.get("name", "")] = line.get("text", "")
        elif kind == "SL":
            self._language_setting(line)
        elif kind == "G":
            self._group(number, line)
        elif kind == "Q":
            self._question(number, line)
        elif kind in {"SQ", "A"}:
            self._option(number, kind, line)
        else:
            self.survey.leftovers.setdefault(_LEFT_OUT.get(kind, f"rows {kind[:20]}"), number)

    def finished(self) -> LimeSurvey:
        survey = self.survey
        survey.code = self.settings.get("sid", "")
        base = self.settings.get("language", "").strip()
        others = self.settings.get("additional_languages", "").split()
        found = dict.fromkeys([base, *others, *survey.titles, *_languages(survey)])
        survey.languages = [language for language in found if language]
        return survey

    def _language(self, line: Line) -> str:
        return line.get("language", "").strip() or self.settings.get("language", "")

    def _language_setting(self, line: Line) -> None:
        name, text, language = line.get("name"), line.get("text", ""), self._language(line)
        places = {
            "surveyls_title": self.survey.titles,
            "surveyls_welcometext": self.survey.welcomes,
            "surveyls_endtext": self.survey.ends,
        }
        if name in places:
            places[name][language] = text
        elif text.strip() and (name or "").startswith("surveyls_email"):
            self.survey.leftovers.setdefault("e-mail texts", None)

    def _group(self, number: int, line: Line) -> None:
        language = self._language(line)
        order = self.seen_groups.get(language, 0)
        self.seen_groups[language] = order + 1
        if order == len(self.survey.groups):
            self.survey.groups.append(LimeGroup(row=number))
        self.group = self.survey.groups[order]
        self.group.texts[language] = line.get("name", "")
        self.group.descriptions[language] = line.get("text", "")
        self.group.relevance = self.group.relevance or line.get("relevance", "")
        self.group.shuffled |= bool(line.get("random_group", "").strip())
        self.question = None

    def _question(self, number: int, line: Line) -> None:
        code, language = line.get("name", "").strip(), self._language(line)
        if self.group is None:
            self.group = LimeGroup(row=number)
            self.survey.groups.append(self.group)
        question = self.questions.get(code)
        if question is None or language in question.texts:
            question = LimeQuestion(
                code=code,
                type=line.get("type/scale", "").strip(),
                relevance=line.get("relevance", ""),
                mandatory=line.get("mandatory", "").strip().upper() == "Y",
                soft=line.get("mandatory", "").strip().upper() == "S",
                other=line.get("other", "").strip().upper() == "Y",
                validation=line.get("validation", ""),
                default=line.get("default", ""),
                attributes={k: v for k, v in line.items() if k not in _KNOWN and v},
                row=number,
            )
            self.group.questions.append(question)
            self.questions[code] = question
        question.texts[language] = line.get("text", "")
        question.helps[language] = line.get("help", "")
        self.question = question

    def _option(self, number: int, kind: str, line: Line) -> None:
        if self.question is None:
            self.survey.leftovers.setdefault(f"row {kind} before any question", number)
            return
        question = self.question
        options = question.subquestion_rows if kind == "SQ" else question.answer_rows
        scale = line.get("type/scale", "").strip() or "0"
        found = options.of(line.get("name", "").strip(), scale)
        found.texts[self._language(line)] = line.get("text", "")
        if kind == "SQ":
            found.relevance = line.get("relevance", "")
            question.partial_defaults |= bool(line.get("default", "").strip())


def _languages(survey: LimeSurvey) -> Iterator[str]:
    for group in survey.groups:
        yield from group.texts
        for question in group.questions:
            yield from question.texts


def _refused(code: str, message: str) -> SurveyError:
    return SurveyError([Problem(code, message)])
