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
from urllib.parse import SplitResult, parse_qsl, unquote

import environment
from environment import ConfigError

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
MAILS = "mails"
"""The directory of messages in the data directory, outside of production."""


@dataclass(frozen=True)
class SmtpServer:
    """Who takes our messages. `security` is "starttls", "tls" from the first byte, or "none"."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class MailDirectory:
    """Messages are files of this directory, for development."""

    path: Path


@dataclass(frozen=True)
class FileFolder:
    """Files are in a folder: of this machine, or one that all machines see."""

    path: Path


@dataclass(frozen=True)
class FileBucket:
    """Files are in a bucket of S3-compatible storage, under a prefix that ends with `/` or is
    empty. Without an endpoint it is Amazon's. Who we are, the client reads from the environment."""

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """Who says who somebody is (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "ProConnect"
    """As people know it."""
    scopes: str = "openid email given_name usual_name siret"
    acr_values: str = ""
    """Levels of assurance, one of which is asked and checked; blanks between them."""
    prompt: str = ""
    is_userinfo_signed: bool = True
    """Whether what it says of people comes as a signed JWT, and nothing else is believed."""
    is_email_trusted: bool = False
    """Whether it checks addresses without saying so (`email_verified`), as ProConnect does."""


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
    _make_directory(data_directory)
    database_url = _database_url(source.get("DATABASE_URL"), data_directory)
    port = environment.integer(source, "PORT", 8000, 1, 65535)
    mail = _mail(source.get("MAIL_URL", ""), production, data_directory)
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
        files=_files(source.get("FILES_URL", "")),
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
        mail_from=_mail_from(source, is_required=production and mail is not None),
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
        identity_provider=_identity_provider(source, public_url),
        analysis_encoder=environment.folder(source, "ANALYSIS_ENCODER"),
    )


def _make_directory(path: Path, name: str = "SILLAGE_DATA") -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{name}: cannot use {path} ({error.strerror}).") from None


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


def _files(value: str) -> FileFolder | FileBucket | None:
    """Where files are kept: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…`."""
    if not value:
        return None
    parts = environment.split_url("FILES_URL", value)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1 and not parts.query:
        folder = FileFolder(Path(unquote(parts.path)))
        _make_directory(folder.path, "FILES_URL")
        return folder
    told = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or not set(told) <= {"endpoint", "region"}:
        raise ConfigError(
            "FILES_URL must look like file:///folder or s3://bucket/prefix?endpoint=…&region=…"
        )
    if parts.username or parts.password:
        raise ConfigError("FILES_URL holds no key: set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.")
    if "endpoint" in told and not told["endpoint"].startswith(("https://", "http://")):
        raise ConfigError("FILES_URL: the endpoint must begin with https:// or http://.")
    if importlib.util.find_spec("boto3") is None:
        raise ConfigError("FILES_URL: S3 wants its client: pip install sillage[scale]")
    prefix = parts.path.strip("/")
    return FileBucket(parts.hostname, f"{prefix}/" if prefix else "", **told)


def _hosts(source: Mapping[str, str], production: bool) -> tuple[str, ...]:
    named = source.get("TRUSTED_HOSTS", "").split(",")
    hosts = tuple(host.strip() for host in named if host.strip())
    if production and not hosts:
        raise ConfigError("TRUSTED_HOSTS is missing; name the hosts that people type, by commas.")
    return hosts


def _mail(value: str, production: bool, data_directory: Path) -> SmtpServer | MailDirectory | None:
    """Where messages go. The value holds a password: no refusal repeats it."""
    if not value:
        return None if production else MailDirectory(data_directory / MAILS)
    parts = environment.split_url("MAIL_URL", value)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return MailDirectory(Path(unquote(parts.path)))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise ConfigError("MAIL_URL must look like smtp://user:password@host:587 or file:///path.")
    if parts.query not in ("", "starttls=0"):
        raise ConfigError("MAIL_URL may end with ?starttls=0 only.")
    return _smtp_server(parts)


def _smtp_server(parts: SplitResult) -> SmtpServer:
    security = "tls" if parts.scheme == "smtps" else "none" if parts.query else "starttls"
    if parts.password and security == "none":
        raise ConfigError("MAIL_URL: a password is never sent without TLS; leave ?starttls=0 out.")
    return SmtpServer(
        host=parts.hostname or "",
        port=parts.port or (465 if security == "tls" else 587),
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _mail_from(source: Mapping[str, str], *, is_required: bool) -> str:
    if is_required and not source.get("MAIL_FROM"):
        raise ConfigError("MAIL_FROM is missing; in production MAIL_URL needs it.")
    return environment.address(source, "MAIL_FROM", "Sillage <sillage@localhost>")


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


def _identity_provider(source: Mapping[str, str], public_url: str) -> IdentityProvider | None:
    """Who says who somebody is, all of it or nothing. No refusal repeats the secret."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    missing = [name for name in names if not source.get(name)]
    if len(missing) == len(names):
        return None
    if missing:
        raise ConfigError(f"{missing[0]} is missing; {', '.join(names)} go together.")
    if not public_url:
        raise ConfigError("PUBLIC_URL is missing; an identity provider sends people back to it.")
    issuer = environment.secure_url(source, "OIDC_ISSUER")
    if len(issuer) > 255:
        raise ConfigError("OIDC_ISSUER is too long; it has 255 characters at most.")
    scopes = source.get("OIDC_SCOPES") or IdentityProvider.scopes
    if "openid" not in scopes.split():
        raise ConfigError("OIDC_SCOPES must hold openid.")
    return IdentityProvider(
        issuer=issuer,
        client_id=source["OIDC_CLIENT_ID"],
        client_secret=source["OIDC_CLIENT_SECRET"],
        name=source.get("OIDC_NAME") or IdentityProvider.name,
        scopes=scopes,
        acr_values=source.get("OIDC_ACR_VALUES", ""),
        prompt=environment.choice(source, "OIDC_PROMPT", "", ("", "login", "select_account")),
        is_userinfo_signed=environment.boolean(source, "OIDC_USERINFO_SIGNED", True),
        is_email_trusted=environment.boolean(source, "OIDC_EMAIL_TRUSTED", False),
    )
