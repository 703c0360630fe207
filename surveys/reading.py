"""What every reader of definitions returns."""

from dataclasses import dataclass

from surveys.model import Survey


@dataclass(frozen=True)
class Unsupported:
    """Something of the file that is not carried over, or not as it was.

    `row` is a line of the file when it has lines; `name` the question's; `what` the type, the
    column or the setting; `kept` whether the question itself is there, without this.
    """

    name: str
    what: str
    reason: str
    row: int | None = None
    kept: bool = False


@dataclass(frozen=True)
class ReadResult:
    """A questionnaire, what was left out of it, and what the reader has to say."""

    survey: Survey
    unsupported: tuple[Unsupported, ...] = ()
    warnings: tuple[str, ...] = ()
