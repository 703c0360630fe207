"""A steward at work in the browser of a drill: signs in, sends files, follows jobs."""

from __future__ import annotations

import http.client
import io
import json
import re
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.drills.places import EMAIL, PASSWORD
from benchmarks.drills.visitors import Answer, Refused, Visitor, hidden_fields, words_of
from benchmarks.multipart import multipart

BETWEEN_LOOKS = 0.1
"""Seconds between two looks at a job."""


@dataclass
class Steward(Visitor):
    """Signed in once `sign_in` was called."""

    def sign_in(self) -> Answer:
        page = self.open("/sign-in")
        told = {**hidden_fields(page.body), "email": EMAIL, "password": PASSWORD}
        return self.send("/sign-in", told)

    def press(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Open a page, fill its form in and send it to the same address."""
        page = self.open(path)
        return self.send(page.path, {**hidden_fields(page.body), **(fields or {})})

    def send_file(self, path: str, fields: Mapping[str, str], name: str, content: bytes) -> Answer:
        """Send a form with a file; where it leads to."""
        page = self.open(path)
        told = {**hidden_fields(page.body), **fields}
        kind, body = multipart(told, {"file": (name, content, "application/octet-stream")})
        answer = self.attempt(
            "POST", page.path, body, {"Content-Type": kind, "Accept": "text/html"}
        )
        if answer is None or answer.status >= 400:
            told_why = words_of(answer.body)[:500] if answer else "no answer"
            raise Refused(f"POST {path}: {told_why}")
        return self.open(answer.location)

    def bring(self, home: str, content: bytes, title: str) -> Answer:
        """Import a table of answers; the page of its job."""
        page = self.send_file(f"{home}/imports/new", {}, "reponses.csv", content)
        told = {"channel": "questionnaire", "title": title, **_roles_in(page.body)}
        page = self.press(page.path, told)
        return self.press(page.path)

    def sign_out(self) -> Answer:
        page = self.open("/")
        return self.send("/sign-out", form_to(page.body, "/sign-out"))

    def wait_for(self, address: str, patience: float = 60.0) -> str:
        """The state in which a job ends, of which the JSON at this address tells."""
        limit = time.monotonic() + patience
        while time.monotonic() < limit:
            told = json.loads(self.open(address).body)
            if told["ended"]:
                return str(told["state"])
            time.sleep(BETWEEN_LOOKS)
        return "not ended"

    def take(self, path: str) -> bytes:
        """A file, whole."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request("GET", path, headers={"Cookie": cookies})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status != 200:
            raise Refused(f"GET {path}: {answer.status}")
        return content

    def names_in_archive(self, path: str) -> list[str]:
        """The names of the files in an archive that is whole."""
        with self._archive(path) as archive:
            return archive.namelist() if archive.testzip() is None else []

    def take_from_archive(self, path: str, name: str) -> bytes:
        """One file of an archive."""
        with self._archive(path) as archive:
            return archive.read(name)

    def _archive(self, path: str) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.take(path)))


def signed_in(port: int) -> Steward:
    """The steward of a drill, at work."""
    person = Steward(port)
    person.sign_in()
    return person


def form_to(page: str, address: str) -> dict[str, str]:
    """The hidden fields of the first form that is sent to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', page, re.S)
    return hidden_fields(form[0]) if form else {}


def _roles_in(page: str) -> dict[str, str]:
    """What the page of columns proposes for each of them."""
    found = {}
    for name, options in re.findall(r'<select[^>]*name="(role-\d+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option[^>]*value="([^"]+)"[^>]*selected', options)
        chosen = chosen or re.search(r'<option[^>]*selected[^>]*value="([^"]+)"', options)
        if chosen:
            found[name] = chosen[1]
    return found
