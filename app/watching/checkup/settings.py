"""What the settings say by themselves. What cannot be used at all stopped the program before."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from app.watching.checkup.verdict import Verdict, mend, note, ok, wrong_in_production
from config import Production, Settings


def verdicts_of_settings(settings: Settings, processes: int) -> Iterator[Verdict]:
    """The checks; `processes`: how many answer requests on this machine now."""
    is_production = isinstance(settings, Production)
    yield _environment(settings, is_production)
    yield _hosts(settings, is_production)
    yield _tls(settings, is_production)
    yield _proxies(settings, is_production)
    yield _rate_limits(settings, is_production, processes)
    yield _queue(settings)
    yield _legal(settings, is_production)
    yield _alerts(settings, is_production)


def _environment(settings: Settings, is_production: bool) -> Verdict:
    if is_production:
        return ok("environment", "Production; SECRET_KEY is long and was not seen elsewhere.")
    return note(
        "environment",
        f"This is {settings.name}: what follows is judged less strictly.",
        "Set SILLAGE_ENV=production where people are served.",
    )


def _hosts(settings: Settings, is_production: bool) -> Verdict:
    host = urlsplit(settings.public_url).hostname
    if not settings.trusted_hosts:
        return wrong_in_production(
            is_production,
            "hosts",
            "Requests for any host are answered.",
            "Set TRUSTED_HOSTS to the names that people type.",
        )
    if host and host not in settings.trusted_hosts:
        return mend(
            "hosts",
            f"PUBLIC_URL leads to {host}, which TRUSTED_HOSTS does not name.",
            f"Add {host} to TRUSTED_HOSTS: links in messages are refused without it.",
        )
    return ok("hosts", f"Answered: {', '.join(settings.trusted_hosts)}.")


def _tls(settings: Settings, is_production: bool) -> Verdict:
    if not settings.secure_cookies:
        return wrong_in_production(
            is_production,
            "tls",
            "The cookie of a session is sent without TLS too.",
            "Leave SECURE_COOKIES out, or set it to 1, and let the proxy lead http:// to https://.",
        )
    if settings.public_url and not settings.public_url.startswith("https://"):
        return wrong_in_production(
            is_production,
            "tls",
            "Links in messages begin with http://.",
            "Set PUBLIC_URL to the address that begins with https://.",
        )
    return ok("tls", "Cookies and links want TLS.")


def _proxies(settings: Settings, is_production: bool) -> Verdict:
    if settings.trusted_proxies:
        return ok("proxies", f"Proxies that are trusted: {settings.trusted_proxies}.")
    return wrong_in_production(
        is_production,
        "proxies",
        "No proxy is trusted: behind one, everybody has the same address, and its limits.",
        "Set TRUSTED_PROXIES to the number of proxies that stand in front, often 1.",
    )


def _rate_limits(settings: Settings, is_production: bool, processes: int) -> Verdict:
    if not settings.rate_limits:
        return wrong_in_production(
            is_production, "rate limits", "Nobody is slowed down.", "Leave RATE_LIMITS out."
        )
    if settings.rate_limit_storage == "memory://" and processes > 1:
        return mend(
            "rate limits",
            f"{processes} processes count each for itself: they let {processes} times as many by.",
            "Set RATE_LIMIT_STORAGE=database.",
        )
    return ok("rate limits", "Counted where they should be.")


def _queue(settings: Settings) -> Verdict:
    if settings.queue_url.startswith("memory://"):
        return mend(
            "queue", "The queue ends with each process.", "Leave QUEUE_URL out, or name a database."
        )
    if settings.database_url.startswith("postgresql") and settings.queue_url.startswith("sqlite"):
        return note("queue", "The queue is a file: only workers of this machine hear of jobs.")
    return ok("queue", "Kept outside of the processes.")


def _legal(settings: Settings, is_production: bool) -> Verdict:
    if settings.untold:
        return wrong_in_production(
            is_production,
            "legal pages",
            "The legal pages lack what the law asks for.",
            f"Set {', '.join(settings.untold)}.",
        )
    return ok("legal pages", "Complete.")


def _alerts(settings: Settings, is_production: bool) -> Verdict:
    if settings.alert_email:
        return ok("alerts", "Somebody is written to when something is wrong.")
    return wrong_in_production(
        is_production,
        "alerts",
        "Nobody is written to when jobs fail or the disk is full.",
        "Set ALERT_EMAIL.",
    )
