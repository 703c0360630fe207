"""Reads text documents that people send: knows no Flask, no database, no HTTP."""
