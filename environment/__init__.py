"""Reading variables of the environment, each checked; a refusal names the variable.

Every function here raises :class:`ConfigError` for a value that cannot be used.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


class ConfigError(ValueError):
    """A setting that cannot be used. Its text is one line for the person who starts the program."""


def integer(source: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    text = source.get(name, str(default))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ConfigError(f"{name} is {text!r}; it must be a whole number from {low} to {high}.")
    return int(text)


def boolean(source: Mapping[str, str], name: str, default: bool) -> bool:
    """0 or 1, or the same in words."""
    text = source.get(name, "1" if default else "0").lower()
    if text not in ("0", "1", "true", "false"):
        raise ConfigError(f"{name} is {text!r}; it must be 0 or 1.")
    return text in ("1", "true")


def choice(source: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of the words of `choices`."""
    text = source.get(name, default)
    if text not in choices:
        raise ConfigError(f"{name} is {text!r}; it must be one of {', '.join(choices)}.")
    return text


def folder(source: Mapping[str, str], name: str) -> Path | None:
    """A folder of this machine that can be read, or nothing."""
    text = source.get(name, "").strip()
    if not text:
        return None
    path = Path(text).absolute()
    if not text.isprintable() or not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
        raise ConfigError(f"{name} is {text!r}; it must be a folder that can be read.")
    return path


def make_directory(path: Path, name: str) -> None:
    """Make the directory that a variable names, unless it is there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{name}: cannot use {path} ({error.strerror}).") from None


def address(source: Mapping[str, str], name: str, default: str) -> str:
    """An address, alone or behind a name: `Sillage <sillage@region.example>`."""
    text = source.get(name) or default
    found = parseaddr(text)[1]
    if text and (not text.isprintable() or not ADDRESS.fullmatch(found)):
        raise ConfigError(f"{name} is {text!r}; it must be an address, or Name <address>.")
    return text


def split_url(name: str, value: str) -> SplitResult:
    """The parts of an address, its port checked."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ConfigError(f"{name} is no address that can be read.") from None
    if not value.isprintable() or " " in value:
        raise ConfigError(f"{name} is no address that can be read.")
    return parts


def secure_url(source: Mapping[str, str], name: str) -> str:
    """An address that nobody on the way can change: https, or http on this machine."""
    value = source.get(name, "")
    parts = split_url(name, value)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ConfigError(f"{name} is {value!r}; it must begin with https://.")
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ConfigError(f"{name} is {value!r}; it must look like https://host/path.")
    return value


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine. A name is never believed, but localhost."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
