"""The whole of an installation in one file, and back: rows and files, checked by their hashes."""
