"""A workbook is a zip archive, checked before a reader opens it."""

from archives import ArchiveError, Bounds, Trouble, unpack
from archives.unpacking import refuse_risky_xml
from surveys.problems import Problem, SurveyError

LARGEST = 10 * 1024 * 1024
BOUNDS = Bounds(unpacked=30 * 1024 * 1024, ratio=150, entries=500)

_BOMBS = frozenset(
    {Trouble.TOO_MANY_PARTS, Trouble.TOO_LARGE, Trouble.TOO_DENSE, Trouble.LYING_SIZE}
)


def refuse_large(data: bytes) -> None:
    """Raise SurveyError for a file that no questionnaire needs."""
    if len(data) > LARGEST:
        raise _refused("too_large", f"The file is larger than {LARGEST // 2**20} MB.")


def check_package(data: bytes) -> None:
    """Raise SurveyError for what is not an XLSX, unpacks to too much, or declares a DOCTYPE."""
    refuse_large(data)
    try:
        parts = unpack(data, BOUNDS)
        for part in parts:
            refuse_risky_xml(part)
    except ArchiveError as error:
        raise _refusal(error.trouble) from error
    if "xl/workbook.xml" not in {part.name for part in parts}:
        raise _refused("not_xlsx", "The file is not an Excel workbook (.xlsx).")


def _refusal(trouble: Trouble) -> SurveyError:
    if trouble in _BOMBS:
        return _refused("bomb", "The workbook unpacks to far more than a questionnaire holds.")
    if trouble is Trouble.DECLARATION:
        message = "The workbook declares a document type or entities, which no spreadsheet writes."
        return _refused("doctype", message)
    if trouble is Trouble.ENCRYPTED:
        return _refused("protected", "The file is protected by a password; save it without.")
    return _refused("not_xlsx", f"The file is not a sound Excel workbook: {trouble.value}.")


def _refused(code: str, message: str) -> SurveyError:
    return SurveyError([Problem(code, message)])
