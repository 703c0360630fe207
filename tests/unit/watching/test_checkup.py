"""The doctor says what is wrong with the settings and the files of a deployment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.models.types import now
from app.storage.opening import open_store
from app.watching.checkup.machine import verdicts_of_machine
from app.watching.checkup.mail import verdict_of_mail
from app.watching.checkup.settings import verdicts_of_settings
from app.watching.checkup.verdict import State, Verdict
from benchmarks.smtp_server import smtp_server
from config import Settings, load

RIGHT = {
    "SILLAGE_ENV": "production",
    "SECRET_KEY": "d41f9a7be6305c28-unlike-any-other-key",
    "TRUSTED_HOSTS": "ess.region.example",
    "TRUSTED_PROXIES": "1",
    "RATE_LIMIT_STORAGE": "database",
    "PUBLIC_URL": "https://ess.region.example",
    "MAIL_URL": "smtp://127.0.0.1:9?starttls=0",
    "MAIL_FROM": "ess@region.example",
    "ALERT_EMAIL": "astreinte@region.example",
    "LEGAL_PUBLISHER": "Région",
    "LEGAL_ADDRESS": "1 rue de la Loire",
    "LEGAL_DIRECTOR": "Camille Guérin",
    "LEGAL_HOST": "Hébergeur",
    "CONTACT_EMAIL": "ess@region.example",
    "PRIVACY_OFFICER_EMAIL": "dpo@region.example",
}


def _settings(directory: Path, **values: str) -> Settings:
    return load({**RIGHT, "SILLAGE_DATA": str(directory), **values})


def _wrong(found: list[Verdict]) -> list[str]:
    assert all(one.mend for one in found if one.state is State.MEND), "each says how to mend it"
    return [one.name for one in found if one.state is State.MEND]


def test_settings_that_are_right_have_nothing_to_mend(tmp_path):
    assert _wrong(list(verdicts_of_settings(_settings(tmp_path), processes=4))) == []


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"PUBLIC_URL": "https://other.example"}, ["hosts"]),
        ({"PUBLIC_URL": "http://ess.region.example"}, ["tls"]),
        ({"SECURE_COOKIES": "0"}, ["tls"]),
        ({"TRUSTED_PROXIES": "0"}, ["proxies"]),
        ({"RATE_LIMITS": "0"}, ["rate limits"]),
        ({"RATE_LIMIT_STORAGE": "memory://"}, ["rate limits"]),
        ({"QUEUE_URL": "memory://"}, ["queue"]),
        ({"LEGAL_HOST": "", "ALERT_EMAIL": ""}, ["legal pages", "alerts"]),
    ],
)
def test_each_wrong_setting_is_to_be_mended(tmp_path, values, wrong):
    found = list(verdicts_of_settings(_settings(tmp_path, **values), processes=4))
    assert _wrong(found) == wrong
    assert RIGHT["SECRET_KEY"] not in repr(found)


def test_files_that_others_read_and_a_missing_backup_are_to_be_mended(tmp_path):
    settings = _settings(tmp_path)
    tmp_path.chmod(0o755)
    assert {"data directory", "backup"} <= set(
        _wrong(list(verdicts_of_machine(settings, open_store(settings), now())))
    )
    tmp_path.chmod(0o700)
    (tmp_path / "last-backup.json").write_text(json.dumps({"at": now().isoformat()}))
    assert {"data directory", "backup"}.isdisjoint(
        _wrong(list(verdicts_of_machine(settings, open_store(settings), now())))
    )


def test_the_mail_server_is_asked_and_given_nothing(tmp_path):
    with smtp_server() as (port, accidents):
        url = f"smtp://127.0.0.1:{port}?starttls=0"
        assert verdict_of_mail(_settings(tmp_path, MAIL_URL=url)).state is State.NOTE
        assert (accidents.connections, accidents.received) == (1, [])
    silent = verdict_of_mail(_settings(tmp_path, MAIL_URL=url))
    assert silent.state is State.MEND
    assert str(port) in silent.said
    assert verdict_of_mail(_settings(tmp_path, MAIL_URL="", MAIL_FROM="")).state is State.MEND
