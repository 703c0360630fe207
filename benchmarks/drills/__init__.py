"""Drills: what happens when things go wrong, each one command: `python -m benchmarks.drills NAME`.

A drill is a module with one function, `run(database, is_small) -> Result`; `__main__` names it.
"""
