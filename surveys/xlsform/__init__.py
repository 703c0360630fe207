"""XLSForm workbooks, read and written."""

from surveys.xlsform.read import read_xlsform
from surveys.xlsform.write import write_xlsform

__all__ = ["read_xlsform", "write_xlsform"]
