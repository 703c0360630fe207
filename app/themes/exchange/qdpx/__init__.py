"""Projects of the REFI-QDA standard 1.0 (`.qdpx`), written and read.

Knows no web framework and no database. `reading` says what is wrong without words.
"""
