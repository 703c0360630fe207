"""Settings, read from the environment and checked before anything starts.

One class per environment. A wrong value raises :class:`ConfigError`, whose text is one line that
names the variable; the commands print it and exit with 2.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).resolve().parent
MEBIBYTE = 2**20


class ConfigError(ValueError):
    """A setting that cannot be used. Its text is one line for the person who starts the program."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the application needs to know before it starts.

    Sizes are in bytes, durations in seconds.
    """

    name: ClassVar[str] = "abstract"
    static_lifetime: ClassVar[int | None] = None
    """How long a browser uses our styles and scripts without asking again; None is never."""

    data_directory: Path
    secret_key: str
    database_url: str
    queue_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_hosts: tuple[str, ...] = ()
    secure_cookies: bool = True
    log_format: str = "json"
    log_level: str = "INFO"
    upload_limit: int = 25 * MEBIBYTE
    session_lifetime: int = 12 * 3600

    @property
    def uploads_directory(self) -> Path:
        """Where originals are kept, outside of anything that is served."""
        return self.data_directory / "uploads"

    def flask(self) -> dict[str, object]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "MAX_CONTENT_LENGTH": self.upload_limit + MEBIBYTE,
            "SEND_FILE_MAX_AGE_DEFAULT": self.static_lifetime,
            "MAX_FORM_MEMORY_SIZE": 4 * MEBIBYTE,
            "MAX_FORM_PARTS": 1000,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "SESSION_COOKIE_NAME": "sillage",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "PERMANENT_SESSION_LIFETIME": self.session_lifetime,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "fr",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
            "BOOTSTRAP_SERVE_LOCAL": True,
        }


class Development(Settings):
    """One person on one machine: a key is made once and kept beside the data."""

    name = "development"


class Testing(Settings):
    """The test suite."""

    name = "testing"


class Production(Settings):
    """Behind a proxy that speaks TLS: nothing that matters has a default."""

    name = "production"
    static_lifetime = 600


ENVIRONMENTS: dict[str, type[Settings]] = {
    cls.name: cls for cls in (Development, Testing, Production)
}


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings.

    Raises:
        ConfigError: a variable is missing or has a value that cannot be used.
    """
    source = os.environ if environ is None else environ
    name = source.get("SILLAGE_ENV", Development.name)
    if name not in ENVIRONMENTS:
        raise ConfigError(f"SILLAGE_ENV is {name!r}; it must be one of {', '.join(ENVIRONMENTS)}.")
    cls = ENVIRONMENTS[name]
    production = cls is Production
    data_directory = Path(source.get("SILLAGE_DATA", ROOT / "instance")).absolute()
    _make_directory(data_directory)
    database_url = _database_url(source.get("DATABASE_URL"), data_directory)
    return cls(
        data_directory=data_directory,
        secret_key=_secret_key(source, production, data_directory),
        database_url=database_url,
        queue_url=_queue_url(source.get("QUEUE_URL"), database_url, data_directory),
        host=source.get("SILLAGE_HOST", "127.0.0.1"),
        port=_integer(source, "PORT", 8000, 1, 65535),
        trusted_hosts=_hosts(source, production),
        secure_cookies=_boolean(source, "SECURE_COOKIES", production),
        log_format=_choice(
            source, "LOG_FORMAT", "json" if production else "console", ("json", "console")
        ),
        log_level=_choice(source, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        upload_limit=_integer(source, "UPLOAD_LIMIT_MB", 25, 1, 1024) * MEBIBYTE,
        session_lifetime=_integer(source, "SESSION_HOURS", 12, 1, 720) * 3600,
    )


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"SILLAGE_DATA: cannot use {path} ({error.strerror}).") from None


def _secret_key(source: Mapping[str, str], production: bool, data_directory: Path) -> str:
    key = source.get("SECRET_KEY", "")
    if key and len(key) < 32:
        raise ConfigError("SECRET_KEY is too short; it needs at least 32 characters.")
    if key:
        return key
    if production:
        raise ConfigError("SECRET_KEY is missing; in production it has no default.")
    path = data_directory / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _database_url(value: str | None, data_directory: Path) -> str:
    if not value:
        return f"sqlite:///{data_directory / 'sillage.db'}"
    scheme, separator, rest = value.partition("://")
    if separator and scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite":
        return value
    raise ConfigError("DATABASE_URL must start with sqlite:// or postgresql://.")


def _queue_url(value: str | None, database_url: str, data_directory: Path) -> str:
    if not value:
        if database_url.startswith("postgresql"):
            return database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        return f"sqlite:///{data_directory / 'queue.db'}"
    if not value.startswith(("sqlite:///", "postgresql://", "memory://")):
        raise ConfigError("QUEUE_URL must start with sqlite:///, postgresql:// or memory://.")
    return value


def _hosts(source: Mapping[str, str], production: bool) -> tuple[str, ...]:
    named = source.get("TRUSTED_HOSTS", "").split(",")
    hosts = tuple(host.strip() for host in named if host.strip())
    if production and not hosts:
        raise ConfigError("TRUSTED_HOSTS is missing; name the hosts that people type, by commas.")
    return hosts


def _integer(source: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = source.get(name, str(default))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ConfigError(f"{name} is {text!r}; it must be a whole number from {low} to {high}.")
    return int(text)


def _boolean(source: Mapping[str, str], name: str, default: bool) -> bool:
    text = source.get(name, "1" if default else "0").lower()
    if text not in ("0", "1", "true", "false"):
        raise ConfigError(f"{name} is {text!r}; it must be 0 or 1.")
    return text in ("1", "true")


def _choice(source: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    text = source.get(name, default)
    if text not in choices:
        raise ConfigError(f"{name} is {text!r}; it must be one of {', '.join(choices)}.")
    return text
