"""The API: what everybody may read, for programs. Read-only, versioned, without cookies."""
