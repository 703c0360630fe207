"""Somebody outside with a program that speaks HTTP, and what they make of the answers."""

from __future__ import annotations

import http.client
import io
import itertools
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pypdf

from benchmarks.multipart import multipart
from tests.security.markers import MARK

HOST = "consultation.example"
COOKIE = "__Host-sillage"
SITE = f"https://{HOST}"
_addresses = itertools.count(1)


def new_address() -> str:
    """An address in a network from which nobody has asked yet."""
    number = next(_addresses)
    return f"10.{number >> 8 & 255}.{number & 255}.{number >> 16 & 255}"


@dataclass(frozen=True)
class Answer:
    """What the server said; `headers` in lower case, those that come twice joined by a comma."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def is_markup(self) -> bool:
        """Whether a browser would read tags in it."""
        kind = self.headers.get("content-type", "")
        return any(one in kind for one in ("html", "svg", "xml")) and self.body[:2] != b"PK"

    @property
    def tables(self) -> str:
        """What a spreadsheet would open of it."""
        if "csv" in self.headers.get("content-type", ""):
            return self.text
        return words_in(self.body, (".xml", ".csv")) if self.body[:2] == b"PK" else ""

    @property
    def asks_to_sign_in(self) -> bool:
        return self.status == 302 and self.location.removeprefix(SITE).startswith("/sign-in")

    @property
    def marks(self) -> set[str]:
        """The marks that can be read in it, in files within files too."""
        return set(MARK.findall(self.words))

    @cached_property
    def words(self) -> str:
        """All that can be read in it: headers, and files within files."""
        told = " ".join(f"{name}: {value}" for name, value in self.headers.items())
        return f"{told} {words_in(self.body)}"


def words_in(content: bytes, endings: tuple[str, ...] = ("",)) -> str:
    """All that somebody can read in a file; of an archive, the parts whose names end so."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [
                one.filename + words_in(archive.read(one), endings)
                for one in archive.infolist()
                if one.filename.endswith(endings)
            ]
        return " ".join(parts)
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


@dataclass
class Outsider:
    """A browser without a browser: cookies, a connection that stays open, forged at will.

    Each request comes from an address of its own unless `address` is given: limits per address are
    attacked by themselves.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    token: str = ""

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(
        self,
        path: str,
        fields: Mapping[str, object] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form as the page that this browser has open does: with its token."""
        told = {"csrf_token": self.csrf_token(), **(fields or {})}
        if files is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(told, True).encode()
        else:
            kind, body = multipart(told, files)
        return self.send("POST", path, body, {"Content-Type": kind, **(headers or {})})

    def csrf_token(self) -> str:
        if not self.token:
            self.token = json.loads(self.get("/sending-token").body)["token"]
        return self.token

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        told = {
            "Host": HOST,
            "Referer": f"{SITE}/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address or new_address(),
            **({"Cookie": self._cookie_header()} if self.cookies else {}),
            **(headers or {}),
        }
        # An empty value leaves a header out.
        told = {name.replace("_", "-"): value for name, value in told.items() if value}
        try:
            self.connection.request(method, path, body, told)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # A connection that the server had closed meanwhile.
            self.connection.close()
            self.connection.request(method, path, body, told)
            answer = self.connection.getresponse()
        content = answer.read()
        self._take_cookies(answer.headers.get_all("Set-Cookie") or [])
        return Answer(
            answer.status,
            {
                name.lower(): ", ".join(answer.headers.get_all(name) or [])
                for name in answer.headers
            },
            content,
        )

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _take_cookies(self, sent: list[str]) -> None:
        for line in sent:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def hidden_field(page: str, name: str) -> str:
    """The value of a field of a form, as its page holds it."""
    tag = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    found = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    return found[1] if found else ""
