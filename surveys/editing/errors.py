"""Why a change was not made."""

from collections.abc import Mapping


class EditError(ValueError):
    """A change that cannot be made; the survey stays as it was.

    code: `unknown_item`, `unknown_list`, `unknown_choice`, `used` (`users` names the items that
    refer to it), `inside_itself`, `at_the_edge` or `name_taken`. `details` holds the names.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, object] = details
