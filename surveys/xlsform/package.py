"""A workbook is a zip archive, checked before a reader opens it."""

import io
import zipfile

from surveys.problems import Problem, SurveyError

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
HIGHEST_RATIO = 150

# Below this size a ratio says nothing: a sheet of empty rows compresses very well.
_RATIO_MATTERS_FROM = 2**20


def check_package(data: bytes) -> None:
    """Raise SurveyError for what is not an XLSX, unpacks to too much, or declares a DOCTYPE."""
    if len(data) > LARGEST:
        raise _refused("too_large", f"The file is larger than {LARGEST // 2**20} MB.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "The file is an old or protected Excel file; save it as .xlsx, without password."
        raise _refused("not_xlsx", message)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
            for part in archive.infolist():
                _check_part(part, archive.read(part))
            names = {part.filename for part in archive.infolist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused("not_xlsx", "The file is not an Excel workbook (.xlsx).") from error
    except Exception as error:
        if isinstance(error, SurveyError):
            raise
        raise _refused("not_xlsx", "The file is damaged: it cannot be unpacked.") from error
    if "xl/workbook.xml" not in names:
        raise _refused("not_xlsx", "The file is not an Excel workbook (.xlsx).")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > _RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or too_dense:
        raise _refused("bomb", "The workbook unpacks to far more than a questionnaire holds.")
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise _refused("not_xlsx", "The workbook holds the same part twice.")


def _check_part(part: zipfile.ZipInfo, content: bytes) -> None:
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        raise _refused("not_xlsx", "The workbook holds XML that is not in UTF-8.")
    upper = content.upper()
    if b"<!DOCTYPE" in upper or b"<!ENTITY" in upper:
        message = "The workbook declares a document type or entities, which no spreadsheet writes."
        raise _refused("doctype", message)


def _refused(code: str, message: str) -> SurveyError:
    return SurveyError([Problem(code, message)])
