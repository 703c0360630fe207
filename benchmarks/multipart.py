"""Forms with files, as a browser sends them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping


def multipart(
    fields: Mapping[str, object], files: Mapping[str, tuple[str, bytes, str]]
) -> tuple[str, bytes]:
    """The content type and the body of a form; each file is (name, content, content type)."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (filename, content, kind) in files.items():
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'
        )
        parts.append(head.encode() + content + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
