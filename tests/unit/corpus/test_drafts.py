"""From rows to the contributions that an import would add."""

import datetime
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.corpus.tables import (
    ColumnRole,
    DraftResult,
    Row,
    RowReason,
    Table,
    TableError,
    TableFormat,
    TableReason,
    drafts,
    propose_roles,
    read_table,
)

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"


def table_of(columns: Sequence[str], *rows: Sequence[str]) -> Table:
    numbered = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    return Table(TableFormat.CSV, "utf-8", ";", None, (), 1, (), tuple(columns), numbered, ())


def made(columns: Sequence[str], *rows: Sequence[str], **roles: str) -> DraftResult:
    """Make drafts; a keyword gives the role of the column of that name."""
    mapping = {columns.index(name): ColumnRole(role) for name, role in roles.items()}
    return drafts(table_of(columns, *rows), mapping)


def test_a_row_makes_a_draft_with_all_that_its_columns_say():
    (draft,) = made(
        ("id", "qui", "q", "texte", "jour", "ville", "autre"),
        ("1", "ana", "Que  faire ?", " du vélo\r\nvite ", "28 juin 2016", "Lyon", "x"),
        id="identifier",
        qui="respondent",
        q="question",
        texte="open",
        jour="date",
        ville="attribute",
    ).drafts
    assert (draft.row, draft.respondent, draft.question) == (2, "ana", "Que faire ?")
    assert (draft.text, draft.date) == ("du vélo\nvite", datetime.date(2016, 6, 28))
    assert draft.attributes == {"ville": "Lyon"}
    assert len(draft.key) == 64


def test_several_open_columns_make_several_drafts_of_one_respondent():
    result = made(("A", "B"), ("oui", "non"), ("", "peut-être"), A="open", B="open")
    assert [(draft.question, draft.text) for draft in result.drafts] == [
        ("A", "oui"),
        ("B", "non"),
        ("B", "peut-être"),
    ]
    first, second, third = (draft.respondent for draft in result.drafts)
    assert first == second != third
    assert first is not None


def test_several_open_columns_and_a_question_are_both_named():
    result = made(("q", "A", "B"), ("Quoi ?", "oui", "non"), q="question", A="open", B="open")
    assert [draft.question for draft in result.drafts] == ["Quoi ? / A", "Quoi ? / B"]


@pytest.mark.parametrize(
    ("name", "question"), [("text", None), ("Que faut-il changer ?", "Que faut-il changer ?")]
)
def test_a_single_open_column_is_a_question_when_its_name_is_one(name, question):
    (draft,) = drafts(table_of([name], ["oui"]), {0: ColumnRole.OPEN}).drafts
    assert (draft.question, draft.respondent) == (question, None)


def test_rows_without_an_open_answer_are_counted_and_are_no_error():
    result = made(("t", "d"), (" ", "hier"), ("\u00a0\n", ""), ("oui", ""), t="open", d="date")
    assert (len(result.drafts), result.empty_rows, result.bad_rows) == (1, 2, ())


def test_a_date_that_cannot_be_read_makes_a_bad_row():
    result = made(("t", "d"), ("oui", "hier"), ("non", " "), t="open", d="date")
    (bad,) = result.bad_rows
    assert (bad.number, bad.reason) == (2, RowReason.BAD_DATE)
    assert bad.details == {"column": "d", "value": "hier"}
    assert [(draft.text, draft.date) for draft in result.drafts] == [("non", None)]


def test_the_latest_of_several_dates_counts():
    rows = ("oui", "2020-04-28", "2020-04-27")
    (draft,) = made(("t", "a", "b"), rows, t="open", a="date", b="date").drafts
    assert draft.date == datetime.date(2020, 4, 28)


def test_the_same_answer_twice_in_a_file_is_kept_once():
    result = made(
        ("qui", "t"), ("a", "oui"), ("b", "oui"), ("a", "oui"), qui="respondent", t="open"
    )
    assert [draft.respondent for draft in result.drafts] == ["a", "b"]
    assert result.duplicates == 1


def test_two_people_who_answer_the_same_are_two_people():
    result = made(("t", "ville"), ("oui", "Lyon"), ("oui", "Lyon"), t="open", ville="attribute")
    assert len({draft.respondent for draft in result.drafts}) == 2
    assert result.duplicates == 0


def test_two_people_who_left_their_name_out_are_two_people():
    result = made(("qui", "t"), ("", "oui"), ("", "oui"), qui="respondent", t="open")
    assert len({draft.respondent for draft in result.drafts}) == 2


def test_equal_texts_with_nothing_to_tell_them_apart_count_once():
    result = made(("t",), ("oui",), ("oui",), t="open")
    assert (len(result.drafts), result.duplicates) == (1, 1)


def test_keys_are_the_same_when_the_file_is_read_again_and_rows_are_added():
    rows = [("oui", "Lyon"), ("oui", "Lyon"), ("non", "Metz")]
    before = made(("t", "v"), *rows, t="open", v="attribute").drafts
    after = made(("t", "v"), *rows, ("bof", "Nice"), t="open", v="attribute").drafts
    assert [draft.key for draft in before] == [draft.key for draft in after[:3]]


def test_a_key_does_not_depend_on_the_form_of_accents_and_line_ends():
    one = made(("t",), ("été\nà Lyon",), t="open").drafts
    other = made(("t",), (unicodedata.normalize("NFD", " été\r\nà Lyon"),), t="open").drafts
    assert one[0].key == other[0].key
    assert other[0].text == "été\nà Lyon"


@pytest.mark.parametrize("changed", range(4))
def test_a_key_depends_on_identifier_respondent_question_and_text(changed):
    roles = {"i": "identifier", "r": "respondent", "q": "question", "t": "open"}
    row = ["1", "2", "3", "4"]
    (first,) = made(tuple("irqt"), row, **roles).drafts
    row[changed] = "x"
    (second,) = made(tuple("irqt"), row, **roles).drafts
    assert first.key != second.key


def test_a_mapping_without_open_column_is_refused():
    with pytest.raises(TableError) as caught:
        made(("t",), ("oui",), t="attribute")
    assert caught.value.reason is TableReason.NO_OPEN_COLUMN


@pytest.mark.parametrize("index", [-1, 2])
def test_a_mapping_of_a_column_that_is_not_there_is_refused(index):
    with pytest.raises(TableError) as caught:
        drafts(table_of(["a", "b"], ["1", "2"]), {0: ColumnRole.OPEN, index: ColumnRole.DATE})
    assert caught.value.reason is TableReason.NO_SUCH_COLUMN


@pytest.mark.parametrize("role", ["respondent", "identifier", "question"])
def test_a_role_that_only_one_column_can_have_is_refused_twice(role):
    with pytest.raises(TableError) as caught:
        made(("a", "b", "t"), ("1", "2", "3"), a=role, b=role, t="open")
    assert caught.value.reason is TableReason.ROLE_GIVEN_TWICE


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real corpora are absent")
@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("nnv_open_answers.csv", 3476),
        ("makeorg_proposals.csv", 18690),
        ("framasoft_long_answers.csv", 2614),
        ("civocracy_ideas.csv", 861),
        ("raw/sondage-et-apres.xlsx", 3335),
    ],
)
def test_real_files_make_one_draft_for_each_answer(file, count):
    table = read_table(CORPORA / file)
    result = drafts(table, {column.index: column.role for column in propose_roles(table)})
    assert len(result.drafts) == count
    assert (table.bad_rows, result.bad_rows, result.duplicates) == ((), (), 0)
