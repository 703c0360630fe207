"""What can be run from a shell: `python -m analysis …`."""
