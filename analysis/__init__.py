"""Themes and links from plain French texts. Knows no application, no database and no network."""

from analysis.clustering import cluster
from analysis.documents import Document, Example, Target
from analysis.errors import AnalysisError
from analysis.links import propose_links
from analysis.progress import Progress
from analysis.results import (
    ClusterResult,
    LinkResult,
    Links,
    LinkSuggestion,
    Placement,
    RunManifest,
    Term,
    Theme,
)

__all__ = [
    "AnalysisError",
    "ClusterResult",
    "Document",
    "Example",
    "LinkResult",
    "LinkSuggestion",
    "Links",
    "Placement",
    "Progress",
    "RunManifest",
    "Target",
    "Term",
    "Theme",
    "cluster",
    "propose_links",
]
