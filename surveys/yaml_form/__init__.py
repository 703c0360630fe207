"""Questionnaires as YAML that a person can read and change.

    code: visite
    title: Votre visite
    lists:
      avis: {oui: Oui, non: Non}
    items:
      - group: accueil
        label: L’accueil
        items:
          - select_one: venu
            list: avis
            label: Êtes-vous déjà venu ?
            required: yes
          - text: raison
            label: Pourquoi ?
            relevant: ${venu} = 'non'

An item is named by the key that says its type. A text is written once, or by language. Every
value is text: `yes`, `3` and `2022-12-31` need no quotes.
"""

from surveys.yaml_form.read import read_yaml
from surveys.yaml_form.write import write_yaml

__all__ = ["read_yaml", "write_yaml"]
