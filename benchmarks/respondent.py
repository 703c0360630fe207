"""Somebody who answers whatever a page asks, by reading its HTML."""

from __future__ import annotations

import html
import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

FILLED: dict[tuple[str, int], dict[str, str]] = {}
"""What is answered on each page, worked out once: reading pages is no work of the server."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Respondent:
    """One connection that stays open, its cookies, and how long each answer took (seconds)."""

    port: int
    cookie: str = ""
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the page or the address to go to.

        Raises:
            RuntimeError: it was refused, or went wrong.
        """
        headers = {**FORM, "Cookie": self.cookie} if self.cookie else FORM
        start = time.perf_counter()
        self.connection.request(method, path, urlencode(data) if data else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        self.seconds.append(time.perf_counter() - start)
        if answer.getheader("Set-Cookie"):
            self.cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{body[:500]}")
        return answer.status, answer.getheader("Location") or body

    def answer_everything(self, questionnaire: str) -> None:
        """From the first page of a questionnaire, at this path, to the receipt."""
        _status, page = self.ask("GET", questionnaire)
        token = page.split('name="csrf_token" type="hidden" value="')[-1].split('"')[0]
        if len(token) > 200 or not token:
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
        _status, address = self.ask("POST", f"{questionnaire}/start", {"csrf_token": token})
        while not address.endswith("/end"):
            _status, page = self.ask("GET", address)
            address = self._go_on(address, page)
        self.ask("GET", address)
        _status, receipt = self.ask("POST", address, {"send": "1"})
        _status, page = self.ask("GET", receipt)
        if "receipt-code" not in page:
            raise RuntimeError("no receipt")

    def _go_on(self, address: str, page: str) -> str:
        """Answer a page, and again what its answers brought up."""
        name = address.rsplit("/", 1)[1]
        for attempt in range(5):
            if (name, attempt) not in FILLED:
                FILLED[name, attempt] = {**fill(page), "go": "next"}
            status, result = self.ask("POST", address, FILLED[name, attempt])
            if status == 302:
                return result
            page = result
        raise RuntimeError(f"{address} is never satisfied")


def fill(page: str) -> dict[str, str]:
    """Something for each input of a page, as a willing person would."""
    answers: dict[str, str] = {}
    page = _without_templates(page)
    for tag, name in re.findall(r'(<(?:input|textarea|select)[^>]*name="([^"]+)"[^>]*>)', page):
        name = html.unescape(name)
        value = re.search(r'value="([^"]*)"', tag)
        if name in ("csrf_token", "language", "next", "go") or 'type="file"' in tag:
            continue
        if re.search(r'type="(radio|checkbox|hidden)"', tag):
            answers.setdefault(name, html.unescape(value[1]) if value else "")
        elif tag.startswith("<select"):
            answers[name] = _choice(page, tag, name, answers)
        elif "siret" in name:
            answers[name] = "35600000000048"
        elif 'maxlength="4"' in tag or "annee" in name:
            answers[name] = "1998"
        elif re.search(r'inputmode="(numeric|decimal)"|type="number"', tag):
            answers[name] = "3"
        elif 'type="date"' in tag:
            answers[name] = "2016-05-01"
        elif "courriel" in name:
            answers[name] = "claire@region.example"
        else:
            answers[name] = f"Une réponse à {name}"
    return answers


def _choice(page: str, tag: str, name: str, answers: dict[str, str]) -> str:
    options = re.search(re.escape(tag) + r"(.*?)</select>", page, re.S)
    assert options is not None, f"no choice at {tag}"
    values = [v for v in re.findall(r'<option value="([^"]*)"', options[1]) if v]
    if values[:2] == ["1", "2"]:  # a rank: each its own
        question = name.partition("#")[0]
        return str(1 + sum(other.startswith(f"{question}#") for other in answers))
    return values[0] if values else ""


def _without_templates(page: str) -> str:
    """The page as it is shown without a script: a template is not."""
    inner = re.compile(r"<template>(?:(?!<template>).)*?</template>", re.S)
    while inner.search(page):
        page = inner.sub("", page)
    return page
