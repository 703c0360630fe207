"""What becomes of a candidate theme: one of the codebook, part of one, or nothing."""

from __future__ import annotations

import uuid

from app.models import ThemeState
from app.themes.codebook.acts.describing import Description, created
from app.themes.codebook.refusals import CandidateDecided
from app.themes.codebook.state import Changes, Codebook, SourceChange, SourceNow
from app.themes.codebook.tree import approved as in_codebook


def approved(
    codebook: Codebook,
    candidate_id: uuid.UUID,
    theme_id: uuid.UUID,
    parent_id: uuid.UUID | None,
    described: Description,
) -> Changes:
    """A candidate that becomes a theme of the codebook.

    Raises:
        CandidateDecided: somebody decided of it before.
        NoTitle, TooLong, TooMany, NotInCodebook: as for a theme made by hand.
    """
    source = _decided(codebook, candidate_id, theme_id)
    return (*created(codebook, theme_id, parent_id, described), source)


def joined(codebook: Codebook, candidate_id: uuid.UUID, theme_id: uuid.UUID) -> Changes:
    """A candidate that becomes part of a theme of the codebook.

    Raises:
        CandidateDecided: somebody decided of it before.
        NotInCodebook: the theme is not there.
    """
    in_codebook(codebook, theme_id)
    return (_decided(codebook, candidate_id, theme_id),)


def passed_over(codebook: Codebook, candidate_id: uuid.UUID) -> Changes:
    """A candidate that is not wanted.

    Raises:
        CandidateDecided: somebody decided of it before.
    """
    return (_decided(codebook, candidate_id, None),)


def _decided(
    codebook: Codebook, candidate_id: uuid.UUID, theme_id: uuid.UUID | None
) -> SourceChange:
    """A decision on a candidate. What the machine matched is none, nor what led to a theme that was
    set aside since."""
    before = codebook.sources.get(candidate_id)
    if before is not None and before.overlap is None and not _is_void(codebook, before):
        raise CandidateDecided(candidate_id)
    return SourceChange(candidate_id, before, SourceNow(theme_id))


def _is_void(codebook: Codebook, source: SourceNow) -> bool:
    return source.theme_id is not None and (
        codebook.themes[source.theme_id].state is ThemeState.SET_ASIDE
    )
