"""Data files of SPSS, read back by another program."""

from __future__ import annotations

import datetime as dt
import io

import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.publication.sav import Kind, Measure, Variable, write_sav

MADE_AT = dt.datetime(2016, 5, 20, 10, 30)
WORDS = st.text(st.sampled_from("aé€🙂 'x"), max_size=400).map(str.strip)


def read_back(path, variables, rows, **more):
    with path.open("wb") as file:
        write_sav(file, variables, rows, made_at=MADE_AT, **more)
    return pyreadstat.read_sav(path, output_format="dict")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.floats(allow_nan=False, width=32) | st.none()), max_size=20))
def test_texts_and_numbers_read_back_as_they_were(tmp_path_factory, rows) -> None:
    width = max([1, *(len(text.encode()) for text, _number in rows)])
    variables = [
        Variable("mots", "Des mots", Kind.TEXT, Measure.NOMINAL, width),
        Variable("nombre", "Un nombre", Kind.NUMBER, Measure.SCALE),
    ]
    path = tmp_path_factory.mktemp("sav") / "a.sav"
    data, meta = read_back(path, variables, rows)
    assert meta.number_rows == len(rows)
    assert list(data["mots"]) == [text for text, _number in rows]
    found = [None if n is None or n != n else n for n in data["nombre"]]
    assert found == [number for _text, number in rows]


@pytest.mark.parametrize("width", [1, 8, 9, 252, 254, 255, 256, 504, 505, 511, 3000, 32767])
def test_a_text_of_any_width_is_whole_and_its_neighbour_stays_in_place(tmp_path, width) -> None:
    variables = [
        Variable("t", "", Kind.TEXT, Measure.NOMINAL, width),
        Variable("n", "", Kind.NUMBER, Measure.SCALE),
    ]
    text = ("abcdefghi" * width)[:width]
    data, _meta = read_back(tmp_path / "a.sav", variables, [(text, 7.0), (None, 8.5)])
    assert list(data["t"]) == [text, ""]
    assert list(data["n"]) == [7.0, 8.5]


def test_labels_measures_and_names_come_along(tmp_path) -> None:
    codes = {"o": "Où ?", "un_code_plus_long": "È" * 200}
    variables = [
        Variable("court", "É" * 200, Kind.TEXT, Measure.ORDINAL, 3, value_labels={"o": "Où ?"}),
        Variable("a" * 64, "", Kind.TEXT, Measure.NOMINAL, 20, value_labels=codes),
        Variable("jour", "", Kind.DAY, Measure.SCALE),
        Variable("heure", "", Kind.TIME, Measure.SCALE),
    ]
    rows = [("o", "o", "1900-02-03", "23:59"), (None, None, None, None)]
    data, meta = read_back(tmp_path / "a.sav", variables, rows, label="Démarche")
    assert meta.column_names == ["court", "a" * 64, "jour", "heure"]
    assert meta.column_labels[0] == "É" * 127
    assert meta.variable_value_labels["court"] == {"o": "Où ?"}
    assert meta.variable_value_labels["a" * 64]["un_code_plus_long"] == "È" * 60
    assert meta.variable_measure["court"] == "ordinal"
    assert [str(data["jour"][0]), str(data["heure"][0])] == ["1900-02-03", "23:59:00"]
    assert meta.file_label == "Démarche"
    assert meta.file_encoding == "UTF-8"


def test_the_same_rows_at_the_same_moment_make_the_same_bytes() -> None:
    variables = [Variable("n", "", Kind.NUMBER, Measure.SCALE)]
    made = []
    for _ in range(2):
        file = io.BytesIO()
        write_sav(file, variables, [(1.0,)] * 30, made_at=MADE_AT)
        made.append(file.getvalue())
    assert made[0] == made[1]
