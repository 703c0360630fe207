"""Checking a questionnaire before it is opened: dead ends and oversights."""

from surveys.checks.findings import Finding, Severity
from surveys.checks.run import check_survey

__all__ = ["Finding", "Severity", "check_survey"]
