from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.web.paging import Cursor, counted_key, make_page


def _read(numbers: list[int], cursor: Cursor, size: int):
    key = cursor.as_int()
    if cursor.backwards:
        found = sorted((n for n in numbers if key is None or n < key), reverse=True)
    else:
        found = sorted(n for n in numbers if key is None or n > key)
    return make_page(found[: size + 1], cursor, size=size, key_of=lambda n: n)


@given(st.sets(st.integers(0, 999), max_size=60), st.integers(1, 9))
def test_going_on_shows_every_row_once_and_going_back_the_same_pages(numbers, size):
    pages = [_read(list(numbers), Cursor(), size)]
    while pages[-1].next_key is not None:
        pages.append(_read(list(numbers), Cursor(pages[-1].next_key), size))
    assert [n for page in pages for n in page.rows] == sorted(numbers)
    assert pages[0].previous_key is None
    for earlier, later in itertools.pairwise(pages):
        back = _read(list(numbers), Cursor(later.previous_key, backwards=True), size)
        assert back.rows == earlier.rows
        assert (back.previous_key is None) == (earlier.previous_key is None)


@given(st.text())
def test_any_text_may_stand_as_a_key(text):
    cursor = Cursor.from_args({"after": text})
    cursor.as_int()
    cursor.as_uuid()
    cursor.as_count_and_uuid()


@given(st.integers(0, 10**9 - 1), st.uuids())
def test_a_count_and_an_identifier_make_a_key(count, identifier):
    assert Cursor(counted_key(count, identifier)).as_count_and_uuid() == (count, identifier)
