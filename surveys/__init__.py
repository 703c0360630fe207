"""The questionnaire engine: a library that knows no web framework and no database."""
