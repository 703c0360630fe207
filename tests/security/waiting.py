"""Attacks on what is not built yet. Each must fail until then: once it passes, it is told, and its
name is taken out of here."""

from __future__ import annotations

WAITING: frozenset[str] = frozenset()
