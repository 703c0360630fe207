"""Forms that hold what is no text are refused, those that hold any text are not."""

from __future__ import annotations

import errno
import io
import tempfile

import pytest
from werkzeug.exceptions import BadRequest
from werkzeug.test import EnvironBuilder

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
