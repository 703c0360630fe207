"""Attacks on a running platform, over HTTP, as outsiders make them."""
