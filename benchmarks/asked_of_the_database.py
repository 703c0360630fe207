"""What answering asks of the database: `python -m benchmarks.asked_of_the_database CODE`.

Printed: the most statements of a page, those of a whole response, and its commits that write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event

from app import create_app
from app.extensions import write_intent
from benchmarks.opened_questionnaire import HOME
from benchmarks.respondent import Respondent


class Counted(Respondent):
    """Somebody who answers without a server between, each request counted."""

    def __init__(self, client: FlaskClient, statements: list[str]) -> None:
        super().__init__(port=0)
        self.client, self.statements = client, statements
        self.each: list[int] = []

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        before = len(self.statements)
        answer = self.client.open(path, method=method, data=data, base_url="http://127.0.0.1")
        self.each.append(len(self.statements) - before)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{answer.text[:500]}")
        return answer.status_code, answer.location or answer.text


@contextmanager
def _noted(commits: list[Connection]) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; those that only begin are none."""
    statements: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    def note_commit(connection: Connection) -> None:
        if write_intent.get():
            commits.append(connection)

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", note_commit)
    yield statements


def main(arguments: list[str]) -> int:
    commits: list[Connection] = []
    with _noted(commits) as statements:
        respondent = Counted(create_app().test_client(), statements)
        respondent.answer_everything(f"{HOME}/{arguments[0]}")
    print(max(respondent.each), sum(respondent.each), len(commits))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
