"""Data files of SPSS, read back."""

from __future__ import annotations

import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaires.exports.spss import LONGEST_TEXT, write_sav
from surveys.types.columns import Column, Measure
from tests.unit.questionnaires.test_spss_names import NAMES

WORDS = st.text(st.sampled_from("aé€🙂 'x"), max_size=400).map(str.strip)
PREFIXES = ("", "x", "xy", "xyz")
"""So that the longest label ends before, at, and inside a character."""


def read_back(path, columns, rows, kinds=None, title="Essai"):
    with path.open("wb") as file:
        write_sav(file, columns, kinds or [""] * len(columns), rows, title=title)
    data, meta = pyreadstat.read_sav(path, output_format="dict")
    found = {
        name: [None if value is None or value != value else value for value in values]
        for name, values in data.items()
    }
    return found, meta


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            WORDS | st.none(),
            st.floats(allow_nan=False, width=32) | st.integers(-(2**53), 2**53) | st.none(),
        ),
        max_size=20,
    )
)
def test_texts_and_numbers_read_back_as_they_were(tmp_path_factory, rows) -> None:
    columns = [Column("mots", "Des mots"), Column("nombre", "Un nombre", numeric=True)]
    data, meta = read_back(tmp_path_factory.mktemp("sav") / "a.sav", columns, rows)
    assert meta.number_rows == len(rows)
    assert data["mots"] == [text or "" for text, _number in rows]
    assert data["nombre"] == [number for _text, number in rows]


@pytest.mark.parametrize("width", [1, 8, 9, 252, 254, 255, 256, 504, 505, 511, 3000, 32767])
def test_a_text_of_any_width_is_whole_and_its_neighbour_stays_in_place(tmp_path, width) -> None:
    columns = [Column("t", "T"), Column("n", "N", numeric=True)]
    text = ("abcdefghi" * width)[:width]
    data, _meta = read_back(tmp_path / "a.sav", columns, [(text, 7.0), (None, 8.5)])
    assert data == {"t": [text, ""], "n": [7.0, 8.5]}


def test_a_text_that_spss_could_not_hold_is_cut_between_two_characters(tmp_path) -> None:
    data, _meta = read_back(tmp_path / "a.sav", [Column("t", "T")], [("é" * 20_000,)])
    assert data["t"] == ["é" * (LONGEST_TEXT // 2)]


def test_days_and_times_are_moments_even_where_nobody_answered(tmp_path) -> None:
    columns = [Column(name, name) for name in ("jour", "heure", "jamais", "toujours")]
    kinds = ["date", "time", "date", "time"]
    rows = [
        ("1900-02-03", "23:59", None, None),
        ("0001-01-01", "00:00", None, None),
        ("9999-12-31", "08:05", None, None),
        (None, None, None, None),
    ]
    data, meta = read_back(tmp_path / "a.sav", columns, rows, kinds)
    assert list(map(str, data["jour"])) == ["1900-02-03", "0001-01-01", "9999-12-31", "None"]
    assert list(map(str, data["heure"])) == ["23:59:00", "00:00:00", "08:05:00", "None"]
    assert data["jamais"] == data["toujours"] == [None] * 4
    assert list(meta.original_variable_types.values()) == ["EDATE10", "TIME5"] * 2


def test_a_column_of_numbers_alone_is_a_number_and_a_mixed_one_is_a_text(tmp_path) -> None:
    columns = [Column(name, name) for name in ("entiers", "decimaux", "meles", "vide")]
    rows = [(1, 1.5, 2.0, None), (None, None, "deux", None), (3, 2.0, None, None)]
    data, meta = read_back(tmp_path / "a.sav", columns, rows)
    assert data["entiers"] == [1.0, None, 3.0]
    assert data["decimaux"] == [1.5, None, 2.0]
    assert data["meles"] == ["2", "deux", ""]
    assert data["vide"] == ["", "", ""]
    shown = meta.original_variable_types
    assert (shown["entiers"], shown["decimaux"]) == ("F8.0", "F8.2")


def test_labels_and_levels_of_measurement_come_along(tmp_path) -> None:
    columns = [
        Column("court", "É" * 200, measure=Measure.ORDINAL, value_labels={"o": "Où ?"}),
        Column("a/b", "Une question", measure=Measure.NOMINAL),
        Column("x" * 64, "", measure=Measure.SCALE, numeric=True),
        Column("y/" + "é" * 40, "É" * 200),
    ]
    data, meta = read_back(tmp_path / "a.sav", columns, [("o", None, 1, None)], title="Démarche")
    assert list(data)[:3] == ["court", "a_b", "x" * 64]
    *labels, last = meta.column_labels
    assert labels == ["É" * 127, "Une question [a/b]", None]
    assert last.endswith("É [y/" + "é" * 40 + "]")
    assert list(meta.variable_measure.values()) == ["ordinal", "nominal", "scale", "nominal"]
    assert meta.variable_value_labels == {"court": {"o": "Où ?"}}
    assert (meta.file_label, meta.file_encoding) == ("Démarche", "UTF-8")


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("code", ["o", "un_code_plus_long_que_huit"])
def test_labels_that_are_too_long_are_cut_between_two_characters(tmp_path, prefix, code) -> None:
    long = prefix + "€" * 300
    columns = [Column("t", long, value_labels={code: long})]
    _data, meta = read_back(tmp_path / "a.sav", columns, [(code,)], title=long)
    cut = (meta.column_labels[0], meta.variable_value_labels["t"][code], meta.file_label)
    assert [long.startswith(one) for one in cut] == [True] * 3
    assert [len(one) for one in cut] == [(255 - len(prefix)) // 3 + len(prefix)] + [
        (limit - len(prefix)) // 3 + len(prefix) for limit in (120, 64)
    ]


@pytest.mark.parametrize("code", ["é", "é" * 4, "é" * 5, "forêt", "étudiant", "é" * 60])
@pytest.mark.parametrize("chosen", [True, False])
def test_a_code_with_accents_keeps_its_label_even_if_nobody_chose_it(
    tmp_path, code, chosen
) -> None:
    columns = [Column("t", "T", value_labels={"o": "Autre", code: "Étudiant"})]
    rows = [("o",), (code if chosen else None,)]
    data, meta = read_back(tmp_path / "a.sav", columns, rows)
    assert data["t"] == ["o", code if chosen else ""]
    assert meta.variable_value_labels["t"] == {"o": "Autre", code: "Étudiant"}


def test_a_file_without_a_response_can_be_read(tmp_path) -> None:
    columns = [
        Column("choix", "Choix", value_labels={"o": "Oui", "é" * 9: "Non"}),
        Column("n", "N", numeric=True),
        Column("jour", "J"),
        Column("heure", "H"),
    ]
    data, meta = read_back(tmp_path / "a.sav", columns, [], ["", "", "date", "time"])
    assert data == {"choix": [], "n": [], "jour": [], "heure": []}
    assert meta.variable_value_labels == {"choix": {"o": "Oui"}}


@settings(max_examples=60, deadline=None)
@given(NAMES.filter(bool))
def test_the_writer_takes_every_name_that_we_make(tmp_path_factory, names) -> None:
    columns = [Column(name, "Q", numeric=True) for name in names]
    path = tmp_path_factory.mktemp("sav") / "a.sav"
    data, _meta = read_back(path, columns, [tuple(range(len(names)))])
    assert len(data) == len(names)
    assert list(data.values()) == [[number] for number in range(len(names))]
