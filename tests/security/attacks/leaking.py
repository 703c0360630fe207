"""What answers carry besides their page: headers, caches, addresses that the server would fetch."""

from __future__ import annotations

import ast
import re
import socket
import threading

from tests.security.attacked import ROOT, Attacked
from tests.security.headers import missing_headers
from tests.security.outsider import Outsider
from tests.security.payloads import SERVER_ADDRESSES

FETCHERS = frozenset({"requests", "urllib.request", "http.client", "aiohttp", "httpx", "urllib3"})
MAY_FETCH = ("app.accounts.openid", "app.openid", "app.cli.demonstration")
"""The sign-in by OpenID asks the provider that the settings name; `demonstration run` waits for
the server that it has just started. Nothing else asks anything of anybody."""


def test_headers_stand_on_errors_and_static_files_as_well(attacked: Attacked) -> None:
    """ASVS 7.4.1, 14.3.2, 14.4.x: 400, 403, 404, 405, 413, files; no trace of the code."""
    steward = attacked.person("author")
    answers = [
        steward.get("/static/css/sillage.css"),
        steward.get("/static/none.css"),
        steward.get("/nothing"),
        steward.get(f"{attacked.home}/moderation"),
        steward.get(f"{attacked.home}?q=%00"),
        steward.send("PUT", attacked.home),
        steward.send("POST", "/sign-in", b"x=" + b"y" * 6_000_000),
        steward.get("/", Host="evil.example"),
    ]
    for answer in answers:
        assert [one for one in missing_headers(answer) if one != "charset"] == [], answer
        assert "Traceback" not in answer.text
        assert "werkzeug" not in answer.text.lower()


def test_a_nonce_is_drawn_for_each_page(attacked: Attacked) -> None:
    """ASVS 14.4.3: a nonce that comes twice is none."""
    visitor = attacked.visitor()
    nonces = [
        re.findall(r"'nonce-([^']+)'", visitor.get("/").headers["content-security-policy"])[0]
        for _ in range(5)
    ]
    assert len(set(nonces)) == 5
    assert all(len(nonce) >= 22 for nonce in nonces)


def test_a30_a_cookie_is_not_given_with_what_caches_keep(attacked: Attacked) -> None:
    """ASVS 8.1.2: also when whoever asks is signed in; answers to both are the same."""
    for path in (f"{attacked.home}/feed.atom", f"{attacked.home}/ideas/BOITE/feed.atom"):
        answers = [attacked.visitor().get(path), attacked.person("steward").get(path)]
        assert answers[0].body == answers[1].body
        assert all("set-cookie" not in answer.headers for answer in answers)


def test_a23_the_server_fetches_no_address_that_somebody_gives(attacked: Attacked) -> None:
    """ASVS 5.2.6, 12.6.1: a trap on loopback hears nothing, whatever field names it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        port = trap.getsockname()[1]
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    heard.append(trap.accept()[0].recv(200))
                except TimeoutError:
                    continue

        ear = threading.Thread(target=listen)
        ear.start()
        try:
            _give_addresses(attacked, (f"http://127.0.0.1:{port}/x", *SERVER_ADDRESSES))
            attacked.kept()
        finally:
            stop.set()
            ear.join()
    assert heard == []


def _give_addresses(attacked: Attacked, addresses: tuple[str, ...]) -> None:
    writer: Outsider = attacked.person("writer")
    for number, address in enumerate(addresses):
        fields = {"kind": "book", "title": f"Livre {number}", "url": address, "doi": address}
        assert writer.post(f"{attacked.home}/bibliography/new", fields).status in (302, 422)
        entry = f"@book{{b{number}, title={{Livre}}, url={{{address}}}}}"
        sent = writer.post(f"{attacked.home}/bibliography/imports/new", {"pasted": entry})
        assert sent.status in (302, 422)


def test_a23_only_signing_in_by_openid_asks_another_server() -> None:
    """ASVS 12.6.1: read from the source, so that a new fetch is noticed."""
    fetching = set()
    for top in ("app", "documents", "surveys", "analysis", "archives"):
        for path in (ROOT / top).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names = {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names = {node.module or "", f"{node.module}.{node.names[0].name}"}
                else:
                    continue
                if names & FETCHERS and not name.startswith(MAY_FETCH):
                    fetching.add(name)
    assert fetching == set()


def test_a12_no_form_fills_a_row_by_itself() -> None:
    """ASVS 5.1.2: fields are named one by one; read from the source."""
    found = []
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text("utf-8")
        if re.search(r"populate_obj|\*\*request\.(?:form|args|json|values)", text):
            found.append(path.name)
    assert found == []


def test_secrets_of_addresses_do_not_reach_the_log(attacked: Attacked) -> None:
    """ASVS 7.1.1, 7.1.2: the log of all these attacks holds no code, cookie or password."""
    log = attacked.log
    ids = attacked.plan["ids"]
    secrets = [value for name, value in ids.items() if name.endswith(("_secret", "_code"))]
    told = [one for one in secrets if len(one) > 15 and one in log and "questionnaire" not in one]
    assert told == []
    assert not any(cookie in log for cookie in attacked.plan["cookies"].values())
    assert "horse battery" not in log
    assert '"status": 500' not in log
    assert "request failed" not in log, "and nothing failed on our side"


def test_what_tells_whom_to_write_to_is_there(attacked: Attacked) -> None:
    """RFC 9116: who finds a hole knows where to say so."""
    answer = attacked.visitor().get("/.well-known/security.txt")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Contact: mailto:" in answer.text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT", answer.text)
