from __future__ import annotations

import uuid

from app.strategy.citing import Cited, Notes, Source, cited_in, text_differences

SAID = Cited(uuid.UUID(int=1))
BOOK = Cited(None, "bioteau2015")


def test_the_same_source_has_the_same_number_in_the_order_of_the_document() -> None:
    first, second = (
        f"We need it {BOOK.mark}.",
        f"As they say{SAID.mark}, twice{BOOK.mark}{SAID.mark}.",
    )
    notes = Notes([first, second], {SAID: Source(words="a"), BOOK: Source(words="b")})
    assert [note.cited for note in notes.list] == [BOOK, SAID]
    assert notes.plain(second) == "As they say[2], twice[1][2]."
    assert notes.numbers_in(first) == (1,)
    shown = notes.shown(second)
    assert shown.count('href="#note-2"') == 2
    assert shown.count('id="note-2-from"') == 1, "an identifier stands once on a page"


def test_marks_that_are_none_are_read_as_they_were_typed() -> None:
    typed = "[[e:zz]] [[x:1]] [[r:a b]] [[e:" + "A" * 32 + "]]"
    assert cited_in(typed) == ()
    assert "[[e:zz]]" in Notes([typed], {}).shown(typed)


def test_nothing_that_is_typed_becomes_markup_by_way_of_a_mark() -> None:
    hostile = f'[[r:"><script>]] \ue0101\ue011 {SAID.mark} [a{SAID.mark}](http://b/{SAID.mark})'
    shown = str(Notes([hostile], {}).shown(hostile))
    assert "<script" not in shown
    assert "\ue010" not in shown
    assert shown.count("<sup") == 3, (
        "the sign that was typed is no note; that in an address neither"
    )


def test_a_source_that_is_nowhere_is_said_to_be_missing() -> None:
    notes = Notes([SAID.mark], {})
    assert notes.list[0].source.is_missing


def test_a_citation_that_changed_is_seen_among_the_words() -> None:
    pieces = text_differences(f"As said{SAID.mark}.", f"As said{BOOK.mark}.")
    assert [(one.kind, one.text) for one in pieces if one.kind != "kept"] == [
        ("removed", "1"),
        ("added", "2"),
    ]
