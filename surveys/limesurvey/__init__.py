"""The structure of LimeSurvey questionnaires: tab-separated text (`.txt`) and `.lss`.

Source: manual.limesurvey.org, "Tab Separated Value survey structure" and "Survey structure
archive"; "ExpressionScript" for the conditions.
"""

from surveys.limesurvey.read import read_lss, read_tsv

__all__ = ["read_lss", "read_tsv"]
