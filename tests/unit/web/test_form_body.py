"""Forms that hold what is no text are refused, those that hold any text are not."""

from __future__ import annotations

import errno
import io
import tempfile
import tracemalloc
from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from app.web import form_body
from app.web.form_body import TYPED, TextRequest


def sent(body: bytes) -> TextRequest:
    return TextRequest(
        EnvironBuilder(
            method="POST", input_stream=None, data=body, content_type=TYPED
        ).get_environ()
    )


@pytest.mark.parametrize("body", [b"a=%ED%A0%80", b"a=%ff", b"%C3=a", b"a=\xed\xa0\x80"])
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        _ = sent(body).form


def test_text_comes_in_as_it_was_written() -> None:
    form = sent("a=%C3%A9+%25ED&b=%F0%9F%8C%8A&c=100%&d=é".encode()).form
    assert dict(form) == {"a": "é %ED", "b": "🌊", "c": "100%", "d": "é"}


@given(
    st.text("a&=+%é4\n", max_size=40)
    | st.binary(max_size=20).map(lambda sent: "a=" + quote_plus(sent.decode("utf-8", "ignore")))
)
@example("a=%25%3D=%3d&&b&=c&%4&%")
def test_fields_are_those_that_the_library_reads_whatever_is_cut_where(text: str) -> None:
    for size in (3, 5, 2**20):
        with pytest.MonkeyPatch.context() as smaller:
            smaller.setattr(form_body, "SLICE", size)
            try:
                found = form_body.typed_fields(text.encode())
            except BadRequest:
                with pytest.raises(UnicodeDecodeError):
                    parse_qsl(text, keep_blank_values=True, errors="strict")
                continue
        assert found == parse_qsl(text, keep_blank_values=True, errors="strict")


def test_a_form_takes_no_more_memory_than_a_few_times_its_text() -> None:
    text = b"a=" + b"%41" * 500_000
    tracemalloc.start()
    try:
        form = sent(text).form
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(form["a"]) == 500_000
    assert most < 8 * len(text)


def test_more_fields_than_any_page_has_are_not_read() -> None:
    with pytest.raises(RequestEntityTooLarge):
        _ = sent(b"a&" * form_body.MOST_FIELDS).form


def test_what_was_typed_is_there_where_the_disk_takes_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    sending = {"title": "Un titre", "file": (io.BytesIO(b"x" * 2_000_000), "a.txt"), "text": "Oui"}
    request = TextRequest(EnvironBuilder(method="POST", data=sending).get_environ())
    with pytest.raises(OSError, match="No space"):
        _ = request.form
    assert dict(request.form) == {"title": "Un titre", "text": "Oui"}
    assert request.files["file"].filename == "a.txt"
