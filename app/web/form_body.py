"""What forms send as text: in UTF-8, or refused.

Browsers send nothing else. Werkzeug keeps bytes that are no text as they are written, "%ED%A0%80",
so that something else than what was meant would be kept.
"""

from __future__ import annotations

import io
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

TYPED = "application/x-www-form-urlencoded"


class _TextParser(FormDataParser):
    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        if mimetype == TYPED:
            stream = self._checked(stream, content_length or 0)
        return super().parse(stream, mimetype, content_length, options)

    def _checked(self, stream: IO[bytes], length: int) -> IO[bytes]:
        """
        Raises:
            RequestEntityTooLarge: before any of it is read.
            BadRequest: it is no text.
        """
        if self.max_form_memory_size is not None and length > self.max_form_memory_size:
            raise RequestEntityTooLarge
        body = stream.read()
        try:
            unquote_to_bytes(body).decode()
        except UnicodeDecodeError:
            raise BadRequest from None
        return io.BytesIO(body)


class TextRequest(Request):
    """A request whose forms hold text only."""

    form_data_parser_class = _TextParser
