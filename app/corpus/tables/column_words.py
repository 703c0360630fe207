"""The words of column names, French and English, that say what a column is for."""

import re

from app.corpus.accents import without_accents

_WORD = re.compile(r"[a-z]+|\d+|#")

IDENTIFIER = frozenset(
    [
        "id",
        "ids",
        "identifiant",
        "identifier",
        "uuid",
        "guid",
        "ref",
        "reference",
        "numero",
        "num",
        "no",
        "cle",
        "key",
        "code",
        "index",
        "#",
        "uid",
    ]
)
RESPONDENT = frozenset(
    [
        "participant",
        "participante",
        "participants",
        "respondent",
        "repondant",
        "repondante",
        "contributeur",
        "contributrice",
        "contributor",
        "auteur",
        "autrice",
        "author",
        "user",
        "utilisateur",
        "usager",
        "pseudo",
        "pseudonyme",
        "username",
        "member",
        "membre",
        "citoyen",
        "speaker",
        "intervenant",
        "contact",
    ]
)
QUESTION = frozenset(
    ["question", "questions", "consigne", "prompt", "enonce", "intitule", "rubrique", "item"]
)
OPEN = frozenset(
    [
        "text",
        "texte",
        "textes",
        "reponse",
        "reponses",
        "answer",
        "answers",
        "commentaire",
        "commentaires",
        "comment",
        "comments",
        "contribution",
        "proposition",
        "proposal",
        "idee",
        "idea",
        "avis",
        "remarque",
        "remarques",
        "suggestion",
        "suggestions",
        "message",
        "verbatim",
        "contenu",
        "content",
        "body",
        "description",
        "observation",
        "observations",
        "temoignage",
        "other",
        "autre",
        "autres",
        "preciser",
        "precisez",
        "precision",
        "expliquez",
        "pourquoi",
        "why",
        "solution",
        "measure",
        "mesure",
    ]
)
PROFILE = frozenset(
    [
        "age",
        "sexe",
        "genre",
        "gender",
        "sex",
        "csp",
        "pcs",
        "profession",
        "metier",
        "statut",
        "status",
        "departement",
        "department",
        "region",
        "commune",
        "ville",
        "city",
        "code",
        "postal",
        "cp",
        "insee",
        "territoire",
        "territory",
        "structure",
        "organisation",
        "organization",
        "type",
        "categorie",
        "category",
        "label",
        "theme",
        "tranche",
        "niveau",
    ]
)
PERSONAL = frozenset(
    [
        "email",
        "mail",
        "courriel",
        "telephone",
        "tel",
        "phone",
        "mobile",
        "ip",
        "naissance",
        "birth",
        "birthdate",
        "prenom",
        "firstname",
        "lastname",
        "nom",
        "surname",
        "patronyme",
    ]
)
TIME = frozenset(["date", "datetime", "timestamp", "horodatage", "heure", "time"])
TECHNICAL = frozenset(
    [
        "network",
        "session",
        "token",
        "browser",
        "navigateur",
        "agent",
        "referer",
        "referrer",
        "url",
        "lien",
        "link",
        "hash",
        "device",
        "lang",
        "langue",
        "language",
        "submitted",
    ]
)


def words_of(name: str) -> frozenset[str]:
    """Return the words of a column name: lower case, without accents, ``userId`` cut in two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return frozenset(_WORD.findall(without_accents(parted.lower())))
