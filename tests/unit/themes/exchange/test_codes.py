"""Which theme each code of a file is."""

from __future__ import annotations

import uuid

from app.themes.codebook.acts.describing import Description, created
from app.themes.codebook.acts.merging import merged
from app.themes.codebook.state import Codebook, applied
from app.themes.codebook.tree import check_tree
from app.themes.exchange.codes import path_of, themes_for
from app.themes.exchange.incoming import FileCode

HERE = uuid.UUID(int=1)
RAIL, TRAINS, BUS = (uuid.UUID(int=number) for number in (11, 12, 13))


def _codebook() -> Codebook:
    codebook = Codebook()
    for theme_id, title, parent in (
        (RAIL, "Rail", None),
        (TRAINS, "Trains", RAIL),
        (BUS, "Bus", None),
    ):
        codebook = applied(codebook, created(codebook, theme_id, parent, Description(title)))
    return codebook


def _codes(*paths: tuple[str, ...]) -> list[FileCode]:
    return [
        FileCode(str(uuid.UUID(int=100 + len(path))), path, str(uuid.UUID(int=99 + len(path))))
        for path in paths
    ]


def test_a_code_is_known_by_its_identifier_else_by_its_place():
    codebook = _codebook()
    codebook = applied(codebook, merged(codebook, BUS, TRAINS))
    codes = [
        FileCode(str(BUS), ("Autocars",)),
        FileCode("one", ("RAIL ",)),
        FileCode("two", ("RAIL ", "trains"), "one"),
    ]
    found = themes_for(codebook, codes, HERE)
    assert found.of == {str(BUS): TRAINS, "one": RAIL, "two": TRAINS}
    assert (found.new, found.changes, found.missing) == ((), (), ())


def test_new_codes_make_a_tree_and_the_next_file_finds_them_again():
    deep = [
        ("Rail",),
        ("Rail", "Gares"),
        ("Rail", "Gares", "Quais"),
        ("Rail", "Gares", "Quais", "Bancs"),
    ]
    first = themes_for(_codebook(), _codes(*deep), HERE)
    after = applied(_codebook(), first.changes)
    check_tree(after, after.themes)
    assert [one.told_path for one in first.new] == [
        "Rail › Gares",
        "Rail › Gares › Quais",
        "Rail › Gares › Quais › Bancs",
    ]
    assert len({*first.of.values()}) == 4
    renamed = [(*path[:-1], path[-1] + " !") for path in deep]
    again = themes_for(after, _codes(*renamed)[1:], HERE)
    assert again.new == ()
    assert set(again.missing) == {RAIL, TRAINS, BUS}
    assert path_of(after, TRAINS) == "Rail › Trains"


def test_a_title_alone_is_the_one_theme_that_is_called_so():
    loose = FileCode("trains", ("Trains",), is_loose=True)
    assert themes_for(_codebook(), [loose], HERE).of == {"trains": TRAINS}
