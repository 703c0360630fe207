"""Where an act comes from, as much as is needed to tell a burst and no more."""

from __future__ import annotations

import datetime as dt
import ipaddress

from flask import request

from app.corpus.codes import derived_secret
from app.models.types import today
from app.settings import current_settings

LENGTH = 16
"""Signs of the digest, in hexadecimal."""
PREFIXES = {4: 24, 6: 48}
"""Bits of an address that tell a network."""


def current_origin() -> str:
    """The origin of this request; empty where its address is not known."""
    return origin_of(request.remote_addr or "", today(), current_settings().secret_key)


def network_address() -> str:
    """The address of this request, as far as proxies are believed (`trusted_proxies`)."""
    return request.remote_addr or ""


def origin_of(address: str, day: dt.date, key: str) -> str:
    """A digest of a network and a day: two people of one house have the same one, and nobody
    has the same one tomorrow. Empty where the address is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    network = ipaddress.ip_network((found, PREFIXES[found.version]), strict=False)
    return derived_secret(key, f"origin:{day}:{network}".encode())[:LENGTH]
