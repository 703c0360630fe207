"""A questionnaire that asks a question of every type, and people who answer it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app.corpus.codes import new_secret
from app.models import Questionnaire, Response
from app.questionnaires.answering.responding import Beginning, save_page, start_response, submit
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.types.value import Upload
from surveys.yaml_form import read_yaml

TODAY = dt.date(2016, 5, 20)
FORM = """
code: essai
title: Essai de chaque type
languages: [fr]
default_language: fr
lists:
  oui_non: {oui: Oui, non: Non}
  freins: {tresorerie: La trésorerie, locaux: Les locaux, aucun: Aucun}
  ordre: {a: Premier, b: Deuxième, c: Troisième}
  accord: {n: Pas d’accord, p: Plutôt, o: D’accord}
  acteurs: {asso: Association, coop: Coopérative}
  territoires: {n: Nord, s: Sud}
items:
  - group: tout
    label: Tout
    items:
      - note: bonjour
        label: Bonjour
      - select_one: employeur
        list: oui_non
        label: Employez-vous des salariés ?
        required: yes
      - integer: salaries
        label: Combien de salariés ?
        relevant: ${employeur} = 'oui'
        constraint: . >= 0
      - decimal: budget
        label: Quel budget, en millions ?
      - date: creation
        label: Créée le
      - time: ouverture
        label: Ouvre à
      - select_one: metier
        list: acteurs
        or_other: yes
        label: Votre métier ?
      - select_multiple: freins
        list: freins
        or_other: yes
        label: Quels freins ?
      - rank: priorites
        list: ordre
        label: Vos priorités ?
      - range: note_sur_dix
        label: Votre note ?
        parameters: {start: '0', end: '10', step: '0.5'}
      - text: nom
        label: Votre nom
      - text: avis
        label: Votre avis ?
        appearance: multiline
      - acknowledge: lu
        label: J’ai lu
      - organisation: structure
        list: acteurs
        parameters: {territories: territoires}
        label: Votre structure
      - file: piece
        label: Une pièce
      - calculate: double
        calculation: coalesce(${salaries}, 0) * 2
      - hidden: source
        label: Source
  - group: echelle
    label: Votre accord
    appearance: table-list
    items:
      - likert: facile
        list: accord
        label: C’est facile
      - likert: utile
        list: accord
        label: C’est utile
  - repeat: projets
    label: Vos projets
    items:
      - text: titre
        label: Titre du projet
      - integer: cout
        label: Coût
"""
SURVEY = read_yaml(FORM)
PLAIN = {
    "employeur": ["oui"],
    "salaries": ["0"],
    "budget": ["0,00001"],
    "creation": ["31/12/1998"],
    "ouverture": ["8h30"],
    "metier": ["other"],
    "metier#other": ["=cmd|' /C calc'!A0"],
    "freins": ["tresorerie", "locaux"],
    "priorites#b": ["1"],
    "priorites#a": ["2"],
    "note_sur_dix": ["7.5"],
    "nom": ["'=Éloïse"],
    "avis": ["=1+1\nÀ la ligne,  deux espaces ; un point-virgule « cité »"],
    "lu": ["OK"],
    "structure#name": ["Les Prés"],
    "structure#siret": ["73282932000074"],
    "structure#actor_type": ["asso"],
    "structure#territory": ["n"],
    "source": ["lettre"],
}
BLANK = {**{name: [""] for name in PLAIN}, "employeur": ["non"], "freins": [], "lu": []}
HOSTILE = ("@SUM(A1)", "+33 2 40", "-2 %", "''quoted", "x_x0041_y", "{{7*7}}", "0", "-0.5")
ENTRIES = (
    {},
    {"projets/0/titre": ["Un café"], "projets/0/cout": ["1 000"]},
    {
        "projets/0/titre": ["=A1"],
        "projets/0/cout": [""],
        "projets/1/titre": [""],
        "projets/1/cout": ["-5"],
    },
)


def everybody() -> list[tuple[dict[str, list[str]], dict[str, list[str]]]]:
    """What is posted by each person: the first pages, then the entries of the repeat."""
    people = [(PLAIN, ENTRIES[2]), (BLANK, ENTRIES[0])]
    people += [({**PLAIN, "nom": [text], "avis": [text]}, ENTRIES[1]) for text in HOSTILE]
    return people


def add_every_type(session: Session, consultation_id, **values) -> Questionnaire:
    made = add_questionnaire(
        session, consultation_id=consultation_id, title="Chaque type", survey=SURVEY
    )
    for name, value in values.items():
        setattr(made, name, value)
    made.open()
    session.flush()
    return made


def answer(session: Session, made: Questionnaire, first, entries, **beginning) -> Response:
    version = latest_version(session, made.id)
    begun, _code = start_response(session, made, version, Beginning(new_secret(), **beginning))
    scale = {"facile": ["n"], "utile": ["o"]} if first["lu"] else {}
    piece = {"piece": Upload("0" * 64, "Pièce n° 1.pdf", 10, "application/pdf")}
    for page, raw in enumerate((first, scale, entries)):
        uploads = piece if page == 0 and first is PLAIN else {}
        save_page(session, made, begun, page=page, raw=raw, uploads=uploads, today=TODAY)
    submit(session, made, begun, TODAY)
    return begun
