"""Writers of a SQLite database wait for their turn, and give it on whatever happens to them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.extensions import write_intent
from app.sqlite import PatientConnection, at_once

HOLDS_THE_TURN = """
import sys, time
from app.sqlite import PatientConnection
connection = PatientConnection(sys.argv[1])
connection.take_turn()
print("has it", flush=True)
time.sleep(60)
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE line (who TEXT)"))
    token = write_intent.set(True)
    yield engine
    write_intent.reset(token)
    engine.dispose()


def _write(engine: Engine, who: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO line VALUES (:who)"), {"who": who})


def _lines(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.text("SELECT who FROM line ORDER BY rowid")))


def test_a_writer_waits_for_the_one_before_it(engine):
    written = threading.Event()

    def second() -> None:
        write_intent.set(True)
        _write(engine, "second")
        written.set()

    thread = threading.Thread(target=second)
    with engine.begin() as connection:
        thread.start()
        assert not written.wait(0.05)
        connection.execute(sa.text("INSERT INTO line VALUES ('first')"))
    thread.join(10)
    assert _lines(engine) == ["first", "second"]


def test_what_is_rolled_back_gives_the_turn_on(engine):
    with pytest.raises(ZeroDivisionError), engine.begin():
        _ = 1 / 0
    with engine.connect() as connection, at_once(connection), connection.begin():
        connection.execute(sa.text("INSERT INTO line VALUES ('next')"))
    assert _lines(engine) == ["next"]


def test_who_waits_for_nobody_is_refused_and_waits_again_afterwards(engine):
    with engine.begin() as first:
        first.execute(sa.text("INSERT INTO line VALUES ('first')"))
        with (
            engine.connect() as connection,
            pytest.raises(OperationalError, match="locked"),
            at_once(connection),
            connection.begin(),
        ):
            pass
    _write(engine, "second")
    assert _lines(engine) == ["first", "second"]


def test_a_process_that_is_killed_gives_its_turn_on(engine):
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_TURN, str(engine.url.database)], stdout=subprocess.PIPE
    )
    assert held.stdout is not None
    held.stdout.readline()
    held.kill()
    held.wait()
    held.stdout.close()
    _write(engine, "next")
    assert _lines(engine) == ["next"]


def test_the_log_of_many_small_writes_stays_short(engine, monkeypatch):
    monkeypatch.setattr("app.sqlite.COMMITS_BETWEEN_CHECKPOINTS", 3)
    for _ in range(30):
        _write(engine, "x" * 20_000)
    log = Path(f"{engine.url.database}-wal").stat().st_size
    assert log < 10 * 20_000, "it began again several times"
    assert len(_lines(engine)) == 30


def test_a_database_in_memory_has_no_turns():
    connection = PatientConnection(":memory:")
    connection.take_turn()
    connection.close()
