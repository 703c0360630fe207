"""The files of `deploy/` name settings, commands and queues that exist."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import click
import flask_migrate.cli
import pytest
import yaml
from flask import Flask

from app import cli
from app.jobs.queues import QueueName
from app.watching.signs import NIGHTLY

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OF_OTHERS = {"POSTGRES_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
"""What PostgreSQL's image and the client of S3 read."""


@pytest.fixture(scope="module")
def commands() -> click.Group:
    app = Flask(__name__)
    cli.init_app(app)
    app.cli.add_command(flask_migrate.cli.db)
    return app.cli


def _settings() -> set[str]:
    read = (ROOT / "config.py", ROOT / "environment" / "services.py")
    code = "".join(path.read_text(encoding="utf-8") for path in read)
    return set(re.findall(r'"([A-Z][A-Z_]+)"', code))


def _example() -> dict[str, str]:
    lines = (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    pairs = re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", "\n".join(lines), re.MULTILINE)
    return dict(pairs)


def _compose() -> dict[str, dict[str, object]]:
    read = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services: dict[str, dict[str, object]] = read["services"]
    return services


def _unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment]
    found.read_string(path.read_text(encoding="utf-8"))
    return found


def _check(commands: click.Group, words: list[str]) -> None:
    """Parse a command as it will be parsed; one that does not exist raises."""
    command: click.Command = commands
    while isinstance(command, click.Group):
        name, words = words[0], words[1:]
        found = command.commands.get(name)
        assert found is not None, f"flask {name}"
        command = found
    command.make_context(command.name, words)


def _tasks(name: str) -> list[str]:
    script = (DEPLOY / "tasks.sh").read_text(encoding="utf-8")
    body = re.search(rf"^{name}\(\) {{\n(.*?)^}}", script, re.MULTILINE | re.DOTALL)
    assert body is not None
    return [words.split('"')[0].strip() for words in re.findall(r"^    run (.+)$", body[1], re.M)]


def test_the_example_names_settings_that_exist() -> None:
    assert set(_example()) - OF_OTHERS <= _settings()
    assert all("openssl" not in value for value in _example().values())


def test_a_shell_reads_the_example() -> None:
    """The guide has it read by `.`: what is not quoted would be a command, or a file."""
    odd = [text for text in _example().values() if re.search(r"[\s<>&;|]", text)]
    assert len(odd) == 2
    assert all(len(text) > 2 and text[0] == text[-1] == '"' for text in odd)


def test_the_example_holds_no_secret() -> None:
    secrets = ("SECRET_KEY", "POSTGRES_PASSWORD", "AWS_SECRET_ACCESS_KEY")
    assert [_example()[name] for name in secrets] == ["", "", ""]


def test_compose_starts_commands_with_settings_that_exist(commands: click.Group) -> None:
    services = _compose()
    assert {"web", "worker", "postgresql", "caddy", "migrations"} <= set(services)
    for name, service in services.items():
        if service["image"] != "sillage":
            continue
        assert set(service["environment"]) <= _settings(), name
        command = service.get("command", [])
        if command[:1] == ["flask"]:
            _check(commands, command[1:])


def test_each_queue_is_served_by_compose() -> None:
    served = {word for one in _compose().values() for word in one.get("command", [])}
    assert {*QueueName} <= served


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_whole(path: Path, commands: click.Group) -> None:
    unit = _unit(path)
    if path.suffix == ".timer":
        assert unit["Timer"]["OnCalendar"]
        return
    assert unit["Service"]["User"] == "sillage"
    started = unit["Service"]["ExecStart"].replace("%i", QueueName.MAIL)
    program, *words = shlex.split(started)
    if program.endswith("/flask"):
        _check(commands, words)
    elif program.endswith("/gunicorn"):
        assert words[-1] == "wsgi:app"
    else:
        assert (ROOT / program.removeprefix("/srv/sillage/")).is_file()


@pytest.mark.parametrize("when", ["night", "hour", "watch"])
def test_the_tasks_are_commands_and_have_a_timer(when: str, commands: click.Group) -> None:
    tasks = _tasks(when)
    assert tasks
    for task in tasks:
        _check(commands, ["backup", "make", "folder"] if task == "backup" else task.split())
    assert (DEPLOY / "systemd" / f"sillage-tasks@{when}.timer").is_file()


def test_whatever_the_guide_has_done_each_night_is_done_by_the_tasks() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^[\d*]+ .* \.venv/bin/flask ([a-z -]+[a-z])", guide, re.MULTILINE))
    assert told
    assert told | {one.name for one in NIGHTLY} <= {
        task for when in ("night", "hour", "watch") for task in _tasks(when)
    }


def test_both_proxies_leave_the_private_addresses_out_of_their_logs() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (told,) = set(re.findall(r"~ (/\([a-z|]+\)/)", guide))
    for name in ("Caddyfile", "nginx.conf"):
        assert told in (DEPLOY / name).read_text(encoding="utf-8"), name


def test_neither_proxy_writes_down_the_page_that_people_come_from() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (kept,) = re.findall(r"^log_format (\w+) (.*);$", nginx, re.MULTILINE)
    assert "referer" not in kept[1]
    logs = re.findall(r"^ *access_log (.*);$", nginx, re.MULTILINE)
    assert {"off" if one == "off" else one.split()[-1] for one in logs} == {"off", kept[0]}
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert {"request>headers>Referer delete", "resp_headers>Location delete"} <= {
        line.strip() for line in caddy.splitlines()
    }
