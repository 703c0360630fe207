"""nginx and Caddy as they are deployed, with other ports, and a certificate of nobody."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drills.tls_visitor import NAME, asked_once
from benchmarks.processes import ROOT, Started, free_port, until

DEPLOY = ROOT / "deploy"
PROGRAMS = ("nginx", "caddy")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
AROUND_NGINX = """
user {user};
worker_processes 1;
daemon off;
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{}}
http {{
    access_log {place}/other.log;
    client_body_temp_path {place}/bodies;
    proxy_temp_path {place}/answers;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    include {place}/sillage.conf;
}}
"""
BEFORE_CADDY = """{{
	admin off
	local_certs
	skip_install_trust
	http_port {http}
	https_port {https}
	storage file_system {place}/storage
}}
"""


@dataclass(frozen=True)
class Proxy:
    """Its ports, and where it writes down what was asked of it."""

    name: str
    http: int
    https: int
    log: Path

    def written(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def found(name: str) -> str | None:
    """The program of this name on this machine."""
    return shutil.which(name, path=PATH)


@contextmanager
def running(name: str, place: Path, hosts: Sequence[int]) -> Iterator[Proxy]:
    """The proxy of this name before web hosts on these ports of this machine; `place` is an empty
    directory for what it writes.

    Raises:
        RuntimeError: it stopped, with what it said.
    """
    proxy = Proxy(name, free_port(), free_port(), place / f"{name}.log")
    start = _nginx if name == "nginx" else _caddy
    process = start(proxy, place, hosts)
    try:
        until(lambda: _answers(proxy, process), f"{name} to answer")
        yield proxy
    finally:
        process.terminate()
        process.join(10)


def _answers(proxy: Proxy, process: Started) -> bool:
    if not process.is_alive():
        raise RuntimeError(f"{proxy.name} stopped\n{proxy.written()}")
    with suppress(OSError):
        return bool(asked_once(proxy.https, "/healthz")[0])
    return False


def _nginx(proxy: Proxy, place: Path, hosts: Sequence[int]) -> Started:
    certificate, key = place / "certificate.pem", place / "key.pem"
    of_nobody = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}"]
    written = ["-out", str(certificate), "-keyout", str(key)]
    subprocess.run(["openssl", "req", *of_nobody, *written], check=True, capture_output=True)
    told = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    servers = "\n".join(f"    server 127.0.0.1:{port};" for port in hosts)
    for pattern, other in (
        (r"    server 127\.0\.0\.1:8000;", servers),
        (r"listen 80;", f"listen 127.0.0.1:{proxy.http};"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{proxy.https} ssl;"),
        (r"ssl_certificate .*;", f"ssl_certificate {certificate};"),
        (r"ssl_certificate_key .*;", f"ssl_certificate_key {key};"),
        (r"/var/log/nginx/sillage\.log", str(proxy.log)),
    ):
        told, times = re.subn(pattern, other, told)
        assert times == 1, pattern
    (place / "sillage.conf").write_text(told, encoding="utf-8")
    user = pwd.getpwuid(os.getuid()).pw_name
    whole = place / "nginx.conf"
    whole.write_text(AROUND_NGINX.format(place=place, user=user), encoding="utf-8")
    return _started(proxy, "nginx", "-c", str(whole), "-e", str(place / "error.log"))


def _caddy(proxy: Proxy, place: Path, hosts: Sequence[int]) -> Started:
    whole = place / "Caddyfile"
    before = BEFORE_CADDY.format(place=place, http=proxy.http, https=proxy.https)
    whole.write_text(before + (DEPLOY / "Caddyfile").read_text(encoding="utf-8"), encoding="utf-8")
    upstream = " ".join(f"127.0.0.1:{port}" for port in hosts)
    told = ("run", "--adapter", "caddyfile", "--config", str(whole))
    return _started(proxy, "caddy", *told, SITE=NAME, UPSTREAM=upstream, HOME=str(place))


def _started(proxy: Proxy, *words: str, **settings: str) -> Started:
    program = found(words[0])
    assert program is not None
    with proxy.log.open("ab") as log:
        return Started(
            [program, *words[1:]],
            env={"PATH": PATH, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
