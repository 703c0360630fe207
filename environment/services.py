"""Services that stand outside of the program: where messages go, where files are, who says who
somebody is. Each is one address, or a few variables that go together.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote

import environment
from environment import ConfigError

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


def mail(value: str, production: bool, data_directory: Path) -> SmtpServer | MailDirectory | None:
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


def mail_from(source: Mapping[str, str], *, is_required: bool) -> str:
    if is_required and not source.get("MAIL_FROM"):
        raise ConfigError("MAIL_FROM is missing; in production MAIL_URL needs it.")
    return environment.address(source, "MAIL_FROM", "Sillage <sillage@localhost>")


def files(value: str) -> FileFolder | FileBucket | None:
    """Where files are kept: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…`."""
    if not value:
        return None
    parts = environment.split_url("FILES_URL", value)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1 and not parts.query:
        folder = FileFolder(Path(unquote(parts.path)))
        environment.make_directory(folder.path, "FILES_URL")
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


def identity_provider(source: Mapping[str, str], public_url: str) -> IdentityProvider | None:
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
