"""Themes and links from plain French texts. Knows no application, no database and no network."""

from analysis.documents import Document, Example, Target
from analysis.errors import AnalysisError
from analysis.links.proposing import propose_links
from analysis.progress import Progress
from analysis.results import (
    Campaign,
    ClusterResult,
    Firmness,
    LinkResult,
    Links,
    LinkSuggestion,
    Placement,
    RunManifest,
    Term,
    Theme,
    Voices,
)
from analysis.themes.clustering import cluster

__all__ = [
    "AnalysisError",
    "Campaign",
    "ClusterResult",
    "Document",
    "Example",
    "Firmness",
    "LinkResult",
    "LinkSuggestion",
    "Links",
    "Placement",
    "Progress",
    "RunManifest",
    "Target",
    "Term",
    "Theme",
    "Voices",
    "cluster",
    "propose_links",
]
