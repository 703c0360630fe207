"""Groups of opinion, from who agrees and disagrees with what. No text is read."""

from analysis.opinions.mapping import opinion_groups
from analysis.opinions.results import (
    Former,
    OpinionGroup,
    OpinionResult,
    Shares,
    StatementOpinion,
    Telling,
)
from analysis.opinions.votes import AGREE, DISAGREE, PASS, Vote

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Former",
    "OpinionGroup",
    "OpinionResult",
    "Shares",
    "StatementOpinion",
    "Telling",
    "Vote",
    "opinion_groups",
]
