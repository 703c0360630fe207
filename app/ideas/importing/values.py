"""From the words of another platform to ours: states, kinds of bodies, numbers, marked-up text."""

from __future__ import annotations

import html
import re

import nh3

from app.corpus.accents import without_accents
from app.models import OrganisationKind, Verdict

MOST_SUPPORTERS = 10**6
"""Of one idea: those of a whole group are added up, and have to fit a column (2**31)."""

_SIGNS = re.compile(r"[^a-z]+")
_BLANKS = re.compile(r"\s+")
_WHOLE = re.compile(r"(\d{1,10})(?:[.,]0+)?")
_MARKED_UP = re.compile(r"</?(?:p|br|div|ul|ol|li|strong|em|b|i|a|span|h[1-6])\b[^>]*>", re.I)
_LINE_ENDS = re.compile(r"<br\b[^>]*>|</(?:div|li|h[1-6])>", re.I)
_PARAGRAPH_ENDS = re.compile(r"</(?:p|ul|ol)>", re.I)
_MANY_LINE_ENDS = re.compile(r"\n\s*\n\s*")

WITHDRAWN = frozenset({"withdrawn", "retiree", "retire", "supprimee", "hidden", "moderated"})
"""States in which an idea is read by nobody any more."""
NO_STATE = frozenset(
    {
        "",
        "notanswered",
        "sansreponse",
        "published",
        "publiee",
        "publie",
        "open",
        "ouvert",
        "ouverte",
        "pending",
        "enattente",
    }
)
"""States that say that nothing was answered yet."""

_VERDICTS = {
    Verdict.KEPT: "accepted acceptee accepte retenue retenu kept realisee realise done adoptee",
    Verdict.PARTLY_KEPT: "partiallyaccepted partlykept partiellementretenue partiellementacceptee"
    " enpartieretenue",
    Verdict.SET_ASIDE: "rejected rejetee rejete refusee refuse ecartee ecarte setaside nonretenue"
    " nonretenu",
    Verdict.CONSIDERED: "evaluating considered encoursdevaluation encours aletude etudiee examinee"
    " priseencompte",
    Verdict.OUT_OF_SCOPE: "outofscope horssujet horsperimetre horscadre irrecevable nonrecevable",
}
_KINDS = {
    OrganisationKind.ASSOCIATION: "association associations asso nonprofit",
    OrganisationKind.COOPERATIVE: "cooperative cooperatives scop scic coop",
    OrganisationKind.MUTUAL: "mutual mutuelle mutuelles",
    OrganisationKind.FOUNDATION: "foundation fondation fondations",
    OrganisationKind.SOCIAL_COMPANY: "socialcompany societecommerciale entreprisesociale esus",
    OrganisationKind.ENTERPRISE: "enterprise entreprise entreprises company",
    OrganisationKind.LOCAL_AUTHORITY: "localauthority collectivite collectivites mairie commune"
    " collectiviteterritoriale",
    OrganisationKind.STATE: "state etat servicedeletat administration",
    OrganisationKind.NETWORK: "network reseau reseaux tetedereseau federation",
    OrganisationKind.CHAMBER: "chamber chambreconsulaire chambre",
    OrganisationKind.FUNDER: "funder financeur banque",
    OrganisationKind.UNION: "union syndicat syndicats",
    OrganisationKind.RESEARCH: "research recherche universite",
    OrganisationKind.OTHER: "other autre autres citoyen citoyenne particulier habitant habitante",
}
_VERDICT_OF = {word: verdict for verdict, words in _VERDICTS.items() for word in words.split()}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def folded(text: str) -> str:
    """A text by its letters alone, small and without accents: `En cours d’évaluation`."""
    return _SIGNS.sub("", without_accents(text.casefold()))


def verdict_of(state: str) -> Verdict | None:
    """The official answer that a state of another platform stands for."""
    return _VERDICT_OF.get(folded(state))


def kind_of(text: str) -> OrganisationKind | None:
    """The kind of body that is named."""
    return _KIND_OF.get(folded(text))


def count_of(text: str) -> int:
    """A number of supports: `1 250`, `12.0`; nothing is none.

    Raises:
        ValueError: it is no such number.
    """
    written = _BLANKS.sub("", text)
    if not written:
        return 0
    found = _WHOLE.fullmatch(written)
    if found is None or int(found.group(1)) > MOST_SUPPORTERS:
        raise ValueError(text[:40])
    return int(found.group(1))


def plain_words(text: str) -> str:
    """A text without the mark-up of another platform, its paragraphs kept."""
    if not _MARKED_UP.search(text):
        return text
    parted = _PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    bare = html.unescape(nh3.clean(parted, tags=set()))
    return _MANY_LINE_ENDS.sub("\n\n", bare).strip()
