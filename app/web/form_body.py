"""What forms send: text in UTF-8, or refused; files, or what was typed beside them.

Browsers send nothing else. Werkzeug keeps bytes that are no text as they are written, "%ED%A0%80",
so that something else than what was meant would be kept.
"""

from __future__ import annotations

import io
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

TYPED = "application/x-www-form-urlencoded"
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
            stream = self._checked(stream)
        return super().parse(stream, mimetype, content_length, options)

    def _checked(self, stream: IO[bytes]) -> IO[bytes]:
        """
        Raises:
            BadRequest: it is no text.
        """
        body = stream.read()
        try:
            unquote_to_bytes(body).decode()
        except UnicodeDecodeError:
            raise BadRequest from None
        return io.BytesIO(body)


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
