"""The platform that is attacked: a process of its own, and what is kept in its database."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from benchmarks.processes import ROOT, free_port, memory_of, processor_of
from tests.databases import has_turn
from tests.security.outsider import COOKIE, HOST, Outsider
from tests.security.private_fields import SECRET

SHORTEST_SECRET = 16
TRACES = frozenset({"account_session", "audit_event", "sign_in_failure"})
"""Tables that tell who came by: asking leaves rows in them and changes nothing else."""


class Attacked:
    """A context manager: the server of one database, seeded, as it runs behind one proxy."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data, self.database_url = data, database_url
        self.port = free_port()

    def __enter__(self) -> Attacked:
        plan = self.data / "plan.json"
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "SILLAGE_ENV": "production",
            "SILLAGE_DATA": str(self.data),
            "SECRET_KEY": self.secret_key,
            "DATABASE_URL": self.database_url,
            "QUEUE_URL": "memory://",
            "TRUSTED_HOSTS": HOST,
            "TRUSTED_PROXIES": "1",
            "PUBLIC_URL": f"https://{HOST}",
            "MAIL_URL": f"file://{self.data / 'mails'}",
            "RATE_LIMIT_STORAGE": "database",
            "CONTACT_EMAIL": f"contact@{HOST}",
            "MAIL_FROM": f"Sillage <sillage@{HOST}>",
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
        }
        self._log = (self.data / "server.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.security.attacked_server", str(plan)],
            cwd=ROOT,
            env=environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self.wait_for(lambda: self._is_there(plan), 120)
        self.plan: dict[str, Any] = json.loads(plan.read_text(encoding="utf-8"))
        self.home = f"/consultations/{self.plan['slug']}"
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.engine.dispose()
        self._log.close()

    @property
    def log(self) -> str:
        return (self.data / "server.log").read_text(errors="replace")

    @property
    def memory(self) -> int:
        """Bytes that the server and its children hold, what they share counted once."""
        return memory_of(self.process.pid)

    @property
    def processor(self) -> float:
        """Seconds of a processor that the server and its children took until now: whatever else
        the machine does, it is not counted."""
        return processor_of(self.process.pid)

    @property
    def secret_key(self) -> str:
        return hashlib.sha256(str(self.data).encode()).hexdigest()

    def wait_for_mail(self, address: str) -> str:
        """The first message to an address, once it has left."""
        return str(self.wait_for(lambda: next(iter(self.mails_to(address)), "")))

    def mails_to(self, address: str) -> list[str]:
        found = []
        for path in sorted((self.data / "mails").glob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if str(message["To"]) == address:
                parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
                found.append(f"{message['Subject']}\n" + "\n".join(map(str, parts)))
        return found

    def wait_for(self, condition: Callable[[], Any], seconds: float = 20.0) -> Any:
        """The first value of a condition that counts as true."""
        limit = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < limit, self.log[-2000:]
            time.sleep(0.05)
        return found

    def visitor(self, **values: Any) -> Outsider:
        return Outsider(self.port, **values)

    def person(self, name: str, **values: Any) -> Outsider:
        """Somebody with the cookie of a session that was opened for them."""
        return Outsider(self.port, {COOKIE: self.plan["cookies"][name]}, **values)

    def rules(self, method: str) -> Iterable[dict[str, Any]]:
        return (rule for rule in self.plan["rules"] if method in rule["methods"])

    def in_turn(self, rules: Iterable[dict[str, Any]], place: int = 0) -> list[dict[str, Any]]:
        """Half of these routes, the other half being for the other database: the grid of routes
        and people is shared between both as a chessboard is between two colours. Each route is
        asked for on both, and each person comes on both, at half the price."""
        return [
            rule
            for number, rule in enumerate(rules)
            if has_turn(self.engine.dialect.name, number, place)
        ]

    # --- What is kept ---------------------------------------------------------

    @cached_property
    def engine(self) -> sa.Engine:
        url = self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return sa.create_engine(url)

    def query(self, statement: str, **values: Any) -> list[Any]:
        with self.engine.begin() as connection:
            found = connection.execute(sa.text(statement), values)
            return [tuple(row) for row in found] if found.returns_rows else []

    def account_id(self, name: str) -> str:
        """The identifier of an account, as its database writes it."""
        return self.written_id(self.plan["accounts"][name])

    def written_id(self, told: str) -> str:
        return told.replace("-", "") if self.engine.dialect.name == "sqlite" else told

    def marks_of(self, name: str) -> set[str]:
        """The marks that one person alone reads, not everybody."""
        return {
            mark
            for mark, one in self.marks.items()
            if name in one["readers"] and "visitor" not in one["readers"]
        }

    def kept(self, *but: str) -> dict[str, str]:
        """A digest of the rows of each table, once no job is under way."""
        waiting = "SELECT count(*) FROM job WHERE ended_at IS NULL"
        self.wait_for(lambda: self.query(waiting)[0][0] == 0, 60)
        with self.engine.begin() as connection:
            return {
                table.name: _digest(connection.execute(sa.select(sa.text("*")).select_from(table)))
                for table in db.metadata.sorted_tables
                if table.name not in TRACES and table.name not in but
            }

    @cached_property
    def marks(self) -> dict[str, dict[str, Any]]:
        return {str(one["mark"]): one for one in self.plan["marks"]}

    @cached_property
    def secrets(self) -> dict[str, str]:
        """The digests and keys that were seeded, and where each stands; no page shows one."""
        found = {}
        for name in SECRET:
            table, column = name.split(".")
            rows = self.query(f'SELECT DISTINCT {column} FROM "{table}"')
            found |= {value: name for (value,) in rows if value and len(value) >= SHORTEST_SECRET}
        return found

    def _is_there(self, plan: Path) -> bool:
        assert self.process.poll() is None, self.log
        try:
            return plan.exists() and Outsider(self.port).get("/readyz").status == 200
        except OSError:
            return False


def _digest(rows: Iterable[Any]) -> str:
    lines = sorted(repr(tuple(row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
