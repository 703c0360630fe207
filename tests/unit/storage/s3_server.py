"""A small S3 on loopback: objects of one bucket, whatever is signed; two a page of a listing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

BUCKET = "sillage"
A_PAGE = 2
DATED = "2016-04-28T08:00:00.000Z"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.objects: dict[str, bytes] = {}
        self.refused = 0
        """How many of the next requests are refused, as by a storage that is overrun."""


class _Answer(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self._may_go_on():
            self.server.objects[self._key] = content
            self._say(200)

    def do_GET(self) -> None:
        if self._may_go_on():
            if self._key:
                self._say_object()
            else:
                self._say(200, self._listing().encode())

    def do_HEAD(self) -> None:
        if self._may_go_on():
            self._say_object()

    def do_DELETE(self) -> None:
        if self._may_go_on():
            self.server.objects.pop(self._key, None)
            self._say(204)

    def log_message(self, *_: object) -> None:
        pass

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")

    def _may_go_on(self) -> bool:
        is_signed = "Credential=" in self.headers.get("Authorization", "")
        if is_signed and not self.server.refused:
            return True
        self.server.refused = max(self.server.refused - 1, 0)
        self._say(403, b"<Error><Code>AccessDenied</Code></Error>")
        return False

    def _say_object(self) -> None:
        found = self.server.objects.get(self._key)
        if found is None:
            self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._say(200, found)

    def _listing(self) -> str:
        asked = parse_qs(urlsplit(self.path).query)
        prefix, after = asked["prefix"][0], asked.get("continuation-token", [""])[0]
        keys = sorted(k for k in self.server.objects if k.startswith(prefix) and k > after)
        told = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(self.server.objects[key])}</Size>"
            f"<LastModified>{DATED}</LastModified></Contents>"
            for key in keys[:A_PAGE]
        )
        is_cut = len(keys) > A_PAGE
        last = keys[:A_PAGE][-1:]
        more = "".join(f"<NextContinuationToken>{key}</NextContinuationToken>" for key in last)
        return (
            f"<ListBucketResult><IsTruncated>{str(is_cut).lower()}</IsTruncated>"
            f"{more if is_cut else ''}{told}</ListBucketResult>"
        )

    def _say(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Thu, 28 Apr 2016 08:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def s3_server() -> Iterator[_Server]:
    with _Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def endpoint_of(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"
