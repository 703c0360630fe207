"""Files that are not what they say, or that would cost too much to open."""

import contextlib
import io
import random
import zipfile

import pytest

from surveys.limesurvey import read_lss, read_tsv
from surveys.problems import SurveyError
from surveys.xlsform import read_xlsform
from surveys.yaml_form import read_yaml
from tests.unit.surveys.making import form


def codes(read, data) -> set[str]:
    with pytest.raises(SurveyError) as caught:
        read(data)
    assert str(caught.value)
    return {problem.code for problem in caught.value.problems}


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The same archive with some parts replaced."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", 8) as new:
        for name in old.namelist():
            key = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, changes.get(key, old.read(name)))
        for name, content in changes.items():
            if name not in {n.rsplit("/", 1)[-1].removesuffix(".xml") for n in old.namelist()}:
                new.writestr(f"xl/{name}.xml", content)
    return output.getvalue()


SOUND = form(("text", "a", "A"))


@pytest.mark.parametrize("data", [b"", b"name,label\n", b"PK\x03\x04" + b"x" * 50, b"%PDF-1.4"])
def test_what_is_not_a_workbook_is_said_so(data: bytes) -> None:
    assert codes(read_xlsform, data) == {"not_xlsx"}


def test_an_old_or_protected_workbook_says_what_to_do() -> None:
    assert codes(read_xlsform, b"\xd0\xcf\x11\xe0" + b"\x00" * 600) == {"not_xlsx"}


def test_another_kind_of_archive_is_refused() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes(read_xlsform, output.getvalue()) == {"not_xlsx"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert codes(read_xlsform, repacked(SOUND, bomb=b"0" * 30_000_000)) == {"bomb"}


def test_a_document_type_in_the_xml_is_refused() -> None:
    sheet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    assert codes(read_xlsform, repacked(SOUND, sheet1=sheet)) == {"doctype"}


def test_a_workbook_whose_sheets_are_broken_is_refused() -> None:
    assert codes(read_xlsform, repacked(SOUND, sheet1=b"<worksheet><sheetData>")) <= {
        "not_xlsx",
        "empty",
        "pyxform",
        "bad_sheet",
    }
    assert codes(read_xlsform, repacked(SOUND, workbook=b"<nothing/>"))


def test_damaged_workbooks_never_raise_anything_else() -> None:
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(SOUND)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(SurveyError):
            read_xlsform(bytes(data))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_form"),
        ("[1, 2]", "not_a_form"),
        ("a: [", "not_yaml"),
        ("[" * 5000, "not_yaml"),
        ("a: &x [1]\nb: *x", "not_yaml"),
        ("code: a\ncode: b", "not_yaml"),
        ("a: !!python/object:os.system {}", "not_yaml"),
        ("items: x", "bad_items"),
        ("items: [{label: a}]", "bad_item"),
        ("items: [{text: a, range: b}]", "bad_item"),
        ("items: [{text: a, colour: b}]", "unknown_key"),
        ("items: [{text: a, label: {fr: [x]}}]", "not_text"),
        ("items: [{text: a, relevant: '${'}]", "bad_expression"),
        ("items: [{text: a}, {text: a}]", "duplicate_name"),
        ("items: [{text: a, relevant: '${b}'}]", "unknown_reference"),
        ("items: [{range: a, parameters: {step: '0'}}]", "bad_range"),
        ("items: [{select_one: a}]", "missing_list"),
        ("items: [{repeat: r, count: '${x}', items: [{integer: x}]}]", "count_inside"),
    ],
)
def test_yaml_that_is_no_questionnaire_says_why(text: str, code: str) -> None:
    assert code in codes(read_yaml, text)


def test_groups_nested_without_end_are_refused() -> None:
    nested = "items: [{text: a}]"
    for depth in range(14):
        nested = f"items: [{{group: g{depth}, {nested}}}]"
    assert codes(read_yaml, nested) == {"too_deep"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_tsv"),
        (b"a\tb\n1\t2", "not_tsv"),
        (b"\xff\xfe\x00", "not_utf8"),
        (b"id\tclass\ttype/scale\tname\ttext\n", "empty"),
        (b"x\x00", "not_tsv"),
    ],
)
def test_a_text_that_limesurvey_did_not_write_is_refused(data: bytes, code: str) -> None:
    assert codes(read_tsv, data) == {code}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_lss"),
        (b"<document>", "not_lss"),
        (b"<document/>", "not_lss"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "not_lss"),
        (b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "empty"),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>', "doctype"),
    ],
)
def test_xml_that_limesurvey_did_not_write_is_refused(data: bytes, code: str) -> None:
    assert codes(read_lss, data) == {code}


@pytest.mark.parametrize("escape", ["\\0", "\\ud800", "\\udfff"])
def test_yaml_that_escapes_what_cannot_be_kept_is_refused(escape):
    text = f'code: e\ntitle: E\nitems: [{{text: a, label: "A{escape}"}}]'
    assert codes(read_yaml, text) == {"not_yaml"}


def test_yaml_of_many_names_is_refused_without_comparing_each_with_each():
    """Quadratic, this one took minutes."""
    names = "".join(f"k{number}: v\n" for number in range(20_000))
    assert "unknown_key" in codes(read_yaml, names)
