"""What forms send: text in UTF-8, or refused; files, or what was typed beside them.

Browsers send nothing else. Werkzeug keeps bytes that are no text as they are written, "%ED%A0%80",
so that something else than what was meant would be kept.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

TYPED = "application/x-www-form-urlencoded"
MOST_FIELDS = 20_000
"""Ten times those of the longest form."""
SLICE = 2**20
"""Bytes."""
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
IN_MEMORY = 500 * 1024
"""Bytes of a file that wait in memory; more of it is on the disk."""


class _TextParser(FormDataParser):
    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        if mimetype == TYPED:
            return stream, self.cls(typed_fields(stream.read())), self.cls()
        return super().parse(stream, mimetype, content_length, options)


def typed_fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form that is sent as a line of text, as `urllib.parse.parse_qsl` reads it,
    but in a memory that does not grow much beyond the text itself: whoever sends the largest form
    that is let through must not take gigabytes.

    Raises:
        BadRequest: it is no text.
        RequestEntityTooLarge: no page has so many fields.
    """
    if body.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge
    pairs = (one.partition(b"=") for one in body.split(b"&") if one)
    try:
        return [(_text(name), _text(value)) for name, _sign, value in pairs]
    except UnicodeDecodeError:
        raise BadRequest from None


def _text(sent: bytes) -> str:
    plain = sent.replace(b"+", b" ")
    return (_unescaped(plain) if b"%" in plain else plain).decode()


def _unescaped(sent: bytes) -> bytes:
    """The bytes that stand behind `%41`, a slice at a time; a `%` that begins none stays."""
    parts, start = [], 0
    while start < len(sent):
        end = start + SLICE
        if end < len(sent):
            # An escape is never cut in two.
            cut = sent.rfind(b"%", end - 2, end)
            end = cut if cut >= 0 else end
        whole = _NO_ESCAPE.sub(b"%25", sent[start:end])
        # Quoted-printable is the same with another sign, and is read at once.
        parts.append(a2b_qp(whole.replace(b"=", b"%3D").replace(b"%", b"=")))
        start = end
    return b"".join(parts)


class _Received(SpooledTemporaryFile[bytes]):
    """A file that is sent. Where the disk takes no more of it, the rest of the form is still read,
    lest what was typed be lost with it."""

    def __init__(self) -> None:
        super().__init__(max_size=IN_MEMORY, mode="rb+")
        self.failure: OSError | None = None

    def write(self, content: Any) -> int:
        if self.failure is None:
            try:
                return super().write(content)
            except OSError as error:
                self.failure = error
        return len(content)

    def seek(self, *where: int) -> int:
        try:
            return super().seek(*where)
        except OSError as error:
            self.failure = self.failure or error
            return 0


class TextRequest(Request):
    """A request whose forms hold text only, and whose text is there even where its files are not.

    Reading its form raises, once, the OSError that kept a file from being received.
    """

    form_data_parser_class = _TextParser

    def _get_file_stream(self, *_about: Any, **_named: Any) -> IO[bytes]:
        received = _Received()
        self.__dict__.setdefault("received", []).append(received)
        return received

    def _load_form_data(self) -> None:
        super()._load_form_data()
        for received in self.__dict__.pop("received", []):
            if received.failure is not None:
                raise received.failure
