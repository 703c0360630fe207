"""A browser without a browser, in the hands of somebody who does not give up.

Where no answer comes they load the page again, as browsers offer; where the page says "not saved"
they press its button. So the same fields come again, with the same keys.
"""

from __future__ import annotations

import html
import http.client
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

NO_ANSWER = "no answer"
FIRST_WAIT, LONGEST_WAIT = 0.25, 4.0
"""Seconds between two tries: each time twice as many, as the scripts of our pages do."""
LONGEST_IDLE = 1.0
"""Seconds after which a connection is not used again: gunicorn lets go of it after two, and a
browser would try once more by itself."""


class Refused(RuntimeError):
    """The platform said no to an honest request."""


class GaveUp(RuntimeError):
    """Nothing came for as long as somebody waits."""


@dataclass(frozen=True)
class Answer:
    """A page, and the path where it was found."""

    status: int
    path: str
    body: str
    location: str = ""


@dataclass
class Visitor:
    """`accidents` counts what went wrong on the way: "no answer", 500, 503…"""

    port: int
    patience: float = 180.0
    """Seconds that one step may take."""
    accidents: Counter[object] = field(default_factory=Counter)
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.used_at = 0.0

    def open(self, path: str) -> Answer:
        """The page at a path, or where it leads to."""
        answer = self._insist("GET", path)
        return self.open(answer.location) if answer.location else answer

    def send(self, path: str, fields: Mapping[str, str]) -> Answer:
        """What comes of a form, once it is acknowledged."""
        answer = self._insist("POST", path, fields)
        return self.open(answer.location) if answer.location else answer

    def send_json(self, path: str, told: object) -> Any:
        """What comes of JSON, sent as the modules in `static/js/offline` do: with a fresh token."""
        for _ in self._tries():
            token = json.loads(self.open("/sending-token").body)["token"]
            headers = {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "X-CSRFToken": token,
            }
            answer = self.attempt("POST", path, json.dumps(told).encode(), headers)
            if answer is not None and answer.status < 400:
                return json.loads(answer.body)
            if answer is not None and answer.status < 500:
                raise Refused(f"POST {path}: {answer.status}\n{answer.body[:500]}")
        raise GaveUp(path)

    def _insist(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        headers = {"Accept": "text/html"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for _ in self._tries():
            body = urlencode(fields).encode() if fields is not None else None
            answer = self.attempt(method, path, body, headers)
            if answer is not None and answer.status < 400:
                return answer
            if answer is not None and answer.status < 500:
                raise Refused(f"{method} {path}: {answer.status}\n{words_of(answer.body)[:500]}")
            if answer is not None and answer.status == 503 and fields is not None:
                fields = hidden_fields(answer.body)
        raise GaveUp(f"{method} {path}")

    def _tries(self) -> Iterator[None]:
        """Tries, with a wait between two of them, until patience ends."""
        limit, wait = time.monotonic() + self.patience, FIRST_WAIT
        while time.monotonic() < limit:
            yield
            time.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def attempt(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | None:
        """One request; nothing when its answer did not come."""
        told = dict(headers)
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self.used_at > LONGEST_IDLE:
            self.connection.close()
        try:
            self.connection.request(method, path, body, told)
            answer = self.connection.getresponse()
            content = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.accidents[NO_ANSWER] += 1
            return None
        self.used_at = time.monotonic()
        self._keep_cookies(answer.headers.get_all("Set-Cookie") or [])
        if answer.status >= 500:
            self.accidents[answer.status] += 1
        return Answer(answer.status, path, content, _path_of(answer.getheader("Location") or ""))

    def _keep_cookies(self, sent: Iterable[str]) -> None:
        for line in sent:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def form_with(page: str, name: str) -> dict[str, str]:
    """The hidden fields of the first form that has a field of this name; none when there is no
    such form."""
    for form in re.findall(r"<form.*?</form>", page, re.S):
        if re.search(rf'name="{re.escape(name)}"', form):
            return hidden_fields(form)
    return {}


def hidden_fields(page: str) -> dict[str, str]:
    """Every hidden field of some HTML."""
    found = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
    return found


def words_of(page: str) -> str:
    """What somebody reads of the main part of a page."""
    main = re.search(r"<main.*?</main>", page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else page).split())


def _path_of(location: str) -> str:
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
