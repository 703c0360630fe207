"""Reading `.lss`, an XML dump of LimeSurvey's tables."""

from collections import defaultdict
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from surveys.limesurvey.old_conditions import condition_of
from surveys.limesurvey.source import LimeGroup, LimeQuestion, LimeSurvey
from surveys.problems import Problem, SurveyError

LARGEST = 10 * 1024 * 1024

_LEFT_OUT = {"quota": "quotas", "assessments": "assessments"}

Record = dict[str, str]


def parse_lss(data: bytes) -> LimeSurvey:
    """Return the questionnaire. Raises SurveyError when the file is not a sound `.lss`.

    Before version 4 a text stood in the row of its question, one row a language; since then it
    stands in a table of its own (`question_l10ns`). Both are read.
    """
    tables = _tables(_root(data))
    survey = LimeSurvey()
    _read_settings(survey, tables)
    groups = _read_groups(survey, tables)
    _read_questions(survey, groups, tables)
    for table, name in _LEFT_OUT.items():
        if tables[table]:
            survey.leftovers[name] = None
    return survey


def _root(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise _refused("too_large", f"The file is larger than {LARGEST // 2**20} MB.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        message = "The file declares a document type or entities, which LimeSurvey never writes."
        raise _refused("doctype", message) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise _refused("not_lss", "The file is not sound XML.") from error
    if root.findtext("LimeSurveyDocType", "").strip() != "Survey":
        raise _refused("not_lss", "The file is not the structure of a LimeSurvey questionnaire.")
    return root


def _tables(root: Element) -> dict[str, list[Record]]:
    tables: dict[str, list[Record]] = defaultdict(list)
    for table in root:
        for row in table.iterfind("rows/row"):
            tables[table.tag].append({cell.tag: cell.text or "" for cell in row})
    languages = [each.text or "" for each in root.iterfind("languages/language")]
    tables["languages"] = [{"language": language} for language in languages if language]
    return tables


def _read_settings(survey: LimeSurvey, tables: dict[str, list[Record]]) -> None:
    settings = next(iter(tables["surveys"]), {})
    survey.code = settings.get("sid", "")
    listed = [each["language"] for each in tables["languages"]]
    base = settings.get("language", "")
    survey.languages = [language for language in dict.fromkeys([base, *listed]) if language]
    for row in tables["surveys_languagesettings"]:
        language = row.get("surveyls_language", "")
        survey.titles[language] = row.get("surveyls_title", "")
        survey.welcomes[language] = row.get("surveyls_welcometext", "")
        survey.ends[language] = row.get("surveyls_endtext", "")


def _read_groups(survey: LimeSurvey, tables: dict[str, list[Record]]) -> dict[str, LimeGroup]:
    groups: dict[str, LimeGroup] = {}
    for row in sorted(tables["groups"], key=lambda row: _number(row.get("group_order"))):
        group = groups.setdefault(row.get("gid", ""), LimeGroup())
        group.relevance = row.get("grelevance", "")
        group.shuffled = bool(row.get("randomization_group", "").strip())
    for row in [*tables["groups"], *tables["group_l10ns"]]:
        if "group_name" in row and row.get("gid") in groups:
            group = groups[row["gid"]]
            group.texts[row.get("language", "")] = row["group_name"]
            group.descriptions[row.get("language", "")] = row.get("description", "")
    survey.groups = list(groups.values())
    return groups


def _read_questions(
    survey: LimeSurvey, groups: dict[str, LimeGroup], tables: dict[str, list[Record]]
) -> None:
    questions: dict[str, LimeQuestion] = {}
    for row in sorted(tables["questions"], key=lambda row: _number(row.get("question_order"))):
        qid, gid = row.get("qid", ""), row.get("gid", "")
        if qid in questions or row.get("parent_qid", "0") not in {"", "0"}:
            continue
        questions[qid] = LimeQuestion(
            code=row.get("title", ""),
            type=row.get("type", ""),
            relevance=row.get("relevance", ""),
            mandatory=row.get("mandatory", "").upper() == "Y",
            soft=row.get("mandatory", "").upper() == "S",
            other=row.get("other", "").upper() == "Y",
            validation=row.get("preg", ""),
            aliases=(f"{survey.code}X{gid}X{qid}", f"Q{qid}"),
        )
        if gid not in groups:
            groups[gid] = LimeGroup()
            survey.groups.append(groups[gid])
        groups[gid].questions.append(questions[qid])
    for row in [*tables["questions"], *tables["question_l10ns"]]:
        if "question" in row and row.get("qid") in questions:
            question = questions[row["qid"]]
            question.texts[row.get("language", "")] = row["question"]
            question.helps[row.get("language", "")] = row.get("help", "")
    _read_subquestions(questions, tables)
    _read_answers(questions, tables)
    _read_details(questions, tables)


def _read_subquestions(questions: dict[str, LimeQuestion], tables: dict[str, list[Record]]) -> None:
    texts = _texts_by(tables["question_l10ns"], "qid", "question")
    for row in sorted(tables["subquestions"], key=lambda row: _number(row.get("question_order"))):
        question = questions.get(row.get("parent_qid", ""))
        if question is None:
            continue
        found = question.subquestion_rows.of(row.get("title", ""), row.get("scale_id") or "0")
        found.relevance = row.get("relevance", "")
        found.texts |= texts.get(row.get("qid", ""), {})
        if "question" in row:
            found.texts[row.get("language", "")] = row["question"]


def _read_answers(questions: dict[str, LimeQuestion], tables: dict[str, list[Record]]) -> None:
    texts = _texts_by(tables["answer_l10ns"], "aid", "answer")
    for row in sorted(tables["answers"], key=lambda row: _number(row.get("sortorder"))):
        question = questions.get(row.get("qid", ""))
        if question is None:
            continue
        found = question.answer_rows.of(row.get("code", ""), row.get("scale_id") or "0")
        found.texts |= texts.get(row.get("aid", ""), {})
        if "answer" in row:
            found.texts[row.get("language", "")] = row["answer"]


def _read_details(questions: dict[str, LimeQuestion], tables: dict[str, list[Record]]) -> None:
    for row in tables["question_attributes"]:
        question = questions.get(row.get("qid", ""))
        if question is not None and row.get("value"):
            question.attributes.setdefault(row.get("attribute", ""), row["value"])
    values = _texts_by(tables["defaultvalue_l10ns"], "dvid", "defaultvalue")
    for row in tables["defaultvalues"]:
        question = questions.get(row.get("qid", ""))
        if question is not None and row.get("sqid", "0") not in {"", "0"}:
            question.partial_defaults = True
        elif question is not None:
            known = values.get(row.get("dvid", ""), {})
            question.default = row.get("defaultvalue") or next(iter(known.values()), "")
    for qid, rows in _by(tables["conditions"], "qid").items():
        question = questions.get(qid)
        if question is not None:
            question.has_conditions = True
            if question.relevance.strip() in {"", "1"}:
                question.relevance = condition_of(rows)


def _texts_by(rows: list[Record], key: str, column: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row.get(key, "")][row.get("language", "")] = row.get(column, "")
    return found


def _by(rows: list[Record], key: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        found[row.get(key, "")].append(row)
    return found


def _number(written: str | None) -> int:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _refused(code: str, message: str) -> SurveyError:
    return SurveyError([Problem(code, message)])
