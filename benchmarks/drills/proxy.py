"""A proxy that hands each request to the next web host: what one answers, another goes on with."""

from __future__ import annotations

import http.client
import itertools
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
OF_THE_LOOK = ("/static/", "/bootstrap/static/")
OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class RoundRobin(ThreadingHTTPServer):
    """`handed` counts the requests that each port was given. Files of the look take no turn: a page
    and the one after it are always given by different hosts."""

    daemon_threads = True

    def __init__(self, ports: Sequence[int]) -> None:
        super().__init__((HOST, 0), _Handing)
        self.port = int(self.server_address[1])
        self.handed: Counter[int] = Counter()
        self._turns, self._turns_of_the_look = itertools.cycle(ports), itertools.cycle(ports)
        self._lock = threading.Lock()

    def next_port(self, path: str) -> int:
        with self._lock:
            if path.startswith(OF_THE_LOOK):
                return next(self._turns_of_the_look)
            port = next(self._turns)
            self.handed[port] += 1
        return port


class _Handing(BaseHTTPRequestHandler):
    server: RoundRobin
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = http.client.HTTPConnection(HOST, self.server.next_port(self.path), timeout=60)
        headers = {n: v for n, v in self.headers.items() if n.lower() not in OF_ONE_CONNECTION}
        try:
            host.request(self.command, self.path, sent or None, headers)
            answer = host.getresponse()
            self._hand_back(answer, answer.read())
        except (OSError, http.client.HTTPException):
            self.close_connection = True
        finally:
            host.close()

    do_POST = do_HEAD = do_GET

    def _hand_back(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_CONNECTION:
                self.send_header(name, value)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def round_robin(ports: Sequence[int]) -> Iterator[RoundRobin]:
    """A proxy that runs before these ports."""
    with RoundRobin(ports) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()
