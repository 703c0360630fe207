"""Archives written by hand to LimeSurvey's format, of version 6 and of version 2."""

from xml.sax.saxutils import escape

from surveys.limesurvey import read_lss

Rows = list[dict[str, str]]


def lss(version: str, **tables: Rows) -> bytes:
    parts = [f"<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>{version}</DBVersion>"]
    parts.append("<languages><language>fr</language><language>en</language></languages>")
    for table, rows in tables.items():
        cells = (
            "".join(f"<{key}>{escape(value)}</{key}>" for key, value in row.items()) for row in rows
        )
        inside = "".join(f"<row>{each}</row>" for each in cells)
        parts.append(f"<{table}><fields/><rows>{inside}</rows></{table}>")
    return f"<document>{''.join(parts)}</document>".encode()


SURVEY = {
    "surveys": [{"sid": "77", "language": "fr"}],
    "surveys_languagesettings": [
        {"surveyls_language": "fr", "surveyls_title": "Titre"},
        {"surveyls_language": "en", "surveyls_title": "Title"},
    ],
}


def question(qid: str, letter: str, title: str, order: str, **more: str) -> dict[str, str]:
    row = {"qid": qid, "parent_qid": "0", "gid": "5", "type": letter, "title": title}
    return row | {"question_order": order, "relevance": "1"} | more


def test_texts_kept_in_their_own_tables_are_joined() -> None:
    data = lss(
        "717",
        groups=[{"gid": "5", "group_order": "1", "grelevance": ""}],
        group_l10ns=[
            {"gid": "5", "group_name": "Groupe", "description": "", "language": "fr"},
            {"gid": "5", "group_name": "Group", "description": "", "language": "en"},
        ],
        questions=[
            question("11", "R", "RANG", "2", relevance='((77X5X10.NAOK == "A2"))'),
            question("10", "L", "CHOIX", "1", mandatory="Y"),
        ],
        question_l10ns=[
            {"qid": "10", "question": "<p>Lequel ?</p>", "help": "Un seul", "language": "fr"},
            {"qid": "10", "question": "Which?", "help": "", "language": "en"},
            {"qid": "11", "question": "Classez", "help": "", "language": "fr"},
            {"qid": "12", "question": "Alpha", "help": "", "language": "fr"},
            {"qid": "13", "question": "Bêta", "help": "", "language": "fr"},
        ],
        subquestions=[
            {"qid": "13", "parent_qid": "11", "title": "SQ2", "question_order": "2"},
            {"qid": "12", "parent_qid": "11", "title": "SQ1", "question_order": "1"},
        ],
        answers=[
            {"aid": "2", "qid": "10", "code": "A2", "sortorder": "2", "scale_id": "0"},
            {"aid": "1", "qid": "10", "code": "A1", "sortorder": "1", "scale_id": "0"},
        ],
        answer_l10ns=[
            {"aid": "1", "answer": "Un", "language": "fr"},
            {"aid": "2", "answer": "Deux", "language": "fr"},
        ],
        question_attributes=[
            {"qid": "11", "attribute": "max_answers", "value": "1", "language": ""},
            {"qid": "10", "attribute": "array_filter", "value": "X", "language": ""},
        ],
        defaultvalues=[{"dvid": "1", "qid": "10", "sqid": "0"}],
        defaultvalue_l10ns=[{"dvid": "1", "defaultvalue": "A1", "language": "fr"}],
        quota=[{"id": "1"}],
        **SURVEY,
    )
    result = read_lss(data)
    survey = result.survey
    assert list(survey.questions) == ["CHOIX", "RANG"]
    choice, rank = survey.questions.values()
    assert choice.labels == {"fr": "Lequel ?", "en": "Which?"}
    assert (choice.hints.text(), choice.default) == ("Un seul", "A1")
    assert choice.required is not None
    assert [each.label("fr") for each in survey.choices(choice)] == ["Un", "Deux"]
    assert [each.name for each in survey.choices(rank)] == ["SQ1", "SQ2"]
    assert rank.relevant.text == '((${CHOIX} = "A2"))'
    assert rank.constraint.text == "count-selected(.) <= 1"
    assert survey.title == {"fr": "Titre", "en": "Title"}
    told = {(each.name, each.what) for each in result.unsupported}
    assert told == {("CHOIX", "array_filter"), ("", "quotas")}


def test_texts_kept_in_the_rows_of_version_two_are_read_too() -> None:
    texts = [("fr", "Vos moyens", "Vélo"), ("en", "Your means", "Bicycle")]
    data = lss(
        "178",
        groups=[
            {"gid": "5", "group_name": name, "group_order": "0", "language": language}
            for language, name in (("fr", "Groupe"), ("en", "Group"))
        ],
        questions=[
            question("10", "M", "M", "0", language=language, question=text)
            for language, text, _ in texts
        ]
        + [
            question(
                "20", "T", "POURQUOI", "1", language="fr", question="?", relevance="77X5X10A == 'Y'"
            ),
            question("30", "S", "VIEUX", "2", language="fr", question="Ancien"),
        ],
        subquestions=[
            {
                "qid": "15",
                "parent_qid": "10",
                "title": "A",
                "question": text,
                "question_order": "1",
                "language": language,
            }
            for language, _, text in texts
        ],
        conditions=[{"cid": "1", "qid": "30", "cqid": "10", "method": "==", "value": "Y"}],
        **SURVEY,
    )
    result = read_lss(data)
    survey = result.survey
    assert survey.items[0].labels == {"fr": "Groupe", "en": "Group"}
    assert survey.choice_lists["M"][0].labels == {"fr": "Vélo", "en": "Bicycle"}
    assert survey.questions["POURQUOI"].relevant.text == "selected(${M}, 'A')"
    assert [(each.name, each.what) for each in result.unsupported] == [("VIEUX", "conditions")]
