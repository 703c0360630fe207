"""The rows that could not be imported, as a file that a person can open and correct from."""

import csv
import io
from collections.abc import Callable, Iterable

from app.corpus.tables.cells import safe_cell
from app.corpus.tables.table import BadRow

HEADINGS = ("ligne", "motif", "détail", "extrait")


def bad_rows_csv(
    bad_rows: Iterable[BadRow],
    *,
    headings: tuple[str, str, str, str] = HEADINGS,
    describe: Callable[[BadRow], str] | None = None,
) -> bytes:
    """Return a CSV file that French spreadsheets open: UTF-8 with its mark, semicolons, CRLF.

    ``describe`` puts the reason into words; without it the code of the reason is written. No
    cell can be run as a formula.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    for row in bad_rows:
        reason = describe(row) if describe is not None else row.reason.value
        details = ", ".join(f"{name}: {value}" for name, value in row.details.items())
        writer.writerow(
            [
                str(row.number),
                safe_cell(reason),
                safe_cell(details),
                safe_cell(row.sample),
            ]
        )
    return output.getvalue().encode("utf-8-sig")
