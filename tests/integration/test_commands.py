"""The commands: what they do, and one clear line when they cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskCliRunner

from app import create_app
from app.models import Account, Consultation, Contribution, CorpusImport, Membership, Role
from config import load
from tests.factories import ConsultationFactory
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = "id;réponse\n" + "".join(
    f"{n};Former les bénévoles, {n} fois plutôt qu’une\n" for n in range(9)
)


@pytest.fixture
def flask(app):
    return app.test_cli_runner()


@pytest.fixture
def answers(tmp_path) -> str:
    path = tmp_path / "réponses.csv"
    path.write_text(ANSWERS, encoding="cp1252")
    return str(path)


def test_a_file_is_imported_once(session, flask, answers):
    ConsultationFactory()
    session.commit()
    done = flask.invoke(args=["corpus", "import", answers])
    assert done.exit_code == 0, done.output
    assert "9 contributions added" in done.output
    again = flask.invoke(args=["corpus", "import", answers])
    assert "Nothing new" in again.output
    assert count_of(session, Contribution) == 9


def test_a_dry_run_writes_nothing(session, flask, answers):
    ConsultationFactory()
    session.commit()
    done = flask.invoke(args=["corpus", "import", answers, "--dry-run"])
    assert "9 contributions would be imported" in done.output
    assert count_of(session, Contribution) == count_of(session, CorpusImport) == 0


def test_a_column_can_be_corrected(session, flask, tmp_path):
    ConsultationFactory()
    session.commit()
    path = tmp_path / "a.csv"
    path.write_text("a;b\nx;y\nz;t\n")
    done = flask.invoke(
        args=["corpus", "import", str(path), "--column", "a=open", "--column", "b=attribute"]
    )
    assert done.exit_code == 0, done.output
    session.rollback()
    assert set(session.scalars(sa.select(Contribution.text))) == {"x", "z"}


def _refused(result) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    last = result.output.strip().splitlines()[-1]
    assert last.startswith("Error: ")
    return last


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("book.xlsx", b"PK\x05\x06" + b"\0" * 18, "book.xlsx"),
        ("header.csv", b"a;b\n", "header.csv"),
        ("binary.csv", bytes(range(256)) * 50, "binary.csv"),
    ],
)
def test_a_bad_file_gets_one_line_and_changes_nothing(
    session, flask, tmp_path, name, content, said
):
    ConsultationFactory()
    session.commit()
    path = tmp_path / name
    path.write_bytes(content)
    assert said in _refused(flask.invoke(args=["corpus", "import", str(path)]))
    assert count_of(session, CorpusImport) == 0


def test_bad_rows_are_listed_and_refuse_the_file(session, flask, tmp_path):
    ConsultationFactory()
    session.commit()
    path = tmp_path / "a.csv"
    path.write_text(ANSWERS + "99;trop;de;cellules\n")
    refused = flask.invoke(args=["corpus", "import", str(path)])
    assert "row 11: too_many_cells" in refused.output
    assert "nothing was imported" in _refused(refused)
    assert count_of(session, Contribution) == 0
    kept = flask.invoke(args=["corpus", "import", str(path), "--skip-bad-rows"])
    assert kept.exit_code == 0
    assert count_of(session, Contribution) == 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nowhere.csv"], "There is no file"),
        (["{answers}", "--consultation", "nothing"], "There is no consultation 'nothing'"),
        (["{answers}", "--column", "zzz=open"], "There is no column 'zzz'"),
        (["{answers}", "--column", "id=boss"], "'boss' is not one of"),
    ],
)
def test_a_wrong_argument_gets_one_line(session, flask, answers, arguments, said):
    ConsultationFactory()
    session.commit()
    arguments = [argument.format(answers=answers) for argument in arguments]
    assert said in _refused(flask.invoke(args=["corpus", "import", *arguments]))
    assert count_of(session, CorpusImport) == 0


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(session, flask, tmp_path):
    ConsultationFactory()
    session.commit()
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert "larger than 25 MB" in _refused(flask.invoke(args=["corpus", "import", str(path)]))


def test_accounts_consultations_and_roles_are_made(session, flask):
    made = flask.invoke(
        args=[
            "account",
            "create",
            "Claire@Region.example",
            "Claire",
            "--password",
            "la rivière remonte",
        ]
    )
    assert made.exit_code == 0, made.output
    assert "is not an e-mail" in _refused(
        flask.invoke(args=["account", "create", "nonsense", "X", "--password", "la Loire remonte"])
    )
    flask.invoke(args=["consultation", "create", "ess", "L’ESS", "--strategy", "sress-2022"])
    assert "already a consultation" in _refused(
        flask.invoke(args=["consultation", "create", "ess", "L’ESS"])
    )
    flask.invoke(args=["account", "role", "claire@region.example", "writer"])
    session.rollback()
    assert session.scalars(sa.select(Account)).one().email == "claire@region.example"
    assert session.scalars(sa.select(Consultation)).one().slug == "ess"
    assert session.scalars(sa.select(Membership)).one().role is Role.WRITER
    assert "No account" in _refused(flask.invoke(args=["account", "role", "x@y.example", "writer"]))


def test_the_corpus_is_analysed_from_the_shell(session, flask, answers):
    ConsultationFactory()
    session.commit()
    assert "failed" in _refused(flask.invoke(args=["analyse"]))
    flask.invoke(args=["corpus", "import", answers])
    done = flask.invoke(args=["analyse", "--themes", "2"])
    assert done.exit_code == 0, done.output
    assert "9 excerpts" in done.output


def test_a_wrong_setting_stops_every_command_with_one_line(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "flask", "routes"],
        cwd=ROOT,
        env={**os.environ, "SILLAGE_DATA": str(tmp_path), "PORT": "eighty"},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 2
    assert answer.stderr.strip() == (
        "Sillage cannot start: PORT is 'eighty'; it must be a whole number from 1 to 65535."
    )


def test_the_analysis_runs_from_a_shell_without_the_application(tmp_path, answers):
    output = tmp_path / "themes.json"
    options = ["--text-column", "réponse", "--id-column", "id", "--output", str(output)]
    answer = subprocess.run(
        [sys.executable, "-m", "analysis", "cluster", answers, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert {"run", "themes", "documents"} <= set(json.loads(output.read_text()))


def _desk(data: Path) -> FlaskCliRunner:
    """The commands as somebody runs them at a desk, on a directory of their own."""
    # The limits are those of the process: without them here, for the tests that follow.
    settings = {"SILLAGE_DATA": str(data), "LOG_LEVEL": "ERROR", "RATE_LIMITS": "0"}
    return create_app(load(settings)).test_cli_runner()


def test_a_database_without_tables_is_told_in_one_line(tmp_path):
    answer = _desk(tmp_path).invoke(args=["consultation", "create", "ess", "ESS"])
    assert answer.exit_code == 2
    assert answer.stderr.strip() == (
        "Error: The database has no tables yet: run `flask db upgrade`."
    )


def test_starting_over_asks_before_it_erases_what_is_not_the_demonstration(tmp_path):
    flask = _desk(tmp_path)
    assert flask.invoke(args=["db", "upgrade"]).exit_code == 0
    flask.invoke(args=["consultation", "create", "ess", "Notre démarche"])
    kept = flask.invoke(args=["demonstration", "reset"], input="n\n")
    assert kept.exit_code == 1
    assert "Notre démarche" in kept.stdout
    assert (tmp_path / "sillage.db").exists()
    erased = flask.invoke(args=["demonstration", "reset"], input="y\n")
    assert erased.exit_code == 0, erased.stderr
    assert not (tmp_path / "sillage.db").exists()
    assert flask.invoke(args=["demonstration", "reset"]).exit_code == 0
