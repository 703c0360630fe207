"""Texts that say nearly the same, found while they are written."""
