"""What is allowed after the opening, case by case."""

from __future__ import annotations

import pytest

from surveys.changes import changes_between
from surveys.yaml_form import read_yaml

BASE = """
code: essai
title: Essai
lists:
  avis: {oui: Oui, non: Non}
  ordre: {oui: Oui, non: Non}
  accord: {bas: Non, milieu: Bof, haut: Oui}
items:
  - group: un
    label: Un
    items:
      - select_one: q
        list: avis
        label: Alors ?
      - text: nom
        relevant: ${q} = 'oui'
      - integer: n
        required: yes
        constraint: . >= 1 and . <= 10
  - group: deux
    label: Deux
    relevant: ${n} > 2
    items:
      - likert: l
        list: accord
      - rank: r
        list: ordre
      - text: long
        appearance: multiline
        parameters: {maxlength: "100"}
      - note: fin
        label: Fin
  - repeat: projet
    items:
      - text: titre
  - calculate: c
    calculation: ${n} * 2
"""

HARMLESS = {
    "a label": ("label: Alors ?", "label: Eh bien ?", "wording"),
    "the title": ("title: Essai", "title: Un essai", "title"),
    "the label of a section": ("label: Deux", "label: La suite", "wording"),
    "a note goes": ("      - note: fin\n        label: Fin\n", "", "deleted"),
    "no longer required": ("        required: yes\n", "", "required"),
    "required at times": ("required: yes", "required: ${q} = 'oui'", "required"),
    "limits further apart": (". >= 1 and . <= 10", ". >= 0 and . <= 20", "constraint"),
    "one limit less": (". >= 1 and . <= 10", ". <= 10", "constraint"),
    "no rule any more": ("        constraint: . >= 1 and . <= 10\n", "", "constraint"),
    "no condition any more": ("        relevant: ${q} = 'oui'\n", "", "relevant"),
    "no condition of a section": ("    relevant: ${n} > 2\n", "", "relevant"),
    "another choice": ("{oui: Oui, non: Non}", "{oui: Oui, non: Non, bof: Bof}", "choice_added"),
    "the label of a choice": ("{oui: Oui,", "{oui: Oui bien sûr,", "choice_wording"),
    "choices in another order": ("{oui: Oui, non: Non}", "{non: Non, oui: Oui}", "choice_order"),
    "a question at the end": ("- note: fin", "- date: jour\n      - note: fin", "added"),
    "a note in between": ("- integer: n", "- note: voila\n      - integer: n", "added"),
    "a calculation": (
        "- calculate: c",
        "- calculate: d\n    calculation: 1\n  - calculate: c",
        "added",
    ),
    "a section at the end": (
        "  - calculate: c",
        "  - group: trois\n    items:\n      - text: mot\n  - calculate: c",
        "section_added",
    ),
    "a default": ("- text: nom", "- text: nom\n        default: Claire", "default"),
    "a longer text": ('maxlength: "100"', 'maxlength: "200"', "maxlength"),
    "another free choice": ("label: Alors ?", "label: Alors ?\n        or_other: yes", "or_other"),
    "a message": ("required: yes", "required: yes\n        required_message: Dites", "wording"),
}

HARMFUL = {
    "a question goes": ("      - text: long\n        appearance: multiline\n"
                        '        parameters: {maxlength: "100"}\n', "", "deleted"),
    "another name": ("- text: long", "- text: longue", "deleted"),
    "another type": ("- integer: n", "- decimal: n", "type"),
    "short for long": ("        appearance: multiline\n", "", "length"),
    "required": ("label: Alors ?", "label: Alors ?\n        required: yes", "required"),
    "narrower limits": (". >= 1 and . <= 10", ". >= 2 and . <= 10", "constraint"),
    "another rule": (". >= 1 and . <= 10", ". >= 1 and . <= 10 and . != 3", "constraint"),
    "a rule": ("- text: nom", "- text: nom\n        constraint: . != 'x'", "constraint"),
    "another condition": ("${q} = 'oui'", "${q} = 'non'", "relevant"),
    "another condition of a section": ("${n} > 2", "${n} > 3", "relevant"),
    "a choice goes": ("{oui: Oui, non: Non}", "{oui: Oui}", "choice_deleted"),
    "another code": ("non: Non}", "nan: Non}", "choice_deleted"),
    "a wider scale": ("haut: Oui}", "haut: Oui, tres: Très}", "choice_added"),
    "a scale in another order": (
        "{bas: Non, milieu: Bof, haut: Oui}", "{haut: Oui, milieu: Bof, bas: Non}", "choice_order"),
    "a required question": ("- note: fin", "- date: jour\n        required: yes\n      - note: fin",
                            "added_required"),
    "a question in between": ("- integer: n", "- date: jour\n      - integer: n", "added_between"),
    "out of a repeat": ("  - repeat: projet\n    items:\n      - text: titre\n",
                        "  - text: titre\n", "repeat"),
    "another calculation": ("${n} * 2", "${n} * 3", "calculation"),
    "a shorter text": ('maxlength: "100"', 'maxlength: "50"', "maxlength"),
}  # fmt: skip


def _codes(old: str, new: str, *, harmless: bool) -> list[str]:
    assert old in BASE
    changes = changes_between(read_yaml(BASE), read_yaml(BASE.replace(old, new, 1)))
    return [change.code for change in changes if change.harmless is harmless]


@pytest.mark.parametrize("case", HARMLESS)
def test_what_leaves_every_answer_its_meaning_is_allowed(case):
    old, new, code = HARMLESS[case]
    assert _codes(old, new, harmless=False) == []
    assert code in _codes(old, new, harmless=True)


@pytest.mark.parametrize("case", HARMFUL)
def test_what_would_change_the_measure_is_not(case):
    old, new, code = HARMFUL[case]
    assert code in _codes(old, new, harmless=False)


def test_another_choice_of_a_ranking_changes_its_points():
    wider = BASE.replace("ordre: {oui: Oui, ", "ordre: {oui: Oui, bof: Bof, ")
    assert wider != BASE
    changes = changes_between(read_yaml(BASE), read_yaml(wider))
    assert [(change.name, change.harmless) for change in changes] == [("r", False)]


def test_the_fewest_questions_are_said_to_have_moved():
    names = ["a", "b", "c", "d"]
    form = "{{code: a, title: A, items: [{}]}}"
    before = form.format(", ".join(f"{{text: {name}}}" for name in names))
    after = form.format(", ".join(f"{{text: {name}}}" for name in ["d", "a", "b", "c"]))
    changes = changes_between(read_yaml(before), read_yaml(after))
    assert [(change.code, change.name) for change in changes] == [("order", "d")]


def test_nothing_changed_is_no_change():
    assert changes_between(read_yaml(BASE), read_yaml(BASE)) == ()


def test_a_section_cut_in_two_moves_nothing():
    cut = BASE.replace("      - integer: n", "  - group: bis\n    items:\n      - integer: n", 1)
    assert all(change.harmless for change in changes_between(read_yaml(BASE), read_yaml(cut)))
