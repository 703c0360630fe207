"""A definition in a file, whatever its format."""

from surveys.limesurvey import read_lss, read_tsv
from surveys.reading import ReadResult
from surveys.xlsform import read_xlsform
from surveys.xlsform.excel import OLD_EXCEL
from surveys.xlsform.text_tables import is_table_of_text
from surveys.yaml_form import read_yaml


def read_definition(data: bytes) -> ReadResult:
    """Read a file by its content: XLSForm (`.xlsx`, `.xls`, CSV, Markdown), LimeSurvey, or YAML.

    Raises SurveyError: it is none of them, or cannot be used; it says everything that is wrong.
    """
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n")
    if start.startswith((b"PK", OLD_EXCEL)):
        return read_xlsform(data)
    if start.startswith(b"<"):
        return read_lss(data)
    if is_table_of_text(data):
        return read_xlsform(data)
    if b"\t" in start.partition(b"\n")[0]:
        return read_tsv(data)
    return ReadResult(read_yaml(data.decode("utf-8", errors="replace")))
