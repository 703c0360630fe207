"""The one error that the analysis raises on purpose."""


class AnalysisError(ValueError):
    """The input cannot be analysed. The message is one clear English sentence for a person."""
