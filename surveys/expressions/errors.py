"""What is wrong with the text of an expression."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that cannot be read: one sentence, and where in the text it went wrong.

    `offset` counts characters from 0; it is the length of the text when something is missing
    at the end.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
