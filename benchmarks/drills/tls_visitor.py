"""A browser without a browser that speaks TLS to a proxy on this machine, under a public name."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.drills.visitors import Answer, Visitor

NAME = "consultation.example"
"""The public name, which no machine has to know."""


@dataclass
class TlsVisitor(Visitor):
    """As browsers do, they say which page they come from; `claims` are headers that they add."""

    claims: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.connection = _Connection(self.port)

    def attempt(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | None:
        from_here = {"Referer": f"https://{NAME}{path}"}
        if method == "POST":
            from_here["Origin"] = f"https://{NAME}"
        return super().attempt(
            method, path, body, {"Host": NAME, **from_here, **headers, **self.claims}
        )


def asked_once(port: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """The status, the headers and the body that somebody gets who was never here."""
    connection = _Connection(port)
    try:
        connection.request("GET", path, headers={"Host": NAME, "Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """To this machine, whatever the name; who signed its certificate does not matter."""

    def __init__(self, port: int) -> None:
        super().__init__("127.0.0.1", port, timeout=60)

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        assert isinstance(self.sock, socket.socket)
        self.sock = context.wrap_socket(self.sock, server_hostname=NAME)
