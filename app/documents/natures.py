"""What the words of a heading, or of a passage, say of its nature.

People decide; a proposed nature that is wrong costs them more than none. So the rules are few,
and where two natures are as likely there is none.
"""

from __future__ import annotations

import re

from app.corpus.accents import without_accents
from app.models import Nature

_TITLES = {
    Nature.FINDING: (
        r"constats?|constations?|constatations?|diagnostics?|etats? des lieux|observations?"
        r"|difficultes?|problemes?|problematiques?|freins?|obstacles?|faiblesses?|forces|atouts?"
        r"|points? (?:forts?|faibles?)|findings?"
    ),
    Nature.NEED: r"besoins?|attentes?|needs?|expectations?",
    Nature.PROPOSAL: (
        r"propositions?|pistes?|solutions?|preconisations?|recommandations?|suggestions?|idees?"
        r"|actions?|plans? d'actions?|mesures?|leviers?|proposals?|ideas?"
    ),
}
_TITLE = re.compile(
    "|".join(f"(?P<{nature.value}>\\b(?:{words})\\b)" for nature, words in _TITLES.items())
)
# What may stand before the word that counts: a number, an article, "nos principaux".
_BEFORE_TITLE = re.compile(
    r"(?:[ivx]{1,5}[.)\s–-]+|[\d.]+[.)]?[\s:–-]*|[a-z]\)\s*)?"
    r"(?:l'|d'|(?:les?|la|des?|du|nos|notre|vos|leurs?|quelques|quels?|quelles?|principa(?:ux|les?|l)"
    r"|grande?s?|premiere?s?|premiers?|autres?|synthese|listes?|tableau|rappel|resume|partie|the"
    r"|of|main|our|key)\s+)*"
)
_LONGEST_TITLE = 80

_ACTING = (
    "accompagner|accroitre|acheter|adapter|adopter|aider|aller|ameliorer|amener|animer|appuyer"
    "|associer|assurer|augmenter|batir|capitaliser|clarifier|communiquer|conforter|consolider"
    "|construire|convaincre|coordonner|creer|definir|deployer|developper|diffuser|diversifier"
    "|donner|elaborer|elargir|encourager|etablir|etendre|eviter|experimenter|faciliter|faire"
    "|favoriser|federer|financer|flecher|former|garantir|generaliser|harmoniser|identifier"
    "|impliquer|imposer|inciter|informer|instaurer|integrer|inventer|investir|lancer|lever|lutter"
    "|maintenir|mener|mettre|mieux|mobiliser|monter|multiplier|mutualiser|obtenir|offrir|orienter"
    "|organiser|outiller|ouvrir|partager|permettre|porter|pousser|prendre|preserver|prevoir"
    "|privilegier|produire|promouvoir|proposer|proteger|rapprocher|reconnaitre|recruter|redonner"
    "|reduire|reflechir|relancer|relayer|rendre|renforcer|repenser|repertorier|reserver"
    "|revoir|sensibiliser|simplifier|solliciter|soutenir|stabiliser|structurer|supprimer"
    "|travailler|trouver|utiliser|valoriser|veiller"
)

# Said at the beginning, these are what the passage is about.
_FIRST = (
    (Nature.PROPOSAL, re.compile(rf"(?:(?:re)?(?:{_ACTING}))\b(?! (?:est|sont|reste|a ete)\b)")),
    (
        Nature.PROPOSAL,
        re.compile(
            r"(?:(?:et )?(?:nous|je|on) (?:propos\w+|sugger\w+|preconis\w+|recommand\w+)"
            r"|(?:propositions?|idees?|pistes?|suggestions?) ?:|pourquoi ne pas|et si (?:on|nous)"
            r"|(?:la )?(?:creation|mise en place|mise en oeuvre) d)"
        ),
    ),
    (
        Nature.NEED,
        re.compile(r"(?:(?:le|un|des|les|notre|nos|leurs?|forte?s?) )*(?:besoins?|attentes?)\b"),
    ),
    (Nature.NEED, re.compile(r"(?:(?:la|une) )?necessites? (?:de|d'|absolue)")),
    (
        Nature.FINDING,
        re.compile(
            r"(?:(?:le|un|des|les|trop|tres|grande?s?) )*"
            r"(?:manques?|absence|constats?|difficultes?|insuffisances?|meconnaissance)"
            r" ?(?:d|:|que|a )"
        ),
    ),
)

# Said anywhere, these count when no other nature is said beside them.
_ANYWHERE = {
    Nature.PROPOSAL: re.compile(
        r"\bil (?:faudrait|conviendrait|faut (?:creer|mettre|developper|former|renforcer|ouvrir))"
        r"|\bil (?:serait|est) (?:utile|souhaitable|interessant|pertinent|propose)\b"
        r"|\b(?:nous|je) (?:propos(?:ons|e)|suggerons|suggere|preconisons|recommandons)\b"
        r"|\b(?:on|nous) pourr(?:ait|ions)\b|\b(?:devrait|devraient) (?:etre|pouvoir|se|s')"
    ),
    Nature.NEED: re.compile(
        r"(?<!pas )(?<!plus )(?<!aucun )(?<!sans )\bbesoins? (?:de|d'|des|du|que)\b"
        r"|\b(?:nous|on|ils|elles) (?:aur(?:ait|ions|aient) besoin|attendons|souhait(?:ons|erions))"
        r"|\bil (?:est|devient|parait) (?:necessaire|indispensable|essentiel|crucial|primordial)\b"
        r"|\bla necessite d"
    ),
    Nature.FINDING: re.compile(
        r"\bmanqu(?:e|ent|ons) (?:encore |cruellement |souvent |toujours )?(?:de\b|d'|des\b)"
        r"|\b(?:on|nous) (?:constat|observ|manqu)\w+|\babsence d|\binsuffisan\w+"
        r"|\btrop (?:peu|de)\b|\bpas assez\b|\bpeine(?:nt)? a\b|\b(?:sont|est) (?:peu|mal|trop) \w+"
        r"|\b(?:est|sont) (?:meconnue?s?|insuffisante?s?|complexes?)\b|\bn'existe(?:nt)? pas\b"
    ),
}


def nature_of_title(title: str) -> Nature | None:
    """What a heading, or the name of a column, announces; None when it announces none or two."""
    plain = _plain(title)
    if len(plain) > _LONGEST_TITLE:
        return None
    before = _BEFORE_TITLE.match(plain)
    first = _TITLE.match(plain, before.end() if before else 0)
    if first is None:
        return None
    natures = {str(match.lastgroup) for match in _TITLE.finditer(plain)}
    return Nature(natures.pop()) if len(natures) == 1 else None


def nature_of_words(words: str) -> Nature:
    """What a passage is, by how it is worded; OTHER where that is not plain."""
    plain = _plain(words)
    for nature, pattern in _FIRST:
        if pattern.match(plain):
            return nature
    said = [nature for nature, pattern in _ANYWHERE.items() if pattern.search(plain)]
    return said[0] if len(said) == 1 else Nature.OTHER


def _plain(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe and of blank."""
    letters = text.replace("’", "'").replace("œ", "oe").lower()
    return " ".join(without_accents(letters).split())
