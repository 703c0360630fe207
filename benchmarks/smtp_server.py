"""A small mail server on loopback, with the accidents that a test or a drill asks for."""

from __future__ import annotations

import re
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Accidents:
    """What the server does to some recipients, and what it received from the others."""

    refused: dict[str, str] = field(default_factory=dict)
    """Address → the answer to it (`550 …`, `450 …`)."""
    lost: set[str] = field(default_factory=set)
    """Addresses after whose message the connection breaks, without an answer."""
    sender_refused: str = ""
    pause: float = 0.0
    """Seconds that each message takes."""
    received: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.received]


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        accidents = self.server.accidents
        accidents.connections += 1
        recipient = ""
        self._say("220 loopback")
        while line := self.rfile.readline():
            command = line.decode().strip()
            verb = command.upper()
            if verb.startswith("MAIL") and accidents.sender_refused:
                self._say(accidents.sender_refused)
            elif verb.startswith("RCPT"):
                recipient = re.search(r"<(.+?)>", command)[1]  # type: ignore[index]
                self._say(accidents.refused.get(recipient, "250 ok"))
            elif verb == "DATA":
                self._say("354 go on")
                accidents.received.append((recipient, self._data()))
                time.sleep(accidents.pause)
                if recipient in accidents.lost:
                    return
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    accidents: Accidents

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who is killed while talking ends the talk."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def smtp_server() -> Iterator[tuple[int, Accidents]]:
    """A server that runs: its port, and what it does."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.accidents = Accidents()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], server.accidents
        server.shutdown()
