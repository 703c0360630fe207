"""Themes and links from plain French texts. Knows no application, no database and no network.

`documents` goes in, `results` comes out; `progress`, `workers`, `steps` and `manifest` are how long
work is followed, shared, taken up again and told. `firmness`, `proportions` and `fingerprints` hold
what several parts count in the same way.

`texts` (words), `vectors` (meaning), `themes` (groups; `themes.clustering` is the way from one end
to the other), `links`, `coders` (how far two people agree), `voices`, `opinions`, `pictures` and
`report` (what is shown), `near` (while somebody types), `encoders` (optional), `running` (other
processes), `verifying`, `commands` (the shell), `data`.
How it is done and what was tried: docs/analysis.md.
"""

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
