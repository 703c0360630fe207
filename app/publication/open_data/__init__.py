"""Open data: all that is public of a consultation as one ZIP in which nobody can be recognised."""
