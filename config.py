"""Settings, read from the environment and checked before anything starts.

One class per environment. A wrong value raises :class:`ConfigError`, whose text is one line that
names the variable; the commands print it and exit with 2.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import environment
from environment import ConfigError, services
from environment.services import FileBucket, FileFolder, IdentityProvider, MailDirectory, SmtpServer

ROOT = Path(__file__).resolve().parent
MEBIBYTE = 2**20
KNOWN_KEYS = frozenset(
    {
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        "0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    }
)
"""Examples that stand in documentations: everybody knows them."""
FEWEST_SIGNS = 8
"""Fewer different signs were typed, not drawn."""
REDIS = ("redis://", "rediss://")
SHORTEST_TOKEN = 24


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the application needs to know before it starts.

    Sizes are in bytes, durations in seconds.
    """

    name: ClassVar[str] = "abstract"
    static_lifetime: ClassVar[int | None] = None
    """How long a browser uses our styles and scripts without asking again; None is never."""

    data_directory: Path
    secret_key: str = field(repr=False)
    database_url: str
    queue_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    """How many proxies stand before us and tell the address of who asks (X-Forwarded-For)."""
    rate_limits: bool = True
    """Whether one address is slowed down."""
    rate_limit_storage: str = "memory://"
    """Where it is counted: in each process (`memory://`), in Redis, or in `database`."""
    files: FileFolder | FileBucket | None = None
    """Where files are kept; in the data directory without it."""
    secure_cookies: bool = True
    log_format: str = "json"
    log_level: str = "INFO"
    upload_limit: int = 25 * MEBIBYTE
    session_lifetime: int = 12 * 3600
    mail: SmtpServer | MailDirectory | None = None
    """Where messages go; nowhere without it, and the pages that need it say so."""
    mail_from: str = ""
    mail_reply_to: str = ""
    mail_daily_limit: int = 5000
    """Messages that one consultation may send in 24 hours."""
    legal_publisher: str = ""
    """Who publishes the site; this and what follows stands on the legal pages."""
    legal_address: str = ""
    legal_director: str = ""
    """The director of publication."""
    legal_host: str = ""
    """Who keeps the machines: name and address."""
    contact_email: str = ""
    alert_email: str = ""
    """Who is written to of jobs that fail, late queues, a full disk; nobody without it."""
    metrics_token: str = field(default="", repr=False)
    """What a program that asks for `/metrics` shows; without it, only this machine is answered."""
    privacy_officer_email: str = ""
    public_url: str = ""
    """What stands before a path in a message. Never the Host of a request: anybody can forge it."""
    identity_provider: IdentityProvider | None = None
    analysis_encoder: Path | None = None
    """The folder of a language model that helps the analysis; it does without one."""

    @property
    def untold(self) -> list[str]:
        """The variables that the legal pages wait for."""
        told = {
            "LEGAL_PUBLISHER": self.legal_publisher,
            "LEGAL_ADDRESS": self.legal_address,
            "LEGAL_DIRECTOR": self.legal_director,
            "LEGAL_HOST": self.legal_host,
            "CONTACT_EMAIL": self.contact_email,
            "PRIVACY_OFFICER_EMAIL": self.privacy_officer_email,
        }
        return [name for name, value in told.items() if not value]

    @property
    def files_directory(self) -> Path:
        """The folder of the files, outside of anything that is served, where they are in one."""
        return self.files.path if isinstance(self.files, FileFolder) else self.data_directory

    @property
    def uploads_directory(self) -> Path:
        """Where originals are in it."""
        return self.files_directory / "uploads"

    @property
    def cookie_prefix(self) -> str:
        """With `__Host-`, a browser takes a cookie of this very host only, sent over TLS: no other
        host of the same domain can plant one."""
        return "__Host-" if self.secure_cookies else ""

    def flask(self) -> dict[str, object]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": self._engine_options(),
            "MAX_CONTENT_LENGTH": self.upload_limit + MEBIBYTE,
            "SEND_FILE_MAX_AGE_DEFAULT": self.static_lifetime,
            "MAX_FORM_MEMORY_SIZE": 4 * MEBIBYTE,
            "MAX_FORM_PARTS": 1000,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "RATELIMIT_ENABLED": self.rate_limits,
            **self._rate_limits(),
            "SESSION_COOKIE_NAME": f"{self.cookie_prefix}sillage",
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

    def _engine_options(self) -> dict[str, object]:
        """Errors of the database go to the log; what people wrote does not. A connection to a
        server is tried before it is used: the server may have been started again meanwhile."""
        is_a_server = self.database_url.startswith("postgresql")
        return {"hide_parameters": True, "pool_pre_ping": is_a_server}

    def _rate_limits(self) -> dict[str, object]:
        """Where limits are counted; in each process while that is out of reach."""
        if self.rate_limit_storage != "database":
            is_elsewhere = self.rate_limit_storage != "memory://"
            return {
                "RATELIMIT_STORAGE_URI": self.rate_limit_storage,
                "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": is_elsewhere,
            }
        beside = f"sqlite:///{self.data_directory / 'rate_limits.db'}"
        url = self.database_url if self.database_url.startswith("postgresql") else beside
        return {
            "RATELIMIT_STORAGE_URI": "database://",
            "RATELIMIT_STORAGE_OPTIONS": {"url": url},
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
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
    environment.make_directory(data_directory, "SILLAGE_DATA")
    database_url = _database_url(source.get("DATABASE_URL"), data_directory)
    port = environment.integer(source, "PORT", 8000, 1, 65535)
    mail = services.mail(source.get("MAIL_URL", ""), production, data_directory)
    public_url = _public_url(source, "" if production else f"http://127.0.0.1:{port}", mail)
    return cls(
        data_directory=data_directory,
        secret_key=_secret_key(source, production, data_directory),
        database_url=database_url,
        queue_url=_queue_url(source.get("QUEUE_URL"), database_url, data_directory),
        host=source.get("SILLAGE_HOST", "127.0.0.1"),
        port=port,
        trusted_hosts=_hosts(source, production),
        trusted_proxies=environment.integer(source, "TRUSTED_PROXIES", 0, 0, 5),
        rate_limits=environment.boolean(source, "RATE_LIMITS", cls is not Testing),
        rate_limit_storage=_rate_limit_storage(source.get("RATE_LIMIT_STORAGE") or "memory://"),
        files=services.files(source.get("FILES_URL", "")),
        secure_cookies=environment.boolean(source, "SECURE_COOKIES", production),
        log_format=environment.choice(
            source, "LOG_FORMAT", "json" if production else "console", ("json", "console")
        ),
        log_level=environment.choice(
            source, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")
        ),
        upload_limit=environment.integer(source, "UPLOAD_LIMIT_MB", 25, 1, 1024) * MEBIBYTE,
        session_lifetime=environment.integer(source, "SESSION_HOURS", 12, 1, 720) * 3600,
        mail=mail,
        mail_from=services.mail_from(source, is_required=production and mail is not None),
        mail_reply_to=environment.address(source, "MAIL_REPLY_TO", ""),
        mail_daily_limit=environment.integer(source, "MAIL_DAILY_LIMIT", 5000, 1, 1_000_000),
        legal_publisher=source.get("LEGAL_PUBLISHER", ""),
        legal_address=source.get("LEGAL_ADDRESS", ""),
        legal_director=source.get("LEGAL_DIRECTOR", ""),
        legal_host=source.get("LEGAL_HOST", ""),
        contact_email=environment.address(source, "CONTACT_EMAIL", ""),
        alert_email=environment.address(source, "ALERT_EMAIL", ""),
        metrics_token=_metrics_token(source.get("METRICS_TOKEN", "")),
        privacy_officer_email=environment.address(source, "PRIVACY_OFFICER_EMAIL", ""),
        public_url=public_url,
        identity_provider=services.identity_provider(source, public_url),
        analysis_encoder=environment.folder(source, "ANALYSIS_ENCODER"),
    )


def _secret_key(source: Mapping[str, str], production: bool, data_directory: Path) -> str:
    key = source.get("SECRET_KEY", "")
    if key and len(key) < 32:
        raise ConfigError("SECRET_KEY is too short; it needs at least 32 characters.")
    if key and (key in KNOWN_KEYS or len(set(key)) < FEWEST_SIGNS):
        raise ConfigError("SECRET_KEY can be guessed; draw one with: openssl rand -hex 32")
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
    if value.startswith(REDIS):
        _want_redis("QUEUE_URL")
    elif not value.startswith(("sqlite:///", "postgresql://", "memory://")):
        raise ConfigError(
            "QUEUE_URL must start with sqlite:///, postgresql://, redis:// or memory://."
        )
    return value


def _metrics_token(value: str) -> str:
    """No refusal repeats it."""
    if value and (len(value) < SHORTEST_TOKEN or not value.isascii() or not value.isprintable()):
        raise ConfigError(f"METRICS_TOKEN needs at least {SHORTEST_TOKEN} plain characters.")
    return value


def _rate_limit_storage(value: str) -> str:
    """Where limits are counted. A value for Redis holds a password: no refusal repeats it."""
    if value in ("memory://", "database"):
        return value
    if not value.startswith(REDIS):
        raise ConfigError("RATE_LIMIT_STORAGE must be memory://, database, or redis://…")
    _want_redis("RATE_LIMIT_STORAGE")
    return value


def _want_redis(name: str) -> None:
    if importlib.util.find_spec("redis") is None:
        raise ConfigError(f"{name}: Redis wants its client: pip install sillage[scale]")


def _hosts(source: Mapping[str, str], production: bool) -> tuple[str, ...]:
    named = source.get("TRUSTED_HOSTS", "").split(",")
    hosts = tuple(host.strip() for host in named if host.strip())
    if production and not hosts:
        raise ConfigError("TRUSTED_HOSTS is missing; name the hosts that people type, by commas.")
    return hosts


def _public_url(
    source: Mapping[str, str], default: str, mail: SmtpServer | MailDirectory | None
) -> str:
    value = source.get("PUBLIC_URL") or default
    if not value and mail is None:
        return ""
    if not value:
        raise ConfigError("PUBLIC_URL is missing; links in messages begin with it.")
    parts = environment.split_url("PUBLIC_URL", value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ConfigError(f"PUBLIC_URL is {value!r}; it must look like https://host.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ConfigError(f"PUBLIC_URL is {value!r}; nothing may follow the host.")
    return f"{parts.scheme}://{parts.netloc}"
