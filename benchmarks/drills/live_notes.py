"""A hundred tables write two hundred notes a second for a minute: each is kept, once.

Two phones a table, each one note a second, as `static/js/offline/` sends them: what waits goes in
one batch, what is written meanwhile waits for the next one; what was not answered is sent again. A
token is asked for once a minute.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from dataclasses import dataclass, field
from email import message_from_string

from benchmarks.drills.platform import Platform, platform
from benchmarks.drills.results import Figure, Result, asked, told

TABLES = 100
PHONES = 2
"""At each table."""
SECONDS = 60
SMALL_TABLES, SMALL_SECONDS = 5, 2
BATCH = 50
"""Notes, as `outbox.js` sends them."""
AGAIN = 2.0
"""Seconds until `courier.js` tries again."""
TOKEN_LASTS = 60.0
"""Seconds, as in `sending.js`."""
PATIENCE = 30.0
"""Seconds that what still waits at the end may take."""
SLOWEST_P95 = 2.0
"""Seconds from the note to its acknowledgement."""


def run(database: str, is_small: bool) -> Result:
    tables, seconds = (SMALL_TABLES, SMALL_SECONDS) if is_small else (TABLES, SECONDS)
    with platform(database) as running:
        paths = json.loads(running.module("benchmarks.drills.tables", str(tables)))
        phones = [Phone(running.port, path, n) for n, path in enumerate(paths * PHONES)]
        start = time.monotonic()
        asyncio.run(_write(phones, seconds))
        return _told(running, phones, seconds, time.monotonic() - start - seconds)


async def _write(phones: list[Phone], seconds: int) -> None:
    for phone in phones:
        await phone.open()
    await asyncio.gather(*(phone.write(seconds) for phone in phones))


def _told(running: Platform, phones: list[Phone], seconds: int, after: float) -> Result:
    kept = dict(running.query("SELECT key, text FROM note"))
    written = {key: text for phone in phones for key, text in phone.written.items()}
    waits = sorted(wait for phone in phones for wait in phone.waits)
    p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else float("inf")
    refused = sum(phone.refused for phone in phones)
    return Result(
        (
            told(f"{len(written):,} notes, {len(written) / seconds:.0f} a second"),
            asked(sum(kept.get(key) != text for key, text in written.items()), "lost"),
            asked(running.count("note") - len(kept), "doubled"),
            asked(refused, "refused"),
            Figure(f"{p95:.2f} s until kept (p95)", p95 <= SLOWEST_P95),
            told(f"{max(waits, default=0):.2f} s at most"),
            told(f"the last one {max(0.0, after):.1f} s after the end"),
            told(f"{sum(phone.batches for phone in phones):,} batches"),
            told(f"{sum(phone.again for phone in phones)} sent again"),
        )
    )


@dataclass
class Phone:
    """One browser at a table: what it wrote, and for each note the seconds until it was kept."""

    port: int
    path: str
    number: int
    cookie: str = ""
    written: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    batches: int = 0
    again: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        self._waiting: dict[str, float] = {}
        self._held_token, self._token_until = "", 0.0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Look at the page, which makes the session that the notes belong to."""
        await self._ask("GET", self.path)

    async def write(self, seconds: int) -> None:
        """A note a second, each phone at a moment of its own."""
        sending = asyncio.create_task(self._send())
        start = time.monotonic() + (self.number % 97) / 97
        for count in range(seconds):
            await asyncio.sleep(max(0.0, start + count - time.monotonic()))
            key = f"{self.number:04d}{count:04d}".rjust(32, "0")
            self.written[key] = f"Note {count} du téléphone {self.number}"
            self._waiting[key] = time.monotonic()
        limit = time.monotonic() + PATIENCE
        while self._waiting and time.monotonic() < limit:
            await asyncio.sleep(0.05)
        sending.cancel()

    async def _send(self) -> None:
        while True:
            if not self._waiting:
                await asyncio.sleep(0.02)
                continue
            try:
                await self._send_batch(list(self._waiting)[:BATCH])
            except (OSError, ValueError, asyncio.IncompleteReadError):
                self._close()
                self.again += 1
                await asyncio.sleep(AGAIN)

    async def _send_batch(self, keys: list[str]) -> None:
        token = await self._token()
        items = [
            {"key": key, "text": self.written[key], "nature": "need", "round": "1"} for key in keys
        ]
        body = json.dumps({"items": items}).encode()
        status, answer = await self._ask("POST", f"{self.path}/batch", body, token)
        if status != 200:
            raise ValueError(status)
        self.batches += 1
        for result in json.loads(answer)["results"]:
            since = self._waiting.pop(result["key"])
            self.refused += result["state"] != "kept"
            self.waits.append(time.monotonic() - since)

    async def _token(self) -> str:
        if time.monotonic() > self._token_until:
            found = json.loads((await self._ask("GET", "/sending-token"))[1])
            self._held_token, self._token_until = found["token"], time.monotonic() + TOKEN_LASTS
        return self._held_token

    async def _ask(
        self, method: str, path: str, body: bytes = b"", token: str = ""
    ) -> tuple[int, bytes]:
        """The status and the body of an answer, on a connection that stays open."""
        if self._streams is not None and self._streams[0].at_eof():
            self._close()  # Nothing was asked for a while: a browser opens another one as well.
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        if token:
            lines += [f"X-CSRFToken: {token}", "X-Sending-As: nobody"]
            lines += ["Content-Type: application/json"]
        lines += [f"Content-Length: {len(body)}", "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = message_from_string(head.partition("\r\n")[2])
        if "Set-Cookie" in headers:
            self.cookie = headers["Set-Cookie"].split(";")[0]
        content = await reader.readexactly(int(headers["Content-Length"]))
        if headers["Connection"] == "close":
            self._close()
        return int(head.split(" ", 2)[1]), content

    def _close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None
