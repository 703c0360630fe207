"""The proxies of `deploy/` for real: nginx and Caddy, where they are, before two web hosts.

Pages, a large file, the service worker and the headers come through; what is private is not written
down; what a visitor claims of their address is not believed; a host may go.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.drills.platform import Platform, platform
from benchmarks.drills.proxies import PROGRAMS, Proxy, found, running
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.sayings import answer, vote
from benchmarks.drills.tls_visitor import NAME, TlsVisitor, asked_once
from benchmarks.drills.uploads import content, contribution
from benchmarks.drills.visitors import Visitor, form_with

LARGE, TOO_LARGE = 20 * 2**20, 30 * 2**20
"""Bytes of files, of which the platform takes the first and refuses the second in words."""
PAGES = 20
SETTINGS = {
    "TRUSTED_HOSTS": f"{NAME},127.0.0.1",
    "TRUSTED_PROXIES": "1",
    "SECURE_COOKIES": "1",
    "PUBLIC_URL": f"https://{NAME}",
}
ONCE = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
)
"""Headers that a page has, once each."""


def run(database: str, _is_small: bool) -> Result:
    names = [name for name in PROGRAMS if found(name)]
    if not names:
        return Result(skipped=f"none of {', '.join(PROGRAMS)} is here")
    figures: list[Figure] = []
    with platform(database, hosts=2, web_workers=1, settings=SETTINGS) as site:
        places = json.loads(site.module("benchmarks.drills.places", "2"))
        for name in names:
            with (
                tempfile.TemporaryDirectory(prefix="sillage-proxy-") as place,
                running(name, Path(place), [*site.ports.values()]) as proxy,
            ):
                figures += [told(name), *_figures(site, proxy, places)]
    return Result(tuple(figures))


def _figures(site: Platform, proxy: Proxy, places: Mapping[str, str]) -> Iterator[Figure]:
    yield from _headers(proxy, places)
    yield _large_file(site, proxy, places)
    yield _too_large_file(proxy, places)
    yield _addresses(site, proxy, places)
    yield from _log(proxy, places)
    yield _one_host_less(site, proxy, places)


def _headers(proxy: Proxy, places: Mapping[str, str]) -> Iterator[Figure]:
    status, headers, _body = asked_once(proxy.https, places["ideas"])
    names = [name.lower() for name, _value in headers]
    yield asked(status, "for a page", 200)
    wrong = [name for name in ONCE if names.count(name.lower()) != 1]
    yield asked(len(wrong), " ".join(["headers missing or doubled", *wrong]))
    status, headers, _body = asked_once(proxy.https, "/service-worker.js")
    told_of = {name.lower(): value for name, value in headers}
    is_fresh = status == 200 and told_of["cache-control"] == "no-store"
    is_script = "javascript" in told_of["content-type"]
    yield Figure(f"service worker {status}", is_fresh and is_script)
    plain = http.client.HTTPConnection("127.0.0.1", proxy.http, timeout=20)
    plain.request("GET", "/x?y=1", headers={"Host": NAME})
    location = plain.getresponse().getheader("Location") or ""
    plain.close()
    # Caddy tells the port, which is another one here.
    is_led = location.replace(f":{proxy.https}", "") == f"https://{NAME}/x?y=1"
    yield Figure(f"http leads to {location.partition(':')[0]}", is_led)


def _large_file(site: Platform, proxy: Proxy, places: Mapping[str, str]) -> Figure:
    visitor, whole = TlsVisitor(proxy.https), content(LARGE)
    upload = contribution(visitor, places)
    headers, body = upload.request(visitor, whole)
    answered = visitor.attempt("POST", upload.path, body, headers)
    key = hashlib.sha256(whole).hexdigest()
    kept = site.count(f"document WHERE sha256 = '{key}' AND size = {len(whole)}")
    status = answered.status if answered else 0
    return Figure(f"file of {len(whole) >> 20} MB {status}", status in (302, 303) and kept == 1)


def _too_large_file(proxy: Proxy, places: Mapping[str, str]) -> Figure:
    visitor = TlsVisitor(proxy.https)
    upload = contribution(visitor, places)
    headers, body = upload.request(visitor, content(TOO_LARGE))
    answered = visitor.attempt("POST", upload.path, body, headers)
    status = answered.status if answered else 0
    is_told = answered is not None and "25 Mo" in answered.body
    return Figure(f"file of {len(body) >> 20} MB {status}", status == 413 and is_told)


def _addresses(site: Platform, proxy: Proxy, places: Mapping[str, str]) -> Figure:
    """A network is kept with a vote for some days: that of who votes, not what they claim."""
    before = set(site.query("SELECT id, origin FROM idea_vote"))
    vote(Visitor(site.port), places, "")
    for claim in ("203.0.113.9", "2001:db8::1, 198.51.100.7"):
        claims = {"X-Forwarded-For": claim, "X-Real-IP": claim, "Forwarded": f"for={claim}"}
        vote(TlsVisitor(proxy.https, claims=claims), places, "")
    after = set(site.query("SELECT id, origin FROM idea_vote")) - before
    networks = {origin for _id, origin in after}
    return Figure(f"{len(networks)} network of {len(after)} votes", len(networks) == 1)


def _log(proxy: Proxy, places: Mapping[str, str]) -> Iterator[Figure]:
    """Somebody answers; their browser asks for a style sheet from the page with the key."""
    visitor, home = TlsVisitor(proxy.https), places["short"]
    page = visitor.send(f"{home}/start", form_with(visitor.open(home).body, "start_key"))
    key = page.path.split("/answers/")[1].split("/")[0]
    sheet = {"Referer": f"https://{NAME}{page.path}"}
    visitor.attempt("GET", "/static/css/site.css", None, sheet)
    answer(visitor, places, "Parole", "short")
    visitor.open(f"{places['ideas']}?q=written-down")
    lines = proxy.written()
    yield asked(lines.count(key), "lines with the key of a response")
    yield Figure("others written down", "written-down" in lines and "/static/" in lines)


def _one_host_less(site: Platform, proxy: Proxy, places: Mapping[str, str]) -> Figure:
    site.kill("web 2")
    read = [asked_once(proxy.https, places["ideas"])[0] for _ in range(PAGES)].count(200)
    site.restart("web 2")
    site.wait_until_ready("web 2")
    return asked(read, f"of {PAGES} pages read with one host less", PAGES)
