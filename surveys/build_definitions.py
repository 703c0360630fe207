"""Writes the workbooks of `surveys/definitions` from their YAML sources.

python -m surveys.build_definitions
"""

import sys
from pathlib import Path

from surveys.problems import SurveyError
from surveys.xlsform import write_xlsform
from surveys.yaml_form import read_yaml

DEFINITIONS = Path(__file__).parent / "definitions"


def build(folder: Path = DEFINITIONS) -> list[Path]:
    """Write one workbook beside each source; return those written. Raises SurveyError."""
    written = []
    for source in sorted(folder.glob("*.yaml")):
        survey = read_yaml(source.read_text(encoding="utf-8"))
        workbook = source.with_suffix(".xlsx")
        workbook.write_bytes(write_xlsform(survey))
        written.append(workbook)
    return written


def main() -> int:
    """Write the workbooks; 2 when one of them cannot be written."""
    try:
        for path in build():
            sys.stdout.write(f"{path.name}\n")
    except SurveyError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
