from __future__ import annotations

import pytest

import config
from config import Development, Production, Testing, load
from environment import ConfigError
from environment.services import FileBucket, MailDirectory, SmtpServer

PRODUCTION = {
    "SILLAGE_ENV": "production",
    "SECRET_KEY": "a key of production that nobody else has",
    "TRUSTED_HOSTS": "ess.region.example",
}
OIDC = {
    "OIDC_ISSUER": "https://idp.example/api/v2",
    "OIDC_CLIENT_ID": "sillage",
    "OIDC_CLIENT_SECRET": "a secret of ours",
}
MAIL = {
    "MAIL_URL": "smtp://user:secret@mail.example",
    "MAIL_FROM": "Sillage <sillage@region.example>",
    "PUBLIC_URL": "https://ess.region.example/",
}


def _load(tmp_path, **variables):
    return load({"SILLAGE_DATA": str(tmp_path), **variables})


def test_a_desk_needs_no_variable_at_all(tmp_path):
    settings = _load(tmp_path)
    assert isinstance(settings, Development)
    assert settings.database_url == f"sqlite:///{tmp_path / 'sillage.db'}"
    assert settings.queue_url == f"sqlite:///{tmp_path / 'queue.db'}"


def test_the_key_of_a_desk_is_made_once_and_for_its_owner_only(tmp_path):
    key = _load(tmp_path).secret_key
    assert len(key) >= 32
    assert _load(tmp_path).secret_key == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_production_starts_when_it_has_all_that_it_needs(tmp_path):
    settings = _load(tmp_path, **PRODUCTION)
    assert isinstance(settings, Production)
    assert settings.secure_cookies
    assert settings.flask()["SESSION_COOKIE_NAME"] == "__Host-sillage"
    assert settings.log_format == "json"


@pytest.mark.parametrize(
    ("storage", "uri", "options"),
    [
        ("", "memory://", None),
        ("redis://user:pass@host/1", "redis://user:pass@host/1", None),
        ("database", "database://", {"url": "postgresql+psycopg://user@host/base"}),
    ],
)
def test_limits_are_counted_where_the_settings_say(tmp_path, monkeypatch, storage, uri, options):
    monkeypatch.setattr(config.importlib.util, "find_spec", lambda _name: object())
    known = {"RATE_LIMIT_STORAGE": storage, "DATABASE_URL": "postgresql://user@host/base"}
    flask = _load(tmp_path, **known).flask()
    assert flask["RATELIMIT_STORAGE_URI"] == uri
    assert flask.get("RATELIMIT_STORAGE_OPTIONS") == options


def test_redis_without_its_client_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(config.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match="sillage\\[scale\\]") as refusal:
        _load(tmp_path, RATE_LIMIT_STORAGE="redis://user:password@host")
    assert "password" not in str(refusal.value)


def test_limits_in_a_database_stand_beside_sqlite_for_it_has_one_writer(tmp_path):
    flask = _load(tmp_path, RATE_LIMIT_STORAGE="database").flask()
    beside = f"sqlite:///{tmp_path / 'rate_limits.db'}"
    assert flask["RATELIMIT_STORAGE_OPTIONS"] == {"url": beside}


def test_files_are_in_the_data_directory_in_a_folder_or_in_a_bucket(tmp_path, monkeypatch):
    assert _load(tmp_path).files_directory == tmp_path
    shared = _load(tmp_path, FILES_URL=f"file://{tmp_path}/shared")
    assert shared.uploads_directory == tmp_path / "shared" / "uploads"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    address = "s3://files/region?endpoint=https://s3.example&region=gra"
    kept = FileBucket("files", "region/", "https://s3.example", "gra")
    assert _load(tmp_path, FILES_URL=address).files == kept
    assert _load(tmp_path, FILES_URL="s3://files").files == FileBucket("files")


def test_what_wants_a_library_that_is_not_there_says_which(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for name, value in [("QUEUE_URL", "redis://host"), ("FILES_URL", "s3://files")]:
        with pytest.raises(ConfigError, match=rf"{name}.*sillage\[scale\]"):
            _load(tmp_path, **{name: value})


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg_by_any_of_its_names(tmp_path, scheme):
    settings = _load(tmp_path, DATABASE_URL=f"{scheme}://user@host/base")
    assert settings.database_url == "postgresql+psycopg://user@host/base"
    assert settings.queue_url == "postgresql://user@host/base"


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"SILLAGE_ENV": "staging"}, "SILLAGE_ENV"),
        ({"DATABASE_URL": "mysql://host/base"}, "DATABASE_URL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"QUEUE_URL": "amqp://host"}, "QUEUE_URL"),
        ({"FILES_URL": "/var/lib/sillage"}, "FILES_URL"),
        ({"FILES_URL": "file:///proc/nowhere"}, "FILES_URL"),
        ({"FILES_URL": "s3://"}, "FILES_URL"),
        ({"FILES_URL": "s3://key:secret@bucket"}, "FILES_URL"),
        ({"FILES_URL": "s3://bucket?endpoint=host"}, "FILES_URL"),
        ({"FILES_URL": "s3://bucket?acl=public"}, "FILES_URL"),
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"PORT": "²"}, "PORT"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"SECURE_COOKIES": "maybe"}, "SECURE_COOKIES"),
        ({"UPLOAD_LIMIT_MB": "0"}, "UPLOAD_LIMIT_MB"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY"),
        ({**PRODUCTION, "SECRET_KEY": "k" * 40}, "SECRET_KEY"),
        ({**PRODUCTION, "SECRET_KEY": "0123456789abcdef" * 2}, "SECRET_KEY"),
        ({"RATE_LIMIT_STORAGE": "memcached://host"}, "RATE_LIMIT_STORAGE"),
        ({**PRODUCTION, "TRUSTED_HOSTS": " , "}, "TRUSTED_HOSTS"),
        ({"SILLAGE_DATA": "/proc/nowhere"}, "SILLAGE_DATA"),
        ({"METRICS_TOKEN": "too-short"}, "METRICS_TOKEN"),
        ({"METRICS_TOKEN": "with-a-line\n" * 3}, "METRICS_TOKEN"),
        ({"ALERT_EMAIL": "nobody"}, "ALERT_EMAIL"),
        ({"MAIL_URL": "mail.example"}, "MAIL_URL"),
        ({"MAIL_URL": "http://mail.example"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://host:99999"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://host:587/box"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://host?tls=maybe"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://user:secret@host?starttls=0"}, "MAIL_URL"),
        ({"MAIL_URL": "file://host/mails"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://[::1"}, "MAIL_URL"),
        ({"MAIL_FROM": "Sillage"}, "MAIL_FROM"),
        ({"MAIL_FROM": "a@b.example\r\nBcc: all@b.example"}, "MAIL_FROM"),
        ({"MAIL_REPLY_TO": "nobody"}, "MAIL_REPLY_TO"),
        ({"MAIL_DAILY_LIMIT": "0"}, "MAIL_DAILY_LIMIT"),
        ({"PUBLIC_URL": "region.example"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://region.example/ess"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://user@region.example"}, "PUBLIC_URL"),
        ({**PRODUCTION, **MAIL, "MAIL_FROM": ""}, "MAIL_FROM"),
        ({**PRODUCTION, **MAIL, "PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({**PRODUCTION, **OIDC}, "PUBLIC_URL"),
        ({**OIDC, "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_ID": "sillage"}, "OIDC_ISSUER"),
        ({**OIDC, "OIDC_ISSUER": "http://idp.example"}, "OIDC_ISSUER"),
        ({**OIDC, "OIDC_ISSUER": "https://idp.example?x=1"}, "OIDC_ISSUER"),
        ({**OIDC, "OIDC_SCOPES": "email"}, "OIDC_SCOPES"),
        ({**OIDC, "OIDC_PROMPT": "none"}, "OIDC_PROMPT"),
        ({"ANALYSIS_ENCODER": "minishlab/potion-base-8M"}, "ANALYSIS_ENCODER"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line_that_names_it(tmp_path, variables, named):
    with pytest.raises(ConfigError) as refusal:
        _load(tmp_path, **variables)
    sentence = str(refusal.value)
    assert sentence.startswith(named)
    assert "\n" not in sentence
    assert "secret" not in sentence


def test_a_desk_keeps_its_messages_as_files_and_links_to_itself(tmp_path):
    settings = _load(tmp_path, PORT="8123")
    assert settings.mail == MailDirectory(tmp_path / "mails")
    assert settings.public_url == "http://127.0.0.1:8123"


def test_production_sends_nothing_unless_it_is_told_where(tmp_path):
    assert _load(tmp_path, **PRODUCTION).mail is None


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 587, "starttls")),
        ("smtp://mail.example:25?starttls=0", SmtpServer("mail.example", 25, "none")),
        ("smtps://u:p%40ss@mail.example", SmtpServer("mail.example", 465, "tls", "u", "p@ss")),
    ],
)
def test_a_mail_server_is_named_by_one_address(tmp_path, url, server):
    settings = _load(tmp_path, **PRODUCTION, **{**MAIL, "MAIL_URL": url})
    assert settings.mail == server
    assert settings.public_url == "https://ess.region.example"


def test_the_password_of_the_mail_server_is_not_shown_with_the_settings(tmp_path):
    assert "secret" not in repr(_load(tmp_path, **PRODUCTION, **MAIL))


def test_styles_and_scripts_are_kept_by_browsers_in_production_only():
    lifetimes = {each.static_lifetime for each in (Development, Testing)}
    assert lifetimes == {None}
    assert Production.static_lifetime == 600


def test_an_identity_provider_is_named_whole_and_its_secret_is_not_shown(tmp_path):
    assert _load(tmp_path).identity_provider is None
    settings = _load(tmp_path, **OIDC)
    assert settings.identity_provider.name == "ProConnect"
    assert settings.identity_provider.is_userinfo_signed
    assert "a secret of ours" not in repr(settings)
    on_this_machine = _load(tmp_path, **{**OIDC, "OIDC_ISSUER": "http://127.0.0.1:9000"})
    assert on_this_machine.identity_provider.issuer == "http://127.0.0.1:9000"


def test_an_encoder_is_a_folder_of_this_machine_or_none(tmp_path):
    assert _load(tmp_path, ANALYSIS_ENCODER=str(tmp_path)).analysis_encoder == tmp_path
    assert _load(tmp_path, ANALYSIS_ENCODER=" ").analysis_encoder is None
